import GateFiles
import GateRecords

/// Reads what Gungraun, iai-callgrind and iai print, and the summaries that `--save-summary=json` and
/// `--output-format=json` write.
///
/// All figures are counts of a simulated processor. In text the new figure is before the bar, in
/// JSON it is `Left` or the first of `Both`. Sources: gungraun-runner/schemas/summary.v1 to v6 and
/// gungraun-runner/src/runner/format.rs.
enum GungraunImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    results.origin.take("gungraun", as: \.harness)
    let text = try file.beginning(64 << 10).text
    let first = text.first { $0 > 0x20 }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let hasSummaries = FormatSample.messages(path: file.path, text: text)
      .contains { FormatSignature.gungraun.matches($0) }
    if isJSON || hasSummaries {
      try readSummaries(file, isJSON: isJSON, into: &results)
    } else {
      try GungraunText.read(file, into: &results)
    }
  }

  private static func readSummaries(
    _ file: ImportFile, isJSON: Bool, into results: inout ImportedResults
  ) throws(FileError) {
    // A summary is a line, unless it is the file, or somebody has made an array of several.
    var processes: [String: Int] = [:]
    do throws(FileError) {
      let root = try ImportValue(file)
      for summary in root.isArray ? try root.elements() : [root] {
        try readSummary(summary, &processes, into: &results)
      }
      return
    } catch {
      let lines = try file.bytes.split(separator: UInt8(ascii: "\n"))
      let starts = lines.count { $0.first == UInt8(ascii: "{") }
      guard starts > 1 || !isJSON else { throw error }
      for line in lines where line.first == UInt8(ascii: "{") {
        let summary = try ImportValue(ImportFile(path: file.path, bytes: Array(line)))
        try readSummary(summary, &processes, into: &results)
      }
    }
  }

  private static func readSummary(
    _ summary: ImportValue, _ processes: inout [String: Int],
    into results: inout ImportedResults
  ) throws(FileError) {
    let function = try summary.required("function_name").name()
    var name = summary["module_path"]?.plainText ?? function
    if name != function, !name.hasSuffix("::" + function) { name += "::" + function }
    if let identifier = summary["id"]?.plainText { name += " " + identifier }
    let process = processes[name, default: 0]
    processes[name] = process + 1
    results.update(name) { $0.sampling = .perIteration }
    for (event, figure) in try events(of: summary) {
      guard let metric = metric(ofEvent: event) else { continue }
      take(figure, metric, to: name, process: process, into: &results)
    }
  }

  /// The counted events, wherever the version of the summary keeps them.
  private static func events(
    of summary: ImportValue
  ) throws(FileError) -> [(key: String, value: ImportValue)] {
    if let profiles = try summary["profiles"]?.elements() {
      for profile in profiles {
        guard let tools = profile["summaries"]?["total"]?["summary"] else { continue }
        if let events = tools["Callgrind"] ?? tools["Cachegrind"] { return try events.members() }
      }
      return []
    }
    guard let callgrind = summary["callgrind_summary"] else { return [] }
    if let total = callgrind["callgrind_run"]?["total"]?["summary"] { return try total.members() }
    return try callgrind["summaries"]?.elements().first?["events"]?.members() ?? []
  }

  private static func take(
    _ event: ImportValue, _ metric: GungraunMetric, to name: String, process: Int,
    into results: inout ImportedResults
  ) {
    var figure = event["new"]
    if let metrics = event["metrics"] {
      figure = metrics["Left"]
      if figure == nil, let both = try? metrics["Both"]?.elements() { figure = both.first }
    }
    // Since version 4 a figure says whether it is whole.
    if let tagged = figure, tagged.isObject { figure = tagged["Int"] ?? tagged["Float"] }
    // A metric that only the old run has was not measured now.
    guard let figure else { return }
    results.take(figure, times: metric.factor, metric.metric, to: name, process: process)
  }

  private static let eventWords: [String: String] = [
    "Ir": "Instructions", "L1hits": "L1 Hits", "LLhits": "LL Hits", "RamHits": "RAM Hits",
    "TotalRW": "Total read+write", "EstimatedCycles": "Estimated Cycles",
  ]

  private static func metric(ofEvent event: String) -> GungraunMetric? {
    GungraunMetric(label: eventWords[event] ?? event)
  }
}

/// The metric of a row of Gungraun.
struct GungraunMetric {
  let metric: ImportedMetric
  let factor: Double

  init(label: String) {
    let label = label.trimmingEnds
    if label == "Instructions" || label == "Ir" {
      metric = .count(.instructions, isDeterministic: true)
      factor = 1
    } else if label.lowercased().contains("rate") {
      // Shares of misses are better lower, shares of hits better higher; both are in per cent.
      let isHit = label.lowercased().contains("hit")
      metric = ImportUnit("ratio").metric(
        MetricName(words: label), direction: isHit ? .higherIsBetter : .lowerIsBetter)
      factor = 0.01
    } else {
      let isBytes = label.lowercased().hasSuffix("bytes")
      metric = ImportUnit(isBytes ? "bytes" : "count").metric(
        MetricName(words: label), direction: .lowerIsBetter)
      factor = 1
    }
  }
}

/// The rows that Gungraun prints below each benchmark's name.
private enum GungraunText {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var title: String?
    var current: String?
    var process = 0
    var processes: [String: Int] = [:]
    try file.forEachLine { line, _ throws(FileError) in
      let line = String(decoding: line, as: UTF8.self)
      let text = line.trimmingEnds
      guard !text.isEmpty else { return }
      guard line.hasPrefix(" ") || line.hasPrefix("\t") else {
        title = text
        current = nil
        return
      }
      if text.hasPrefix("Comparison with ") {
        // These rows hold two benchmarks against each other.
        title = nil
        current = nil
      }
      guard let title, let (label, figure) = row(text) else { return }
      let name = current ?? Self.name(title)
      if current == nil {
        process = processes[name, default: 0]
        processes[name] = process + 1
        current = name
        results.update(name) { $0.sampling = .perIteration }
      }
      let metric = GungraunMetric(label: label)
      results.take(figure, times: metric.factor, metric.metric, to: name, process: process)
    }
  }

  /// `path::of::function id:arguments`; the arguments are source text and left out.
  private static func name(_ title: String) -> String {
    guard let space = title.firstIndex(of: " ") else { return title }
    let identifier = title[title.index(after: space)...].prefix { $0 != ":" }
    return identifier.isEmpty ? title : "\(title[..<space]) \(identifier)"
  }

  /// A row such as `Instructions:  1735|1700  (+2.0%)`.
  private static func row(_ text: String) -> (label: String, figure: Double)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...].trimmingEnds
    let new = rest.prefix { $0 != "|" && !$0.isWhitespace }
    guard let figure = WrittenNumber.parse(new) else { return nil }
    return (String(text[..<colon]), figure)
  }
}
