import GateFiles
import GateRecords

/// Reads JMH's JSON; every fork is a process, so a launch, and every measured iteration a sample.
///
/// JMH writes figures that are no numbers as the texts `"NaN"`, `"+INF"` and `"-INF"`. The mode
/// `sample` keeps a histogram in place of raw figures.
enum JMHImporter {
  /// The most samples that a histogram is unfolded into for one measured iteration.
  static let histogramLimit = 1_000

  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let rows = try ImportValue(file).elements()
    var modes: [String: Set<String>] = [:]
    for row in rows where row["mode"]?.plainText != "thrpt" {
      modes[try name(of: row, mode: nil), default: []].insert(row["mode"]?.plainText ?? "")
    }
    for row in rows {
      let mode = row["mode"]?.plainText
      let plain = try name(of: row, mode: nil)
      // Two modes may both give times, which are different things under one name.
      let isAmbiguous = mode != "thrpt" && (modes[plain]?.count ?? 0) > 1
      try read(row, name: name(of: row, mode: isAmbiguous ? mode : nil), into: &results)
    }
  }

  private static func name(of row: ImportValue, mode: String?) throws(FileError) -> String {
    var parameters: [String] = []
    for (key, value) in try row["params"]?.members() ?? [] {
      parameters.append("\(key)=\(value.plainText ?? "")")
    }
    if let mode { parameters.append("mode=\(mode)") }
    return ImportName.joining(try row.required("benchmark").name(), parameters)
  }

  private static func read(
    _ row: ImportValue, name: String, into results: inout ImportedResults
  ) throws(FileError) {
    let primary = try row.required("primaryMetric")
    let isSampled = primary["rawDataHistogram"] != nil
    results.update(name) { $0.sampling = isSampled ? .perIteration : .batched }
    try read(primary, as: nil, of: name, into: &results)
    for (key, metric) in try row["secondaryMetrics"]?.members() ?? [] {
      // Profilers mark their metrics with a dot in front.
      let words = key.drop { !$0.isASCII || $0 == "." }
      let allocated = words == "gc.alloc.rate.norm"
      try read(
        metric, as: allocated ? .allocatedBytes : MetricName(words: String(words)), of: name,
        into: &results)
    }
    results.origin.take(row["jmhVersion"]?.plainText.map { "jmh \($0)" }, as: \.harness)
    let machine = row["vmName"]?.plainText
    results.origin.take(
      machine.map { $0 + (row["vmVersion"]?.plainText.map { " \($0)" } ?? "") }, as: \.compiler)
    results.origin.take("jmh", as: \.suite)
  }

  private static func read(
    _ metric: ImportValue, as given: MetricName?, of name: String,
    into results: inout ImportedResults
  ) throws(FileError) {
    let unit = ImportUnit(try metric.required("scoreUnit").text())
    let kind = unit.metric(given)
    if let forks = try metric["rawDataHistogram"]?.elements() {
      for (fork, iterations) in forks.enumerated() {
        for histogram in try iterations.elements() {
          for value in try unfold(histogram) {
            results.add(value * unit.factor, kind, to: name, process: fork)
          }
        }
      }
      return
    }
    guard let forks = try metric["rawData"]?.elements() else {
      guard let score = try metric.required("score").figure() else {
        throw metric.error("it has neither raw data nor a score that is a number")
      }
      results.add(score * unit.factor, kind, to: name)
      return
    }
    for (fork, iterations) in forks.enumerated() {
      for value in try iterations.elements() {
        if let figure = try value.figure() {
          results.add(figure * unit.factor, kind, to: name, process: fork)
        } else if given == nil {
          throw value.error("this figure is not a finite number")
        } else {
          results.update(name) { $0.note("\(kind.name) was not a number in some iterations") }
        }
      }
    }
  }

  /// The values of a histogram, each as often as it came, thinned evenly where they are too many.
  private static func unfold(_ histogram: ImportValue) throws(FileError) -> [Double] {
    var pairs: [(value: Double, count: Int)] = []
    for pair in try histogram.elements() {
      let parts = try pair.elements()
      guard parts.count == 2 else { throw pair.error("expected a value and its count") }
      pairs.append((try parts[0].measured(), try parts[1].count()))
    }
    return Unfolding.values(pairs, limit: histogramLimit)
  }
}
