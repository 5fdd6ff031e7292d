import GateFiles

/// Distinguishes aggregates from repetitions among the rows of a file.
///
/// Since version 1.5 a row says so as its `run_type`. Before, an aggregate is a row whose name ends in `_mean`, `_median`,
/// `_stddev` or `_cv`, and fits of complexity are rows without iterations.
struct GoogleBenchmarkAggregates {
  /// The statistic and the metric of an aggregate.
  struct Kind {
    let benchmark: String
    let word: String
    /// Whether the repetitions themselves are in the file, too.
    let hasRepetitions: Bool
  }

  private let names: Set<String>
  private let repeated: Set<String>

  init(_ rows: [ImportValue]) throws(FileError) {
    var names: Set<String> = []
    var repeated: Set<String> = []
    for row in rows {
      let name = try GoogleBenchmarkImporter.name(of: row)
      names.insert(name)
      if row["run_type"]?.plainText != "aggregate" { repeated.insert(name) }
    }
    self.names = names
    self.repeated = repeated
  }

  /// Returns the kind of an aggregate; nil for a repetition.
  func kind(of row: ImportValue) throws(FileError) -> Kind? {
    let name = try GoogleBenchmarkImporter.name(of: row)
    if let type = row["run_type"]?.plainText {
      guard type == "aggregate" else { return nil }
      return Kind(
        benchmark: name, word: row["aggregate_name"]?.plainText ?? "",
        hasRepetitions: repeated.contains(name))
    }
    if row["big_o"] != nil || row["rms"] != nil {
      return Kind(benchmark: name, word: "", hasRepetitions: true)
    }
    for word in Self.words where name.hasSuffix("_" + word) {
      let benchmark = String(name.dropLast(word.count + 1))
      if names.contains(benchmark) {
        return Kind(benchmark: benchmark, word: word, hasRepetitions: true)
      }
      // Without repetitions the other aggregates of the same benchmark show that this is one.
      if ["mean", "median", "stddev"].allSatisfy({ names.contains(benchmark + "_" + $0) }) {
        return Kind(benchmark: benchmark, word: word, hasRepetitions: false)
      }
    }
    return nil
  }

  private static let words = ["mean", "median", "stddev", "cv"]
}

/// Names of benchmarks that distinguish the rows of one file: thread counts, and two that were registered under one name.
struct GoogleBenchmarkNames {
  private var names = RepeatedNames()
  private var known: [String: String] = [:]
  private var repeated: Set<String> = []

  /// The name of a row's benchmark; the rows of its repetitions share it.
  mutating func name(of row: ImportValue, called name: String) -> String {
    var name = name
    let threads = row["threads"]?.plainCount ?? 1
    if threads > 1, !name.contains("/threads:") {
      name = ImportName.joining(name, ["threads=\(threads)"])
    }
    // Files from before version 1.5.3 do not number the families.
    let family = row["family_index"]?.plainNumber ?? -1
    let instance = row["per_family_instance_index"]?.plainNumber ?? -1
    let key = "\(family) \(instance) \(name)"
    if let known = known[key] { return known }
    let unique = names.next(name)
    if unique != name { repeated.insert(unique) }
    known[key] = unique
    return unique
  }

  /// Whether a name had to be numbered.
  func isRepeated(_ name: String) -> Bool { repeated.contains(name) }
}
