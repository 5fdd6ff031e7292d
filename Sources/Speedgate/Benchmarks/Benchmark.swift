import GateRecords

/// A named piece of work to be measured, or a series of them over a parameter.
///
/// The body runs once a launch. The code before ``BenchmarkRun/measure(_:)-(()->Result)`` prepares and is not
/// timed; the code inside is repeated and timed; the code behind it cleans up.
///
/// ```swift
/// Benchmark("parse/order") { run in
///   let text = Fixtures.largeOrder
///   run.measure { blackHole(parse(blackBox(text))) }
/// }
/// ```
///
/// A mistake in a declaration, such as an empty name or a time limit below zero, is neither repaired nor
/// ignored: the suite does not start, and says which benchmark has it.
public struct Benchmark: Sendable {
  var cases: [BenchmarkCase]

  /// Declares a benchmark.
  ///
  /// - Parameters:
  ///   - name: Its name; `/` separates groups.
  ///   - fileID: The file in which it is declared, for reports; pass on your caller's in a function that declares.
  ///   - line: The line in which it is declared.
  ///   - body: Prepares, calls `measure` exactly once, and cleans up. An error that it throws is
  ///     reported with the benchmark's name; the other benchmarks go on.
  public init(
    _ name: String, fileID: String = #fileID,
    line: @autoclosure @escaping @Sendable () -> Int = #line,
    body: @escaping @Sendable (BenchmarkRun) throws -> Void
  ) {
    cases = [
      BenchmarkCase(
        name: name, declaration: Declaration(fileID: fileID, line: line), body: .synchronous(body))
    ]
  }

  /// Declares a benchmark with an asynchronous body.
  ///
  /// - Parameters:
  ///   - name: Its name; `/` separates groups.
  ///   - fileID: The file in which it is declared, for reports.
  ///   - line: The line in which it is declared.
  ///   - body: Prepares, calls `measure` exactly once, and cleans up.
  public init(
    _ name: String, fileID: String = #fileID,
    line: @autoclosure @escaping @Sendable () -> Int = #line,
    body: @escaping @Sendable (BenchmarkRun) async throws -> Void
  ) {
    cases = [
      BenchmarkCase(
        name: name, declaration: Declaration(fileID: fileID, line: line), body: .asynchronous(body))
    ]
  }

  /// Declares one benchmark for each value of a parameter: `sort/random{n=1000}`.
  ///
  /// - Parameters:
  ///   - name: The name without the parameter.
  ///   - parameter: The parameter's name.
  ///   - values: Its values.
  ///   - fileID: The file in which it is declared, for reports.
  ///   - line: The line in which it is declared.
  ///   - body: Prepares, calls `measure` exactly once, and cleans up; it gets the value.
  public init<Value: Sendable>(
    _ name: String, parameter: String, values: [Value], fileID: String = #fileID,
    line: @autoclosure @escaping @Sendable () -> Int = #line,
    body: @escaping @Sendable (BenchmarkRun, Value) throws -> Void
  ) {
    cases = BenchmarkCase.series(
      name, parameter: parameter, values: values,
      declaration: Declaration(fileID: fileID, line: line)
    ) { value in
      .synchronous { run in try body(run, value) }
    }
  }

  /// Declares one benchmark with an asynchronous body for each value of a parameter.
  ///
  /// - Parameters:
  ///   - name: The name without the parameter.
  ///   - parameter: The parameter's name.
  ///   - values: Its values.
  ///   - fileID: The file in which it is declared, for reports.
  ///   - line: The line in which it is declared.
  ///   - body: The body, with the value.
  public init<Value: Sendable>(
    _ name: String, parameter: String, values: [Value], fileID: String = #fileID,
    line: @autoclosure @escaping @Sendable () -> Int = #line,
    body: @escaping @Sendable (BenchmarkRun, Value) async throws -> Void
  ) {
    cases = BenchmarkCase.series(
      name, parameter: parameter, values: values,
      declaration: Declaration(fileID: fileID, line: line)
    ) { value in
      .asynchronous { run in try await body(run, value) }
    }
  }

  /// Sets the amount that one iteration processes, so that reports show a rate.
  public func throughput(_ throughput: Throughput) -> Benchmark {
    changing { one in
      switch throughput.amount(for: one.integerParameter) {
      case .success(let work): one.throughput = work
      case .failure(let problem): one.problems.append(problem.text)
      }
    }
  }

  /// Adds labels to choose benchmarks by.
  public func tags(_ tags: String...) -> Benchmark {
    changing { one in
      one.tags += tags
      if tags.contains(where: \.isEmpty) { one.problems.append(SuiteMessage.tagEmpty.line) }
    }
  }

  /// Bounds how long a launch of this benchmark may be silent; the default is the driver's.
  ///
  /// - Parameter limit: The limit; beyond it the benchmark counts as hung. With less than a
  ///   millisecond the suite does not start.
  public func timeLimit(_ limit: Duration) -> Benchmark {
    changing { one in
      one.timeLimit = limit
      guard limit < .milliseconds(1) else { return }
      one.problems.append(SuiteMessage.timeLimitTooShort(limit).line)
    }
  }

  /// Limits what is recorded, and so what can be gated, to these metrics and the benchmark's own.
  ///
  /// Without it every metric is recorded. Said several times, the metrics add up. A budget for a
  /// metric that is not recorded is unproven, never passed. A suite run by hand measures wall time
  /// only, and says so where other metrics are asked for.
  public func metrics(_ metrics: Metric...) -> Benchmark {
    changing { one in
      one.metrics += metrics
      guard metrics.isEmpty else { return }
      one.problems.append(SuiteMessage.metricsEmpty.line)
    }
  }

  /// Declares that the work computes the same as another benchmark of the suite.
  ///
  /// Both report their result with ``BenchmarkRun/resultDigest(_:)``. The gate fails when the digests
  /// differ or one is missing, however fast either is.
  ///
  /// - Parameter reference: The other benchmark's full name, with its groups. In a series, a name
  ///   without a parameter means the one with the same parameter.
  public func sameResult(as reference: String) -> Benchmark {
    changing { one in
      let full = reference.contains("{") ? reference : reference + one.parameter
      if let other = one.sameResultAs, other != full {
        one.problems.append(SuiteMessage.sameResultTwice(other, full).line)
      }
      one.sameResultAs = full
    }
  }

  /// Sets the size of a sample: a batch of iterations (the default) or a single one.
  public func sampling(_ sampling: Sampling) -> Benchmark {
    changing { $0.sampling = sampling }
  }

  /// Sets how many threads it uses; with several it is not bound to one processor.
  public func threads(_ threads: Threads) -> Benchmark {
    changing { $0.threads = threads }
  }

  /// Accepts a body that takes no longer than an empty loop, which is an error otherwise.
  public func allowingEmptyBody() -> Benchmark {
    changing { $0.allowsEmptyBody = true }
  }

  private func changing(_ change: (inout BenchmarkCase) -> Void) -> Benchmark {
    var copy = self
    for index in copy.cases.indices { change(&copy.cases[index]) }
    return copy
  }
}
