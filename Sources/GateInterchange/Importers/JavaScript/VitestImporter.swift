import GateFiles
import GateRecords

/// Reads `vitest bench --outputJson`, and tasks of tinybench, which measures for it.
///
/// Times are milliseconds. A sample is a call; without `benchmark.includeSamples` only statistics are
/// written, and then the median, or else the mean, is one sample. Sources: vitest-dev/vitest,
/// packages/vitest/src/runtime/types/benchmark.ts; tinylibs/tinybench, src/types.ts.
enum VitestImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var counter = RepeatedNames()
    for file in try ImportValue(file).required("files").elements() {
      for group in try file["groups"]?.elements() ?? [] {
        let title = group["fullName"]?.plainText
        for benchmark in try group["benchmarks"]?.elements() ?? [] {
          let own = try benchmark.required("name").name()
          let name = results.begin(&counter, title.map { "\($0) > \(own)" } ?? own)
          TinybenchImporter.take(benchmark, of: name, into: &results)
        }
      }
    }
    results.origin.take("vitest", as: \.harness)
  }
}

/// Reads tinybench's `tasks` as JSON: `[{"name": …, "result": {…}}]`, or their results alone by name.
enum TinybenchImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    var counter = RepeatedNames()
    for task in try (root["tasks"] ?? root).elements() {
      let name = results.begin(&counter, try task.required("name").name())
      take(task["result"] ?? task, of: name, into: &results)
    }
    results.origin.take("tinybench", as: \.harness)
  }

  /// Takes a result; newer versions keep what concerns times under `latency`.
  static func take(
    _ result: ImportValue, of name: String, into results: inout ImportedResults
  ) {
    if let error = result["error"] {
      return results.fail(name, error["message"]?.plainText ?? error.plainText)
    }
    switch result["state"]?.plainText {
    case "errored": return results.fail(name, nil)
    case "aborted", "not-started": return results.skip(name)
    default: break
    }
    let times = result["latency"] ?? result
    results.update(name) { $0.sampling = .perIteration }
    if let samples = try? times["samples"]?.elements(), !samples.isEmpty {
      for sample in samples { results.take(sample, times: 1e6, .wallTime, to: name) }
      return
    }
    guard let figure = times["median"] ?? times["p50"] ?? times["mean"] else {
      return results.fail(name, InterchangeMessage.mayHaveThrown.line)
    }
    results.take(figure, times: 1e6, .wallTime, to: name)
    let word = times["median"] != nil || times["p50"] != nil ? "median" : "mean"
    results.update(name) { $0.note(InterchangeMessage.samplesNotWritten(word: word).line) }
  }
}
