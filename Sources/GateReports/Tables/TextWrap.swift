/// Text in lines of so many columns at most, broken between words.
enum TextWrap {
  /// The lines; a word that is longer than a line keeps its length.
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
}
