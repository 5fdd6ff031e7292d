import GateFiles
import GateRecords

/// Reads JMH's JSON; every fork is a process, so a launch, and every measured iteration a sample.
///
/// JMH writes figures that are not numbers as the texts `"NaN"`, `"+INF"` and `"-INF"`. The mode
/// `sample` keeps a histogram in place of raw figures.
enum JMHImporter {
  /// The most samples that a histogram is unfolded into for one measured iteration.
  static let histogramLimit = 1_000

  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let rows = try ImportValue(file).elements()
    var modes: [String: Set<String>] = [:]
    var threads: [String: Set<Int>] = [:]
    for row in rows {
      let plain = try name(of: row, mode: nil, threads: nil)
      let mode = row["mode"]?.plainText ?? ""
      if mode != "thrpt" { modes[plain, default: []].insert(mode) }
      threads[plain, default: []].insert(row["threads"]?.plainCount ?? 1)
    }
    var names = RepeatedNames()
    for row in rows {
      results.sawRow()
      let mode = row["mode"]?.plainText
      let plain = try name(of: row, mode: nil, threads: nil)
      // Two modes may both give times, which are different things under one name; so are two numbers of threads.
      let isAmbiguous = mode != "thrpt" && (modes[plain]?.count ?? 0) > 1
      let isThreaded = (threads[plain]?.count ?? 0) > 1
      let full = try name(
        of: row, mode: isAmbiguous ? mode : nil,
        threads: isThreaded ? row["threads"]?.plainCount ?? 1 : nil)
      // Throughput and time of one benchmark are two rows that belong together.
      let isRate = mode == "thrpt"
      let key = names.next(isRate ? full + "\n" : full)
      let unique = isRate ? key.replacing("\n", with: "") : key
      if unique != full { results.update(unique) { $0.note(RepeatedNames.note) } }
      try read(row, name: unique, into: &results)
    }
  }

  private static func name(
    of row: ImportValue, mode: String?, threads: Int?
  ) throws(FileError) -> String {
    var parameters: [String] = []
    for (key, value) in try row["params"]?.members() ?? [] {
      parameters.append("\(key)=\(value.plainText ?? value.plainNumber.map { "\($0)" } ?? "")")
    }
    if let mode { parameters.append("mode=\(mode)") }
    if let threads { parameters.append("threads=\(threads)") }
    return ImportName.joining(try row.required("benchmark").name(), parameters)
  }

  private static func read(
    _ row: ImportValue, name: String, into results: inout ImportedResults
  ) throws(FileError) {
    let primary = try row.required("primaryMetric")
    let isSampled = primary["rawDataHistogram"] != nil
    results.update(name) { $0.sampling = isSampled ? .perIteration : .batched }
    try read(primary, as: nil, of: name, into: &results)
    results.optionally("the secondary metrics", of: name) { results throws(FileError) in
      for (key, metric) in try row["secondaryMetrics"]?.members() ?? [] {
        results.optionally("the metric '\(key)'", of: name) { results throws(FileError) in
          try read(metric, as: key, of: name, into: &results)
        }
      }
    }
    results.origin.take(row["jmhVersion"]?.plainText.map { "jmh \($0)" }, as: \.harness)
    let machine = row["vmName"]?.plainText
    results.origin.take(
      machine.map { $0 + (row["vmVersion"]?.plainText.map { " \($0)" } ?? "") }, as: \.compiler)
    results.origin.take("jmh", as: \.suite)
  }

  private static func read(
    _ metric: ImportValue, as given: String?, of name: String,
    into results: inout ImportedResults
  ) throws(FileError) {
    let unit = ImportUnit(try metric.required("scoreUnit").text())
    let kind = given.map { secondary($0, unit) } ?? unit.metric()
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
        throw metric.error(.noScore)
      }
      results.add(score * unit.factor, kind, to: name)
      return
    }
    for (fork, iterations) in forks.enumerated() {
      for value in try iterations.elements() {
        if let figure = try value.figure() {
          results.add(figure * unit.factor, kind, to: name, process: fork)
        } else if given == nil {
          throw value.error(.notFinite)
        } else {
          results.update(name) {
            $0.note(InterchangeMessage.someNotNumbers(metric: kind.name.rawValue).line)
          }
        }
      }
    }
  }

  /// Returns the metric of a profiler or an auxiliary counter.
  ///
  /// Profilers mark their metrics with a dot in front, which a wrong encoding turns into something else. What the garbage
  /// collector does is not an achievement, though it is a rate.
  private static func secondary(_ key: String, _ unit: ImportUnit) -> ImportedMetric {
    let words = String(key.drop { !($0.isASCII && ($0.isLetter || $0.isNumber)) })
    if words == "gc.alloc.rate.norm" { return unit.metric(.allocatedBytes) }
    return unit.custom(
      words, source: words, direction: words.hasPrefix("gc.") ? .lowerIsBetter : nil)
  }

  /// The values of a histogram, each as often as it came, thinned evenly where they are too many.
  private static func unfold(_ histogram: ImportValue) throws(FileError) -> [Double] {
    var pairs: [(value: Double, count: Int)] = []
    for pair in try histogram.elements() {
      let parts = try pair.elements()
      guard parts.count == 2 else { throw pair.error(.expectedPair) }
      pairs.append((try parts[0].measured(), try parts[1].count()))
    }
    return Unfolding.values(pairs, limit: histogramLimit)
  }
}
