package import GateRecords

/// Finds the patterns that match a name without trying all of them.
///
/// Patterns without a wildcard, which are most of a large policy, are looked up by the name. The others
/// are looked up by the text before their first wildcard; only those that begin like the name are tried.
package struct PatternIndex: Hashable, Sendable {
  private struct Wildcard: Hashable {
    let number: Int
    let pattern: GlobPattern
  }

  private var literals: [String: [Int]] = [:]
  /// By the number of bytes before the first wildcard, then by those bytes.
  private var wildcards: [Int: [String: [Wildcard]]] = [:]

  /// Creates an index without patterns.
  package init() {}

  /// Creates an index of patterns, numbered from 0.
  package init(_ patterns: [GlobPattern]) {
    for (index, pattern) in patterns.enumerated() { add(pattern, at: index) }
  }

  /// Adds a pattern under a number.
  package mutating func add(_ pattern: GlobPattern, at number: Int) {
    if pattern.isLiteral {
      literals[pattern.text, default: []].append(number)
    } else {
      let prefix = pattern.text.prefix { $0 != "*" }
      wildcards[prefix.utf8.count, default: [:]][String(prefix), default: []].append(
        Wildcard(number: number, pattern: pattern))
    }
  }

  /// The numbers of the patterns that are written like another.
  package func same(as pattern: GlobPattern) -> [Int] {
    guard !pattern.isLiteral else { return literals[pattern.text] ?? [] }
    let prefix = pattern.text.prefix { $0 != "*" }
    return (wildcards[prefix.utf8.count]?[String(prefix)] ?? []).filter { $0.pattern == pattern }
      .map(\.number)
  }

  /// The numbers of the patterns that match a name, in ascending order.
  ///
  /// - Complexity: O(*l* + *c*) for *l* different lengths before a first wildcard, and *c* patterns
  ///   that begin like the name.
  package func matches(_ name: String) -> [Int] {
    let bytes = Array(name.utf8)
    var found = literals[name] ?? []
    for (length, patterns) in wildcards where length <= bytes.count {
      guard let candidates = patterns[String(decoding: bytes[..<length], as: UTF8.self)] else {
        continue
      }
      for candidate in candidates where candidate.pattern.matches(utf8: bytes) {
        found.append(candidate.number)
      }
    }
    return found.sorted()
  }
}
