import GateFiles
import GateRecords

/// Reads hyperfine's JSON; its times are seconds, and every run is a process, so a launch.
///
/// `memory_usage_byte` is left out: hyperfine takes it from the account of all its children, which
/// never falls, so that a small command after a large one inherits its figure.
enum HyperfineImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var names = RepeatedNames()
    for result in try ImportValue(file).required("results").elements() {
      results.sawRow()
      try read(result, &names, into: &results)
    }
    results.origin.take("hyperfine", as: \.harness)
    results.origin.take("hyperfine", as: \.suite)
  }

  private static func read(
    _ result: ImportValue, _ names: inout RepeatedNames, into results: inout ImportedResults
  ) throws(FileError) {
    var parameters: [String] = []
    for (key, value) in try result["parameters"]?.members() ?? [] {
      parameters.append("\(key)=\(value.plainText ?? value.plainNumber.map { "\($0)" } ?? "")")
    }
    let plain = ImportName.joining(try result.required("command").name(), parameters)
    let name = names.next(plain)
    results.update(name) {
      $0.sampling = .perIteration
      if name != plain { $0.note(RepeatedNames.note) }
    }
    if let failure = failure(of: result) {
      results.update(name) {
        $0.failure = BenchmarkFailure(kind: .threw, message: failure)
      }
      return
    }
    if let times = result["times"] {
      for (index, time) in try times.elements().enumerated() {
        results.add(try time.measured() * 1e9, .wallTime, to: name, process: index)
      }
    } else {
      let median = try result.first("median", "mean")
      results.add(try median.measured() * 1e9, .wallTime, to: name)
      results.update(name) { $0.note(InterchangeMessage.samplesNotWritten(word: "median").line) }
    }
    if let user = result["user"], let system = result["system"] {
      results.optionally("cpu_time", of: name) { results throws(FileError) in
        results.add((try user.measured() + system.measured()) * 1e9, .cpuTime, to: name)
      }
    }
  }

  /// The message for a command that failed: its time means nothing, and a command that is not found is quick.
  ///
  /// A run that a signal ended has the exit code `null`.
  private static func failure(of result: ImportValue) -> String? {
    guard let list = result["exit_codes"] else { return nil }
    guard let codes = try? list.elements() else {
      return InterchangeMessage.exitCodesUnreadable.line
    }
    let numbers = codes.map { code -> Double? in
      guard case .number(let number) = code.content else { return nil }
      return number
    }
    let failed = numbers.filter { $0 != 0 }
    guard let first = failed.first else { return nil }
    let words = first.map {
      "with exit status \($0 == $0.rounded() ? "\(Int(clamping: $0))" : "\($0)")"
    }
    return InterchangeMessage.commandFailed(
      failed: failed.count, of: codes.count, how: words ?? "by a signal"
    ).line
  }
}

extension Int {
  /// The nearest whole number within the range of an integer; 0 for a value that is not a number.
  init(clamping number: Double) {
    self = number.isNaN ? 0 : Int(Swift.max(-9e18, Swift.min(9e18, number.rounded())))
  }
}
