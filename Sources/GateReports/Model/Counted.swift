/// A count with its noun, one or several.
enum Counted {
  /// Writes `1 run` or `2 runs`.
  static func text(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
