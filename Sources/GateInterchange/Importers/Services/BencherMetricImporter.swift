import GateFiles
import GateRecords

/// Reads Bencher Metric Format: `{"benchmark": {"measure": {"value": 1, "lower_value": …}}}`.
///
/// The file names measures and no units; those of Bencher's own measures are known, others are counts.
/// The bounds show the spread of samples; they are not imported as metrics.
/// Source: bencher.dev/docs/reference/bencher-metric-format.
enum BencherMetricImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    for (name, measures) in try ImportValue(file).members() where !name.isEmpty {
      // One without a measure is there, and failed.
      results.update(name) { $0.sampling = .batched }
      for (measure, figure) in try measures.members() {
        let (metric, factor) = metric(of: measure)
        guard let value = figure["value"] else {
          results.update(name) {
            $0.note(InterchangeMessage.measureWithoutValue(measure: measure).line)
          }
          continue
        }
        results.take(value, times: factor, metric, to: name)
      }
    }
    results.origin.take("bencher", as: \.harness)
  }

  private static func metric(of measure: String) -> (ImportedMetric, factor: Double) {
    switch measure {
    case "latency": (.wallTime, 1)
    case "throughput": (.rounds, 1)
    case "build-time", "build_time":
      (ImportUnit("s").metric(MetricName(rawValue: "build_time")), 1e9)
    case "file-size", "file_size":
      (ImportUnit("bytes").metric(MetricName(rawValue: "file_size")), 1)
    case "instructions": (.count(.instructions, isDeterministic: true), 1)
    case "estimated-cycles": (.count(MetricName(rawValue: "estimated_cycles")), 1)
    default:
      // A name that says so is the only hint at the direction that the form gives.
      (
        ImportUnit("count").custom(
          measure, source: measure,
          direction: isBetterHigher(measure) ? .higherIsBetter : .lowerIsBetter), 1
      )
    }
  }

  private static func isBetterHigher(_ measure: String) -> Bool {
    let words = MetricName(words: measure).rawValue
    return words.hasSuffix("per_second") || words.contains("throughput")
      || words.split(separator: "_").contains("score")
  }
}
