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
    for result in try ImportValue(file).required("results").elements() {
      try read(result, into: &results)
    }
    results.origin.take("hyperfine", as: \.harness)
    results.origin.take("hyperfine", as: \.suite)
  }

  private static func read(
    _ result: ImportValue, into results: inout ImportedResults
  ) throws(FileError) {
    var parameters: [String] = []
    for (key, value) in try result["parameters"]?.members() ?? [] {
      parameters.append("\(key)=\(value.plainText ?? value.plainNumber.map { "\($0)" } ?? "")")
    }
    let name = ImportName.joining(try result.required("command").name(), parameters)
    results.update(name) { $0.sampling = .perIteration }
    if let times = result["times"] {
      for (index, time) in try times.elements().enumerated() {
        results.add(try time.measured() * 1e9, .wallTime, to: name, process: index)
      }
    } else {
      let median = try result.first("median", "mean")
      results.add(try median.measured() * 1e9, .wallTime, to: name)
      results.update(name) { $0.note("its single times were not exported, only their median") }
    }
    if let user = result["user"], let system = result["system"] {
      results.add(
        (try user.measured() + system.measured()) * 1e9, .cpuTime, to: name)
    }
    let codes = try result["exit_codes"]?.elements() ?? []
    let failed = codes.count { $0.plainNumber != 0 }
    if failed > 0 {
      results.update(name) {
        $0.note("\(failed) of \(codes.count) runs did not end with exit status 0")
      }
    }
  }
}
