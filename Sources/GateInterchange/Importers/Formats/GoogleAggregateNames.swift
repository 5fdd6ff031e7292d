import GateRecords

/// Recognises aggregates of Google Benchmark by their names, where nothing else shows them: in CSV and in what others keep of it.
struct GoogleAggregateNames {
  /// The kind of a row.
  enum Kind: Hashable {
    case benchmark
    /// An aggregate, whose benchmark has rows of its own or a median.
    case aggregate
    /// The median of a benchmark of which only aggregates were written.
    case onlyMedian(of: String)
  }

  private let names: Set<String>

  init(_ names: [String]) { self.names = Set(names) }

  /// Returns the kind of the row with this name.
  ///
  /// `join_mean` alone is a benchmark's name; next to `join` or other aggregates of `join` it is an aggregate.
  func kind(of title: String) -> Kind {
    guard let word = Self.words.first(where: { title.hasSuffix("_" + $0) }) else {
      return .benchmark
    }
    let base = String(title.dropLast(word.count + 1))
    let isAggregate =
      word == "BigO" || word == "RMS" || names.contains(base)
      || Self.words.contains { $0 != word && names.contains("\(base)_\($0)") }
    guard isAggregate else { return .benchmark }
    return word == "median" && !names.contains(base) ? .onlyMedian(of: base) : .aggregate
  }

  /// The note on a benchmark that has only a median.
  static let note =
    InterchangeMessage.onlyAggregates.line

  private static let words = ["mean", "median", "stddev", "cv", "BigO", "RMS"]
}
