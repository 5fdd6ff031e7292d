/// How a terminal report may look.
package struct TerminalStyle: Hashable, Sendable {
  /// Columns; nil in a log, where nothing is shortened.
  package var width: Int?
  /// Whether colours are wanted.
  package var hasColour: Bool
  /// Whether every metric has a row.
  package var showsAll: Bool
  /// Whether the growth of every series has a table.
  package var showsGrowth: Bool

  /// Creates a style.
  package init(
    width: Int? = 100, hasColour: Bool = false, showsAll: Bool = false, showsGrowth: Bool = false
  ) {
    self.width = width
    self.hasColour = hasColour
    self.showsAll = showsAll
    self.showsGrowth = showsGrowth
  }
}
