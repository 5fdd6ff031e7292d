/// What a format is recognised by: a file's name and what it begins with.
struct FormatSample {
  /// The last part of the file's path.
  let name: String
  /// The outline, where the text is JSON; of a text of several JSON values that of the first.
  let outline: JSONOutline?
  /// The lines, where it is not.
  let lines: [Substring]
  /// What stands before the first `{`, for a script that assigns JSON to a variable.
  let text: Substring

  init(path: String, text: [UInt8]) {
    name = path.split(separator: "/").last.map(String.init) ?? path
    outline = JSONOutline(text)
    let whole = outline == nil ? String(decoding: text, as: UTF8.self) : ""
    self.text = whole[...].drop { $0.isWhitespace }
    lines = whole.split(whereSeparator: \.isNewline)
  }

  /// Whether the JSON has a key at every one of these paths.
  func has(_ paths: String...) -> Bool {
    guard let outline else { return false }
    return paths.allSatisfy(outline.paths.contains)
  }

  /// Whether any line is one that the closure knows.
  func hasLine(_ matches: (Substring) -> Bool) -> Bool { lines.contains(where: matches) }
}
