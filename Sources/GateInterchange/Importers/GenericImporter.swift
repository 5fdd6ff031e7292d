import GateFiles
import GateRecords

/// Reads an array of objects with `name`, `unit` and `value`, the form that many tools share.
///
/// The optional keys `benchmark`, `metric` and `better` (`lower` or `higher`), which the exporter
/// writes, say more, and `tags` are kept; rows of one name are samples of one process.
enum GenericImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    for row in try ImportValue(file).elements() {
      results.sawRow()
      let name = try row.first("benchmark", "name").name()
      let unit = ImportUnit(try row["unit"]?.text() ?? "count")
      let metricName = row["metric"]?.plainText.map(MetricName.init(rawValue:))
      let better = try direction(row)
      if let better, let metricName, let known = metricName.knownDirection, better != known {
        throw row.error(
          .wrongDirection(
            metric: metricName.rawValue, given: better.rawValue, known: known.rawValue))
      }
      let metric = unit.metric(metricName, direction: better)
      let value = try row.required("value")
      guard let figure = try value.figure() else {
        throw value.error(.notFinite)
      }
      guard figure >= 0 || unit.base != .nanoseconds else {
        throw value.error(.timeBelowZero)
      }
      results.add(figure * unit.factor, metric, to: name)
      let tags = try tags(row)
      if !tags.isEmpty { results.update(name) { $0.add(tags: tags) } }
    }
  }

  private static func tags(_ row: ImportValue) throws(FileError) -> [String] {
    guard let value = row["tags"] else { return [] }
    var tags: [String] = []
    for tag in try value.elements() { tags.append(try tag.name()) }
    return tags
  }

  private static func direction(_ row: ImportValue) throws(FileError) -> MetricDirection? {
    guard let better = row["better"] else { return nil }
    switch try better.text() {
    case "lower": return .lowerIsBetter
    case "higher": return .higherIsBetter
    default: throw better.error(.expectedDirection)
    }
  }
}
