package import GateRecords

/// Finds the patterns that match a name without trying all of them.
///
/// Patterns without a wildcard, which are most of a large policy, are looked up; the others are tried
/// one by one, and most of those are refused by their first characters.
package struct PatternIndex: Hashable, Sendable {
  private var literals: [String: [Int]] = [:]
  private var wildcardIndices: [Int] = []
  private var wildcardPatterns: [GlobPattern] = []

  /// Creates an index without patterns.
  package init() {}

  /// Creates an index of patterns, numbered from 0.
  package init(_ patterns: [GlobPattern]) {
    for (index, pattern) in patterns.enumerated() { add(pattern, at: index) }
  }

  /// The numbers of the patterns that are written like another.
  package func same(as pattern: GlobPattern) -> [Int] {
    guard !pattern.isLiteral else { return literals[pattern.text] ?? [] }
    return wildcardPatterns.indices.filter { wildcardPatterns[$0] == pattern }
      .map { wildcardIndices[$0] }
  }

  /// Adds a pattern under a number.
  package mutating func add(_ pattern: GlobPattern, at index: Int) {
    if pattern.isLiteral {
      literals[pattern.text, default: []].append(index)
    } else {
      wildcardIndices.append(index)
      wildcardPatterns.append(pattern)
    }
  }

  /// The numbers of the patterns that match a name, in ascending order.
  ///
  /// - Complexity: O(*w*) for *w* patterns with wildcards.
  package func matches(_ name: String) -> [Int] {
    let bytes = Array(name.utf8)
    var found = literals[name] ?? []
    for (place, pattern) in wildcardPatterns.enumerated() where pattern.matches(utf8: bytes) {
      found.append(wildcardIndices[place])
    }
    return found.sorted()
  }
}
