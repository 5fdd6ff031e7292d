import GateFiles
import GateRecords

/// Reads k6's summary: `--summary-export`, or what `handleSummary` is given.
///
/// A trend is a benchmark whose median is its figure, with its other statistics as metrics of their own;
/// a counter, a rate and a gauge are figures that may be 0. A threshold that was crossed is noted: it is
/// k6's own verdict. Source: grafana/k6, internal/js/summary.go and metrics/metric_type.go.
enum K6Importer {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    for (name, metric) in try ImportValue(file).required("metrics").members() where !name.isEmpty {
      guard metric.isObject, !configured.contains(base(of: name)) else { continue }
      let values = metric["values"] ?? metric
      results.update(name) { $0.sampling = .perIteration }
      switch metric["type"]?.plainText ?? type(of: values) {
      case "trend": try takeTrend(values, metric, name, into: &results)
      case "counter": takeCounter(values, metric, name, into: &results)
      case "rate": takeRate(values, name, into: &results)
      case "gauge":
        if let value = values["value"] {
          results.take(value, .count(MetricName(rawValue: "value")), to: name)
        }
      default: results.update(name) { $0.note(InterchangeMessage.k6NoFigures.line) }
      }
      for (threshold, outcome) in try metric["thresholds"]?.members() ?? [] {
        // The export says whether a threshold was crossed, the summary whether it was kept.
        let isCrossed = outcome["ok"].map { !$0.isTrue } ?? outcome.isTrue
        if isCrossed {
          results.update(name) {
            $0.note(InterchangeMessage.k6Threshold(threshold: threshold).line)
          }
        }
      }
    }
    results.origin.take("k6", as: \.harness)
  }

  /// Metrics that were configured, not measured.
  private static let configured: Set<String> = ["vus", "vus_max"]

  /// The metric's name without the tags of a part of it: `http_req_duration{status:200}`.
  private static func base(of name: String) -> String {
    String(name.prefix { $0 != "{" })
  }

  private static func type(of values: ImportValue) -> String {
    if values["med"] != nil || values["avg"] != nil { return "trend" }
    if values["count"] != nil { return "counter" }
    if values["passes"] != nil || values["fails"] != nil { return "rate" }
    return values["value"] != nil ? "gauge" : ""
  }

  /// The export does not say what a trend is; k6's own trends are milliseconds.
  private static func isTime(_ metric: ImportValue, _ name: String) -> Bool {
    if let contains = metric["contains"]?.plainText { return contains == "time" }
    let base = base(of: name)
    return base.hasSuffix("_duration") || base.hasPrefix("http_req_") || base.hasPrefix("ws_")
      || base.hasPrefix("browser_web_vital_") && !base.hasSuffix("_cls")
  }

  private static func takeTrend(
    _ values: ImportValue, _ metric: ImportValue, _ name: String,
    into results: inout ImportedResults
  ) throws(FileError) {
    let unit = ImportUnit(isTime(metric, name) ? "ms" : "count")
    for (key, value) in try values.members() {
      guard key != "count", value.isNumber else { continue }
      let metric = key == "med" ? unit.metric() : unit.metric(MetricName(words: key))
      results.take(value, times: unit.factor, metric, to: name)
    }
  }

  private static func takeCounter(
    _ values: ImportValue, _ metric: ImportValue, _ name: String,
    into results: inout ImportedResults
  ) {
    // Requests and rounds are work done; what else is counted is better fewer.
    if ["http_reqs", "iterations", "ws_sessions"].contains(base(of: name)) {
      if let rate = values["rate"] { results.take(rate, .rounds, to: name) }
    } else if let count = values["count"] {
      let isBytes = metric["contains"]?.plainText == "data" || name.hasPrefix("data_")
      let unit = ImportUnit(isBytes ? "bytes" : "count")
      results.take(count, unit.metric(), to: name)
    }
  }

  private static func takeRate(
    _ values: ImportValue, _ name: String, into results: inout ImportedResults
  ) {
    guard let share = values["rate"] ?? values["value"] else { return }
    let isBad = ["fail", "error", "drop", "timeout"].contains { name.lowercased().contains($0) }
    results.take(
      share,
      ImportUnit("ratio").metric(
        MetricName(rawValue: "rate"), direction: isBad ? .lowerIsBetter : .higherIsBetter),
      to: name)
  }
}
