import GateFiles

/// Joins the text of `go test -json` by package, because an event contains only a piece of a line.
struct GoTestEvents {
  /// A piece of a package's text.
  struct Event {
    let package: String
    let output: String
  }

  private var order: [String] = []
  private var pieces: [String: [UInt8]] = [:]

  /// The event that a line is; nil for a line of plain text.
  ///
  /// - Throws: `FileError` for a line that begins as an event and is none.
  static func event(
    _ line: [UInt8], number: Int, path: String
  ) throws(FileError) -> Event? {
    guard line.first == UInt8(ascii: "{") else { return nil }
    do throws(FileError) {
      let value = try ImportValue(ImportFile(path: path, bytes: line))
      // Other output may be JSON, too.
      guard value["Action"] != nil else { return nil }
      let output = value["Action"]?.plainText == "output" ? value["Output"]?.plainText : nil
      return Event(package: value["Package"]?.plainText ?? "", output: output ?? "")
    } catch {
      guard line.starts(with: "{\"Time\"".utf8) || line.starts(with: "{\"Action\"".utf8) else {
        return nil
      }
      throw error.movedDown(lines: number - 1)
    }
  }

  /// The lines that an event completes.
  mutating func lines(of event: Event) -> [[UInt8]] {
    guard !event.output.isEmpty else { return [] }
    if pieces[event.package] == nil { order.append(event.package) }
    var text = pieces[event.package, default: []] + event.output.utf8
    var lines: [[UInt8]] = []
    while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(LogLine.unwrapping(Array(text[..<end])))
      text.removeFirst(end + 1)
    }
    pieces[event.package] = text
    return lines
  }

  /// The unfinished lines, by package.
  var rest: [(package: String, text: [UInt8])] {
    order.compactMap { package in
      pieces[package].flatMap { $0.isEmpty ? nil : (package, $0) }
    }
  }
}
