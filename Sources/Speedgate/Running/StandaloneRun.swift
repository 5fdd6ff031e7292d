import GateRecords

/// A suite started by a person: it prints a table.
///
/// Good for a first look. It runs in one process, so it neither isolates benchmarks from each other
/// nor compares; `speedgate-bench` does both.
struct StandaloneRun {
  private let declared: SuiteDeclaration
  /// Where lines go: 1 for results, 2 for complaints.
  private let write: (_ line: String, _ descriptor: Int32) -> Void

  init(
    _ declared: SuiteDeclaration,
    write: @escaping (_ line: String, _ descriptor: Int32) -> Void = { line, descriptor in
      _ = Platform.write(descriptor, Array((line + "\n").utf8))
    }
  ) {
    self.declared = declared
    self.write = write
  }

  private var suite: String { declared.name }
  private var cases: [BenchmarkCase] { declared.cases }

  private struct Options {
    var filter = GlobPattern("*")
    var isQuick = false
    var lists = false
    var wantsHelp = false
  }

  /// Does what the arguments say.
  ///
  /// - Returns: The exit status: 0, 1 when a benchmark failed, 2 for a mistake in the arguments or in
  ///   the suite's declarations.
  func run(_ arguments: [String]) async -> Int32 {
    let options: Options
    switch parse(arguments) {
    case .success(let parsed): options = parsed
    case .failure(let mistake):
      write("\(suite): \(mistake.message)", 2)
      return 2
    }
    if options.wantsHelp {
      write(help, 1)
      return 0
    }
    if let complaint = declared.complaint {
      write("\(suite): \(SuiteMessage.doesNotStart(complaint).line)", 2)
      return 2
    }
    let chosen = cases.filter { options.filter.matches($0.name) }
    guard !chosen.isEmpty else {
      write("\(suite): \(SuiteMessage.nothingMatches(options.filter.text).line)", 2)
      return 2
    }
    if options.lists {
      for benchmark in chosen { write(benchmark.name, 1) }
      return 0
    }
    return await measure(chosen, isQuick: options.isQuick)
  }

  private func measure(_ chosen: [BenchmarkCase], isQuick: Bool) async -> Int32 {
    if Harness.configuration == "debug" {
      write("\(suite): \(SuiteMessage.notOptimised.line)", 2)
    }
    let clock = HarnessClock.measured()
    let table = StandaloneTable(names: chosen.map(\.name))
    write(table.header, 1)
    var failures = 0
    var emptyBodies = 0
    for benchmark in chosen {
      let outcome = await measure(benchmark, clock: clock, sampleCount: isQuick ? 11 : 51)
      switch outcome {
      case .measured, .skipped: break
      case .failed: failures += 1
      case .empty: emptyBodies += 1
      }
      for line in table.lines(for: benchmark, outcome) { write(line, 1) }
    }
    if emptyBodies > 0 {
      write(
        "\nWhere the body takes no longer than an empty loop, "
          + "\(SuiteMessage.emptyLoop.remedy ?? "").", 1)
    }
    write("\n'speedgate-bench run' measures each launch in a process of its own, and compares.", 1)
    let unmet = chosen.count { $0.metrics.contains(.allocations) }
    if unmet > 0 {
      write(
        "It also counts allocations, which \(unmet) of the benchmarks ask for.", 1)
    }
    return failures + emptyBodies == 0 ? 0 : 1
  }

  private func measure(
    _ benchmark: BenchmarkCase, clock: HarnessClock, sampleCount: Int
  ) async -> HandOutcome {
    let source = TableBatchSource(benchmark: benchmark, clock: clock, sampleCount: sampleCount)
    let run = BenchmarkRun(source: source, clock: clock)
    do {
      switch benchmark.body {
      case .synchronous(let body): try body(run)
      case .asynchronous(let body): try await body(run)
      }
    } catch let skipped as SkippedBenchmark {
      return .skipped(skipped.reason)
    } catch {
      return .failed(SuiteMessage.threw("\(error)").line)
    }
    if let complaint = run.refusal ?? run.complaint { return .failed(complaint) }
    if source.isEmpty { return .empty }
    guard run.measureCalls == 1, source.samples.count > 0 else {
      let message: SuiteMessage =
        run.measureCalls == 0 ? .neverMeasured : .measuredOften(run.measureCalls)
      return .failed("measured nothing: \(message.line)")
    }
    if let misuse = run.misuse { return .failed(misuse) }
    return .measured(
      HandMeasurement(
        samples: source.samples, iterations: source.iterations, steps: run.steps.totals,
        stepIterations: run.steps.iterations, metrics: run.metrics))
  }

  private struct Mistake: Error {
    let message: String
  }

  private func parse(_ arguments: [String]) -> Result<Options, Mistake> {
    var options = Options()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": options.wantsHelp = true
      case "--list": options.lists = true
      case "--quick": options.isQuick = true
      case "--filter":
        guard let pattern = rest.popFirst() else {
          return .failure(Mistake(message: SuiteMessage.patternMissing.line))
        }
        options.filter = GlobPattern(pattern)
      case _ where argument.hasPrefix("--filter="):
        options.filter = GlobPattern(String(argument.dropFirst("--filter=".count)))
      default:
        return .failure(Mistake(message: SuiteMessage.optionUnknown(argument).line))
      }
    }
    return .success(options)
  }

  private var help: String {
    """
    \(suite): \(cases.count) \(cases.count == 1 ? "benchmark" : "benchmarks") written with Speedgate \(Harness.version).

    OPTIONS:
      --list             Name the benchmarks.
      --filter PATTERN   Measure the names that match; * matches any characters.
      --quick            Take fewer samples.
      --help             Show this text.

    Run by hand, a suite measures in this one process and prints a table: the median and the 95th
    percentile of the samples, half the distance between their quartiles as ±, and samples times
    iterations of each. 'speedgate-bench run' measures each launch in a process of its own, compares
    with a baseline and writes a record.

    EXIT STATUS: 0, 1 when a benchmark failed, 2 for a mistake in the arguments or in the suite.
    """
  }
}
