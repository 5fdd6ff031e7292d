import GateFiles

/// The features by which a format is recognised: a file's name and the beginning of its content.
struct FormatSample {
  /// The last part of the file's path.
  let name: String
  /// The outline, where the text is JSON; of a text of several JSON values that of the first.
  let outline: JSONOutline?
  /// The lines, where it is not.
  let lines: [Substring]
  /// The text before the first `{`, for a script that assigns JSON to a variable.
  let text: Substring

  /// The schema that the first line names, where that is an object by itself.
  let schema: String?

  init(path: String, text: [UInt8]) {
    let first = text.drop { $0 <= 0x20 }.prefix { $0 != UInt8(ascii: "\n") }
    schema =
      first.count < 4096
      ? (try? JSON5Document(bytes: Array(first), path: path, dialect: .strict))
        .flatMap { $0.root[key: "schema"] }
        .flatMap { if case .string(let text) = $0.value { text } else { nil } } : nil
    name = path.split(separator: "/").last.map(String.init) ?? path
    outline = JSONOutline(text)
    let whole = outline == nil ? String(decoding: text, as: UTF8.self) : ""
    self.text = whole[...].drop { $0.isWhitespace }
    lines = whole.split(whereSeparator: \.isNewline)
  }

  /// The samples that begin where a line of a text holds an object: programs write messages between other lines.
  static func messages(path: String, text: [UInt8]) -> [FormatSample] {
    let lines = text.split(separator: UInt8(ascii: "\n")).lazy
    return lines.filter { line in
      line.first == UInt8(ascii: "{")
        && line.dropFirst().first { $0 > 0x20 } == UInt8(ascii: "\"")
    }.prefix(most).map { FormatSample(path: path, text: Array($0)) }
  }

  /// The most lines that are looked at: a program may log objects of its own.
  private static let most = 100

  /// Whether the JSON has a key at every one of these paths.
  func has(_ paths: String...) -> Bool {
    guard let outline else { return false }
    return paths.allSatisfy(outline.paths.contains)
  }

  /// Whether any line is one that the closure knows.
  func hasLine(_ matches: (Substring) -> Bool) -> Bool { lines.contains(where: matches) }
}
