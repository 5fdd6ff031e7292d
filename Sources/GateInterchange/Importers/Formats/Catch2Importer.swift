import GateFiles
import GateRecords

/// Reads Catch2's XML (`-r xml`), versions 2 and 3; its times are nanoseconds.
///
/// The name is that of the test case, its sections and the benchmark. Samples are not written: the mean
/// is one sample. A benchmark whose test case failed counts as failed, because it is unknown what it
/// measured. Source: catchorg/Catch2, src/catch2/reporters/catch_reporter_xml.cpp.
enum Catch2Importer {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var scanner = try XMLScanner(file)
    var titles = RepeatedNames()
    var path: [String] = []
    var current: String?
    var inCase: [String] = []
    while let event = try scanner.next() {
      switch event {
      case .start("TestCase", let attributes):
        path = [attributes["name"] ?? ""]
        inCase = []
      case .start("Section", let attributes): path.append(attributes["name"] ?? "")
      case .end("Section"): if path.count > 1 { path.removeLast() }
      case .end("TestCase"): path = []
      case .start("BenchmarkResults", let attributes):
        let parts = (path + [attributes["name"] ?? ""]).filter { !$0.isEmpty }
        guard !parts.isEmpty else { continue }
        let name = results.begin(&titles, parts.joined(separator: "/"))
        current = name
        inCase.append(name)
        let iterations = attributes["iterations"].flatMap { Int($0) } ?? 1
        results.update(name) {
          $0.iterations = max(1, iterations)
          $0.note(InterchangeMessage.samplesNotWritten(word: "mean").line)
        }
      case .end("BenchmarkResults"): current = nil
      case .start("mean", let attributes):
        guard let current else { continue }
        results.take(
          attributes["value"].flatMap { Double($0) }, .wallTime, to: current)
      case .start("failed", let attributes):
        if let current { results.fail(current, attributes["message"]) }
      case .start("OverallResult", let attributes):
        guard attributes["success"] == "false" else { continue }
        for name in inCase { results.fail(name, InterchangeMessage.testCaseFailed.line) }
      default: continue
      }
    }
    results.origin.take("catch2", as: \.harness)
  }
}
