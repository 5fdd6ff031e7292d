import GateFiles
import GateRecords

/// Reads a Lighthouse report (`--output json`); every file is one loading of the page, so a launch.
///
/// Each audit that has a number is a benchmark of its own, with the page as its parameter; figures may
/// be 0. Scores are shares, better higher. Source: GoogleChrome/lighthouse, types/lhr/lhr.d.ts.
enum LighthouseImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    let page =
      root["requestedUrl"]?.plainText ?? root["finalDisplayedUrl"]?.plainText
      ?? root["finalUrl"]?.plainText
    let parameters = page.map { ["page=\($0)"] } ?? []
    for (audit, value) in try root.required("audits").members() where !audit.isEmpty {
      let name = ImportName.joining(audit, parameters)
      if value["scoreDisplayMode"]?.plainText == "error" {
        results.fail(name, value["errorMessage"]?.plainText)
        continue
      }
      guard let figure = value["numericValue"] else { continue }
      let unit = unit(value["numericUnit"]?.plainText)
      results.update(name) { $0.sampling = .perIteration }
      results.take(figure, times: unit.factor, unit.metric(), to: name)
    }
    for (category, value) in try root["categories"]?.members() ?? [] {
      guard let score = value["score"] else { continue }
      let metric = ImportUnit("ratio").metric(
        MetricName(rawValue: "score"), direction: .higherIsBetter)
      results.take(score, metric, to: ImportName.joining("category/\(category)", parameters))
    }
    if let code = root["runtimeError"]?["code"]?.plainText, code != "NO_ERROR" {
      let message = root["runtimeError"]?["message"]?.plainText
      results.fail(
        ImportName.joining("page", parameters),
        "\(code): \(message ?? InterchangeMessage.pageNotLoaded.line)")
    }
    let version = root["lighthouseVersion"]?.plainText.map { " \($0)" } ?? ""
    results.origin.take("lighthouse" + version, as: \.harness)
    results.origin.takeDate(root["fetchTime"]?.plainText)
  }

  private static func unit(_ text: String?) -> ImportUnit {
    switch text {
    case "millisecond", "ms": ImportUnit("ms")
    case "second": ImportUnit("s")
    case "byte": ImportUnit("bytes")
    default: ImportUnit("count")
    }
  }
}
