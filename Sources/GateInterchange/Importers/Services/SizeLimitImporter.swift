import GateFiles
import GateRecords

/// Reads `size-limit --json`: a size in bytes for each entry, and seconds where it was run.
///
/// A size may be 0. That an entry is beyond its own limit is noted: it is size-limit's verdict.
/// Source: ai/size-limit, packages/size-limit/create-reporter.js.
enum SizeLimitImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var counter = RepeatedNames()
    for entry in try ImportValue(file).elements() {
      let name = results.begin(&counter, try entry.required("name").name())
      results.update(name) { $0.sampling = .perIteration }
      if let size = entry["size"] { results.take(size, ImportUnit("bytes").metric(), to: name) }
      for key in ["loading", "running"] {
        guard let seconds = entry[key] else { continue }
        results.take(
          seconds, times: 1e9,
          ImportUnit("s").metric(MetricName(rawValue: key + "_time")), to: name)
      }
      if let passed = entry["passed"], !passed.isTrue {
        results.update(name) { $0.note(InterchangeMessage.beyondSizeLimit.line) }
      }
    }
    results.origin.take("size-limit", as: \.harness)
  }
}
