/// Breaks text between words into lines of limited width.
enum TextWrap {
  /// Returns the lines; a word that is longer than a line is not broken.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, TerminalReport.columns(of: line + " " + word) > max(width, 20) {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Breaks a name into pieces of at most `width` columns, all but the first indented by two blanks.
  ///
  /// With nil, the name is not broken.
  static func pieces(_ name: String, width: Int?) -> [String] {
    guard let width, width > 8, TerminalReport.columns(of: name) > width else { return [name] }
    var pieces: [String] = []
    var piece = ""
    var columns = 0
    for character in name {
      let own = TerminalReport.columns(of: String(character))
      if columns + own > width {
        pieces.append(piece)
        (piece, columns) = ("  ", 2)
      }
      piece.append(character)
      columns += own
    }
    return pieces + [piece]
  }
}
