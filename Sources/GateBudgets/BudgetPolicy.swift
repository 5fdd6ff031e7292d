import Foundation
package import GateFiles
package import GateRecords

/// All budgets and ladders of a folder of budgets files.
package struct BudgetPolicy: Hashable, Sendable {
  /// The limits, in the files' order.
  package private(set) var rules: [BudgetRule] = []

  private var ladders: [MetricName: LadderEntry] = [:]

  /// A metric's ladder with its exceptions.
  struct LadderEntry: Hashable, Sendable {
    /// A ladder for the benchmarks that a pattern matches.
    struct Exception: Hashable, Sendable {
      var pattern: GlobPattern
      var ladder: RegressionLadder
    }

    var ladder: RegressionLadder
    var exceptions: [Exception] = []
    var source: String
  }

  /// No budgets, and the ladders that are built in.
  package static let builtIn = BudgetPolicy()

  private init() {}

  /// Reads every `.json5` and `.json` file of a folder, or one file.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - suite: The suite to be judged; files for other suites are checked and left aside. Nil takes
  ///     them all.
  /// - Throws: ``FileError`` with file, line and column of the first mistake.
  package init(at path: String, suite: String? = nil) throws(FileError) {
    var files = [path]
    if TextFile.isFolder(path) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      files = names.filter { $0.hasSuffix(".json5") || $0.hasSuffix(".json") }.sorted()
        .map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
      guard !files.isEmpty else {
        throw .malformed(
          path: path, place: nil, reason: "the folder holds no budgets file (*.json5)")
      }
    }
    for file in files {
      let data = try TextFile.read(file, limit: 16 << 20)
      let policy = try PolicyFile(JSON5Document(bytes: Array(data), path: file))
      let isForOther = suite != nil && policy.suite != nil && policy.suite != suite
      if !isForOther { try add(policy) }
    }
  }

  /// Parses one file's text.
  ///
  /// - Throws: ``FileError`` with file, line and column of the first mistake.
  package init(text: String, path: String) throws(FileError) {
    try add(PolicyFile(JSON5Document(bytes: Array(text.utf8), path: path)))
  }

  private mutating func add(_ file: PolicyFile) throws(FileError) {
    for rule in file.rules {
      if let other = rules.first(where: { rule.contradicts($0) }) {
        throw .malformed(
          path: rule.source, place: nil,
          reason: "limits \(rule.statistic) of \(rule.metric) for '\(rule.pattern.text)' again; "
            + "it stands at \(other.source), too: remove one")
      }
      rules.append(rule)
    }
    for (metric, entry) in file.ladders {
      if let other = ladders[metric] {
        throw .malformed(
          path: entry.source, place: nil,
          reason: "\(metric) has a ladder at \(other.source), too: remove one")
      }
      ladders[metric] = entry
    }
  }

  /// The ladder for a metric of a benchmark.
  ///
  /// The most specific exception counts, then the metric's ladder, then what is built in.
  package func ladder(for benchmark: BenchmarkIdentifier, metric: MetricName) -> RegressionLadder {
    guard let entry = ladders[metric] else { return .builtIn(for: metric) }
    let fitting = entry.exceptions.filter { $0.pattern.matches(benchmark.rawValue) }
    return fitting.max { $0.pattern.literalCount < $1.pattern.literalCount }?.ladder ?? entry.ladder
  }

  /// How many comparisons of a benchmark are gated: the share it takes of the suite's false alarms.
  package func gatedMetrics(
    of benchmark: BenchmarkIdentifier, among metrics: [MetricName]
  ) -> [MetricName] {
    metrics.filter { ladder(for: benchmark, metric: $0).fail != nil }
  }

  /// Every metric of a benchmark that would be gated if it were measured: those that are built in
  /// and those that the files name.
  ///
  /// - Complexity: O(metrics with a ladder).
  package func gatedMetrics(of benchmark: BenchmarkIdentifier) -> [MetricName] {
    gatedMetrics(
      of: benchmark, among: Array(Set(ladders.keys).union(RegressionLadder.gatedByDefault)))
  }

  /// The rules for a benchmark: of several for one metric and summary, the most specific.
  package func rules(for benchmark: BenchmarkIdentifier) -> [BudgetRule] {
    let fitting = rules.filter { $0.pattern.matches(benchmark.rawValue) }
      .sorted(by: BudgetRule.isMoreSpecific)
    var seen: Set<String> = []
    return fitting.filter { seen.insert("\($0.metric)|\($0.statistic)|\($0.isFloor)").inserted }
  }

  /// The rules that no benchmark matches: misspelt, or left behind.
  package func unmatched(in benchmarks: [BenchmarkIdentifier]) -> [BudgetRule] {
    rules.filter { rule in !benchmarks.contains { rule.pattern.matches($0.rawValue) } }
  }
}

extension BudgetRule {
  fileprivate func contradicts(_ other: BudgetRule) -> Bool {
    pattern == other.pattern && metric == other.metric && statistic == other.statistic
      && isFloor == other.isFloor
  }
}
