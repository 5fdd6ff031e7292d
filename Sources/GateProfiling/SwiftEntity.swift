/// The parts of a Swift function's demangled name: its module, and a short name as in the sources.
///
/// The runtime's words for a function are long: `generic specialization <Swift.Int> of Shop.Cart.add<A>(_: A, count:
/// Swift.Int) -> ()`. Of them `Cart.add(_:count:)` is what the source has.
struct SwiftEntity: Hashable {
  /// The module that it was written in; empty where that is not known.
  let module: String
  /// The short name.
  let readable: String
  /// The common key of all clones of the function.
  let key: String
  /// Whether it is in the source; helpers that the compiler makes belong to their callers.
  let isWritten: Bool

  init(_ words: String) {
    var text = words[...]
    if let end = text.firstRange(of: " with unmangled suffix ") { text = text[..<end.lowerBound] }
    text = Self.withoutMarks(text)
    key = String(text)
    let isHelper =
      Self.helpers.contains { text.hasPrefix($0) } || text.contains(" value witness for ")
    guard !isHelper else {
      module = ""
      readable = Self.brief(text)
      isWritten = false
      return
    }
    isWritten = true
    if text.hasPrefix("protocol witness for "), let middle = text.firstRange(of: " in conformance ")
    {
      let requirement = text[..<middle.lowerBound].dropFirst("protocol witness for ".count)
      let conformance = text[middle.upperBound...]
      let type = conformance.prefix { $0 != ":" }.drop { $0 == " " }
      let method = Self.member(Self.short(requirement).name)
      let owner = Self.short(Self.trimmed(type)[...])
      module =
        conformance.firstRange(of: " in ").map { String(conformance[$0.upperBound...]) } ?? ""
      readable = "\(owner.name).\(method)"
      return
    }
    // `closure #1 (Swift.Int) -> () in Shop.Cart.total()` lies within what follows the last " in ".
    let parts = Self.nested(text)
    let outer = Self.short(parts.last ?? text)
    module = outer.module
    let inner = parts.dropLast().map { part in
      Self.trimmed(part.prefix { $0 != "(" && $0 != "<" && $0 != "@" })
    }
    readable = (inner + [outer.name]).joined(separator: " in ")
  }

  /// Prefixes of functions that are not in the source; a merged one is what several functions have in common.
  private static let helpers = [
    "outlined ", "value witness", "type metadata", "lazy protocol witness", "lazy cache",
    "reabstraction thunk", "metadata ", "protocol descriptor", "initializeWith", "assignWith",
    "destroy for", "getEnumTag", "storeEnumTag", "default associated", "associated type",
    "merged ", "witness table", "base witness", "generic type metadata", "instantiation function",
  ]

  private static let marks = [
    "dispatch thunk of ", "partial apply forwarder for ", "static ", "@objc ",
    "@nonobjc ", "async function pointer to ", "class ",
  ]

  /// The last part of a name, with what kind of accessor it is: `count.getter`.
  private static func member(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let isAccessor = ["getter", "setter", "modify", "read"].contains(parts.last ?? "")
    return parts.suffix(isAccessor ? 2 : 1).joined(separator: ".")
  }

  /// Removes the mark of the kind of clone.
  private static func withoutMarks(_ text: Substring) -> Substring {
    var text = text
    while true {
      let before = text
      for mark in marks where text.hasPrefix(mark) {
        text = text.dropFirst(mark.count)
      }
      if text.hasPrefix("("), let end = text.firstRange(of: " resume partial function for "),
        text[..<end.lowerBound].count < 30
      {
        text = text[end.upperBound...]
      }
      if text.hasPrefix("default argument "), let of = text.firstRange(of: " of ") {
        text = text[of.upperBound...]
      }
      // Its brackets need not be balanced.
      if text.hasPrefix("function signature specialization <"),
        let close = text.firstRange(of: "> of ")
      {
        text = text[close.upperBound...]
      }
      for mark in ["generic ", "specialized "] where text.hasPrefix(mark) {
        guard let open = text.firstIndex(of: "<"), text[..<open].hasSuffix("specialization "),
          let close = end(of: text, from: open)
        else { continue }
        let rest = text[text.index(after: close)...]
        if rest.hasPrefix(" of ") { text = rest.dropFirst(4) }
      }
      if text == before { return text }
    }
  }

