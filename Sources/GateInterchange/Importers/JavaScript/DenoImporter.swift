import GateFiles
import GateRecords

/// Reads `deno bench --json`; its times are nanoseconds of one call.
///
/// It writes statistics, no samples: their mean is one sample. Source: denoland/deno,
/// cli/tools/bench/reporters.rs.
enum DenoImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    var counter = RepeatedNames()
    for benchmark in try root.required("benches").elements() {
      let origin = benchmark["origin"]?.plainText?.split(separator: "/").last.map(String.init)
      let parts = [origin, benchmark["group"]?.plainText, try benchmark.required("name").name()]
      let name = results.begin(&counter, parts.compactMap { $0 }.joined(separator: " > "))
      for (process, result) in try benchmark.required("results").elements().enumerated() {
        if let statistics = result["ok"] {
          guard let mean = statistics["avg"] else {
            results.update(name) { $0.note(InterchangeMessage.noMean.line) }
            continue
          }
          results.take(mean, .wallTime, to: name, process: process)
        } else {
          results.fail(name, (result["failed"]?["message"] ?? result["failed"])?.plainText)
        }
      }
      results.update(name) { $0.note(InterchangeMessage.samplesNotWritten(word: "mean").line) }
    }
    results.origin.take(root["runtime"]?.plainText, as: \.harness)
    results.origin.take(root["cpu"]?.plainText, as: \.processor, called: "processor")
  }
}
