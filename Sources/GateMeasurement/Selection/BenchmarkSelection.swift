package import GateProtocol
package import GateRecords

/// Which of a suite's benchmarks are to be measured.
package struct BenchmarkSelection: Hashable, Sendable {
  /// Names must fit one of these; all do when there are none.
  package var patterns: [GlobPattern]
  /// Names must contain a match of each of these regular expressions.
  package var expressions: [String]
  /// A tag must fit one of these; all benchmarks do when there are none.
  package var tags: [GlobPattern]
  /// The share of what is left.
  package var shard: Shard?
  /// Measuring time by name, from an earlier run, for shares of equal length.
  package var durations: [String: Double]
  /// The names to measure of this share; nil measures all of it.
  ///
  /// For sharding, benchmarks that are left out in this way count as present.
  package var only: Set<String>?

  /// Creates a selection of everything, or of names that fit patterns.
  package init(patterns: [GlobPattern] = [], shard: Shard? = nil) {
    self.patterns = patterns
    expressions = []
    tags = []
    self.shard = shard
    durations = [:]
  }

  /// Why a regular expression cannot be used; nil when it can.
  package static func mistake(in expression: String) -> String? {
    do {
      _ = try Regex(expression)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// The selection as people wrote it, for messages and records; nil for everything.
  package var text: String? {
    let parts =
      patterns.map(\.text) + expressions.map { "/\($0)/" } + tags.map { "tag:\($0.text)" }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The benchmarks that names and tags select, before they are divided into shards.
  package func matching(_ listed: [ListedBenchmark]) -> [ListedBenchmark] {
    // A regular expression that does not compile was refused where it was given.
    let compiled = expressions.compactMap { try? Regex($0) }
    return listed.filter { benchmark in
      (patterns.isEmpty || patterns.contains { $0.matches(benchmark.name) })
        && compiled.allSatisfy { benchmark.name.firstMatch(of: $0) != nil }
        && (tags.isEmpty
          || tags.contains { tag in benchmark.tags.contains { tag.matches($0) } })
    }
  }

  /// This shard's share of what was selected; all of it without a shard.
  package func share(of matching: [ListedBenchmark]) -> [ListedBenchmark] {
    let wanted = matching.filter { only?.contains($0.name) ?? true }
    guard let shard else { return wanted }
    let mine = Set(shard.names(of: matching.map(\.name), durations: durations))
    return wanted.filter { mine.contains($0.name) }
  }
}