  /// Returns the position at which an open bracket is closed; an arrow does not close one.
  private static func end(of text: Substring, from start: Substring.Index) -> Substring.Index? {
    var depth = 0
    var previous: Character = " "
    var place = start
    while place < text.endIndex {
      let character = text[place]
      if "<([".contains(character) { depth += 1 }
      if ")]".contains(character) || (character == ">" && previous != "-") {
        depth -= 1
        if depth == 0 { return place }
      }
      previous = character
      place = text.index(after: place)
    }
    return nil
  }

  /// The parts that lie within each other, the innermost first.
  private static func nested(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    var previous: Character = " "
    var place = text.startIndex
    while place < text.endIndex {
      let character = text[place]
      if "<([".contains(character) { depth += 1 }
      if ")]".contains(character) || (character == ">" && previous != "-") { depth -= 1 }
      if depth == 0, character == " ", text[place...].hasPrefix(" in ") {
        parts.append(text[start..<place])
        place = text.index(place, offsetBy: 4)
        start = place
        previous = " "
        continue
      }
      previous = character
      place = text.index(after: place)
    }
    return parts + [text[start...]]
  }

  /// Module and name of one function, without types.
  private static func short(_ text: Substring) -> (module: String, name: String) {
    var text = withoutMarks(text)
    var module: String?
    if text.hasPrefix("(extension in "), let close = text.firstIndex(of: ")") {
      module = String(text[..<close].dropFirst("(extension in ".count))
      text = text[text.index(after: close)...].drop { $0 == ":" }
    }
    var name = ""
    var place = text.startIndex
    scan: while place < text.endIndex {
      let character = text[place]
      switch character {
      case "<" where name.last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ")" } ?? false:
        guard let close = end(of: text, from: place) else { break scan }
        place = text.index(after: close)
      case "(":
        guard let close = end(of: text, from: place) else { break scan }
        let content = text[text.index(after: place)..<close]
        if let mark = content.firstRange(of: " in _"), name.isEmpty || name.hasSuffix(".") {
          // A private name: `(helper in _5F0C…)`.
          name += content[..<mark.lowerBound]
          place = text.index(after: close)
          continue
        }
        name += "(" + labels(content) + ")"
        break scan
      case " ":
        // Operators are followed by what kind they are; all else ends the name.
        guard
          text[place...].hasPrefix(" infix(") || text[place...].hasPrefix(" prefix(")
            || text[place...].hasPrefix(" postfix(")
        else { break scan }
        place = text[place...].firstIndex(of: "(") ?? text.endIndex
      default:
        name.append(character)
        place = text.index(after: place)
      }
    }
    guard let dot = name.firstIndex(of: "."), dot > name.startIndex else {
      return (module ?? "", name)
    }
    return (module ?? String(name[..<dot]), String(name[name.index(after: dot)...]))
  }

  /// The labels of parameters: `at:_:`.
  private static func labels(_ parameters: Substring) -> String {
    var result = ""
    var depth = 0
    var previous: Character = " "
    var current = ""
    func label(_ text: String) -> String {
      guard let colon = text.firstIndex(of: ":") else { return "_:" }
      let name = text[..<colon]
      return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? "\(name):" : "_:"
    }
    for character in parameters {
      if "<([".contains(character) { depth += 1 }
      if ")]".contains(character) || (character == ">" && previous != "-") { depth -= 1 }
      previous = character
      if character == ",", depth == 0 {
        result += label(trimmed(current[...]))
        current = ""
      } else {
        current.append(character)
      }
    }
    let last = trimmed(current[...])
    return last.isEmpty ? result : result + label(last)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// A helper's words, of a length that a line bears.
  private static func brief(_ text: Substring) -> String {
    text.count > 120 ? text.prefix(119) + "…" : String(text)
  }
}
