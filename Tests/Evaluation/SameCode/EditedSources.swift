import Foundation
import GateStatistics

/// The sources of a small suite, and the edits that can be made to them.
///
/// A line `//@KIND TEXT` means another text of the line above it; `//@KIND+ TEXT` a line that can be added
/// there, `//@KIND-` for one that can be taken away. Edits of other kinds are found in any source.
struct EditedSources {
  /// A file's name and its lines.
  typealias Files = [String: [String]]

  /// One thing that can be changed.
  private enum Edit {
    case replace(file: String, line: Int, with: String)
    case insert(file: String, after: Int, String)
    case remove(file: String, line: Int)
    /// Another number, where one is in a line.
    case number(file: String, line: Int, Range<String.Index>, String)
    case swap(file: String, Range<Int>, Range<Int>)
    case rename(file: String, from: String, to: String)
  }

  /// The sources before any edit.
  private(set) var files: Files = [:]
  private var edits: [String: [Edit]] = [:]

  /// Reads a folder.
  init(folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      var lines: [String] = []
      for line in text.components(separatedBy: "\n") {
        let bare = line.drop { $0 == " " }
        if bare == "// swift-format-ignore-file" { continue }
        guard bare.hasPrefix("//@") else {
          lines.append(line)
          continue
        }
        let word = bare.dropFirst(3).prefix { $0 != " " }
        let rest = String(bare.dropFirst(3 + word.count + 1))
        let place = lines.count - 1
        switch word.last {
        case "+": add(String(word.dropLast()), .insert(file: name, after: place, rest))
        case "-": add(String(word.dropLast()), .remove(file: name, line: place))
        default: add(String(word), .replace(file: name, line: place, with: rest))
        }
      }
      files[name] = lines
    }
    for name in ["Library.swift", "Suite.swift", "tables.c"] {
      addAnywhere(name, files[name] ?? [])
    }
  }

  private mutating func add(_ kind: String, _ edit: Edit) { edits[kind, default: []].append(edit) }

  /// Edits that need no mark.
  private mutating func addAnywhere(_ file: String, _ lines: [String]) {
    var blocks: [Range<Int>] = []
    var start = 0
    for (place, line) in lines.enumerated() {
      if line.isEmpty {
        if start < place, !lines[start].hasPrefix("import"), !lines[start].hasPrefix("//") {
          blocks.append(start..<place)
        }
        start = place + 1
      }
      guard !line.isEmpty, !line.contains("import"), !line.contains("#include") else { continue }
      add("comment", .insert(file: file, after: place, "// Described in more words than before."))
      let code = line.range(of: "//").map { line[..<$0.lowerBound] } ?? line[...]
      for digits in Self.numbers(in: code) {
        guard let value = Int(code[digits]) else { continue }
        for other in [value + 1, value * 2 + 3] {
          add("number", .number(file: file, line: place, digits, String(other)))
        }
      }
      if file.hasSuffix(".swift"), line.contains("func "), !line.contains("@") {
        add(
          "inline-never",
          .replace(
            file: file, line: place,
            with: line.replacingOccurrences(of: "func ", with: "@inline(never) func ")))
      }
      if let name = line.range(of: "private func ").map({
        line[$0.upperBound...].prefix(while: \.isLetter)
      }) {
        add("rename", .rename(file: file, from: String(name), to: "\(name)Renamed"))
      }
      if let name = line.range(of: "static uint64_t ").map({
        line[$0.upperBound...].prefix(while: \.isLetter)
      }) {
        add("rename", .rename(file: file, from: String(name), to: "\(name)_renamed"))
      }
    }
    for first in blocks.indices {
      for second in blocks.indices where second > first && file.hasSuffix(".swift") {
        if lines[blocks[first].lowerBound].hasPrefix(" ")
          == lines[blocks[second].lowerBound].hasPrefix(" ")
        {
          add("order", .swap(file: file, blocks[first], blocks[second]))
        }
      }
    }
    let functions = (0..<12).map { number in
      file.hasSuffix(".c")
        ? "uint64_t edited_extra_\(number)(uint64_t a) { return a * \(number + 3); }"
        : "@inline(never) public func extra\(number)(_ a: [Int]) -> Int { a.reduce(\(number), &+) }"
    }
    for function in functions {
      add("function", .insert(file: file, after: lines.count - 1, function))
    }
  }

  /// Where whole numbers stand that are no part of a word or of another number.
  private static func numbers(in code: Substring) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var place = code.startIndex
    var before: Character = " "
    while place < code.endIndex {
      guard code[place].isNumber, !before.isLetter, !before.isNumber, before != "_", before != "."
      else {
        before = code[place]
        place = code.index(after: place)
        continue
      }
      let digits = code[place...].prefix { $0.isNumber }
      let next = digits.endIndex < code.endIndex ? code[digits.endIndex] : " "
      if !next.isLetter, next != "_", next != "." {
        found.append(digits.startIndex..<digits.endIndex)
      }
      before = "0"
      place = digits.endIndex
    }
    return found
  }

  /// Draws an edit, or two or three at once.
  ///
  /// - Returns: What is edited, in words, and all files; nil where two edits are in each other's way.
  func draw(using generator: inout SeededGenerator) -> (reported: String, files: Files)? {
    let count = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3].randomElement(using: &generator) ?? 1
    var changed = files
    var reported: [String] = []
    var places: Set<String> = []
    for _ in 0..<count {
      guard let kind = edits.keys.sorted().randomElement(using: &generator),
        let edit = edits[kind]?.randomElement(using: &generator)
      else { return nil }
      let (file, line) = Self.place(of: edit)
      // Several edits of a file are made only where none moves another's line.
      guard places.insert(file).inserted else { return nil }
      guard Self.make(edit, &changed[file, default: []]) else { return nil }
      reported.append("\(kind) \(file):\(line + 1)")
    }
    return (reported.joined(separator: ", "), changed)
  }

  private static func place(of edit: Edit) -> (file: String, line: Int) {
    switch edit {
    case .replace(let file, let line, _), .insert(let file, let line, _),
      .remove(let file, let line),
      .number(let file, let line, _, _):
      (file, line)
    case .swap(let file, let first, _): (file, first.lowerBound)
    case .rename(let file, _, _): (file, 0)
    }
  }

  private static func make(_ edit: Edit, _ lines: inout [String]) -> Bool {
    let before = lines
    switch edit {
    case .replace(_, let line, let text): lines[line] = text
    case .insert(_, let line, let text): lines.insert(text, at: line + 1)
    case .remove(_, let line): lines.remove(at: line)
    case .number(_, let line, let digits, let other):
      lines[line].replaceSubrange(digits, with: other)
    case .swap(_, let first, let second):
      let (one, other) = (before[first], before[second])
      lines = Array(before[..<first.lowerBound])
      lines += other
      lines += before[first.upperBound..<second.lowerBound]
      lines += one
      lines += before[second.upperBound...]
    case .rename(_, let name, let other):
      lines = before.map {
        $0.replacingOccurrences(of: "\\b\(name)\\b", with: other, options: .regularExpression)
      }
    }
    return lines != before
  }
}
