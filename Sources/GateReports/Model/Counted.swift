/// A count with its noun, one or several.
package enum Counted {
  /// Writes `1 run` or `2 runs`.
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
