import GateRecords

/// Reads what callgrind writes.
///
/// Source: the manual of Valgrind, "Callgrind Format Specification". Names may be abbreviated, `(3) name` first and
/// `(3)` later; positions may be relative. A file may hold several parts, which are added up. Only the first kind of
/// event is read; positions within functions are not needed.
package struct CallgrindReader {
  /// The options with which callgrind writes such a profile, apart from those that name the file and the part of the
  /// program: each function is kept apart by the chain of its callers.
  package static let arguments = [
    "--demangle=no", "--dump-line=no", "--separate-callers=\(longestChain)",
  ]

  /// How many callers a function is kept apart by.
  package static let longestChain = 12

  private let bytes: [UInt8]
  private let file: String
  private var place = 0
  private var line = 0

  private var names: [Kind: [Int: String]] = [:]
  private var nodes: [CallProfile.Node] = []
  private var nodePlaces: [NodeKey: Int] = [:]
  private var edges: [CallProfile.Edge] = []
  private var edgePlaces: [EdgeKey: Int] = [:]

  private var positions = 1
  private var events = 0
  private var object = ""
  private var node: Int?
  private var calleeObject: String?
  private var callee: String?
  private var callsAhead: Double?
  private var isWhole = false

  /// The three lists of names that are abbreviated apart from each other.
  private enum Kind: Hashable { case function, file, object }

  private struct NodeKey: Hashable {
    var function: String
    var object: String
  }

  private struct EdgeKey: Hashable {
    var caller: Int
    var callee: Int
  }

  /// Reads a profile.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for errors.
  /// - Throws: ``ProfileError`` at a line that is not understood, and when the last part is not whole.
  package static func read(_ bytes: [UInt8], file: String) throws(ProfileError) -> CallProfile {
    var reader = CallgrindReader(bytes, file: file)
    try reader.readAll()
    return CallProfile(nodes: reader.nodes, edges: reader.edges)
  }

  private init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private func failure(_ message: ProfilingMessage) -> ProfileError {
    ProfileError(file: file, line: line, message)
  }

  private mutating func readAll() throws(ProfileError) {
    while place < bytes.count {
      line += 1
      let start = place
      while place < bytes.count, bytes[place] != 0x0a { place += 1 }
      let range = start..<place
      place += 1
      guard let first = range.first.map({ bytes[$0] }) else { continue }
      switch first {
      case 0x30...0x39, 0x2b, 0x2d, 0x2a: try readCost(range)  // 0 to 9 + - *
      case 0x23: continue  // #
      default: try readWords(range)
      }
    }
    guard callsAhead == nil else { throw failure(.callWithoutCost) }
    guard isWhole else {
      throw ProfileError(file: file, line: nil, .profileIncomplete)
    }
  }

  // MARK: Costs

  /// A line of positions and costs: of the function, or of the calls that were announced before it.
  private mutating func readCost(_ range: Range<Int>) throws(ProfileError) {
    guard let node else { throw failure(.costOutsideFunction) }
    guard events > 0 else { throw failure(.costBeforeEvents) }
    isWhole = false
    var fields = Fields(bytes, range)
    for _ in 0..<positions {
      guard let position = fields.next(), Self.isPosition(bytes, position) else {
        throw failure(.positionMissing)
      }
    }
    var cost = 0.0
    if let field = fields.next() {
      guard let number = Self.number(bytes, field) else { throw failure(.costMissing) }
      cost = Double(number)
    }
    guard let calls = callsAhead else {
      nodes[node].cost += cost
      return
    }
    callsAhead = nil
    guard let callee else { throw failure(.callWithoutFunction) }
    let target = place(of: callee, in: calleeObject ?? object)
    self.callee = nil
    calleeObject = nil
    let key = EdgeKey(caller: node, callee: target)
    if let known = edgePlaces[key] {
      edges[known].calls += calls
      edges[known].cost += cost
    } else {
      edgePlaces[key] = edges.count
      edges.append(.init(caller: node, callee: target, calls: calls, cost: cost))
    }
  }

  private mutating func place(of function: String, in object: String) -> Int {
    let key = NodeKey(function: function, object: object)
    if let known = nodePlaces[key] { return known }
    nodePlaces[key] = nodes.count
    nodes.append(.init(chain: Self.chain(function), object: object, cost: 0))
    return nodes.count - 1
  }

  /// The function and its callers: `name'2'caller` is the second recursion of `name`, called by `caller`.
  private static func chain(_ text: String) -> [String] {
    let parts = text.split(separator: "'").map(String.init)
    let names = parts.filter { $0.contains { !$0.isNumber } }
    return names.isEmpty ? [text] : names
  }

  // MARK: Words

  private mutating func readWords(_ range: Range<Int>) throws(ProfileError) {
    let text = String(decoding: bytes[range], as: UTF8.self)
    guard let end = text.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
      throw failure(.lineUnknown)
    }
    let rest = text[text.index(after: end)...]
    let word = text[..<end]
    guard text[end] == "=" else { return try readHeader(word, rest.drop { $0 == " " }) }
    guard callsAhead == nil else { throw failure(.callWithoutCost) }
    isWhole = false
    switch word {
    case "fn": node = place(of: try name(rest, .function), in: object)
    case "ob": object = try name(rest, .object)
    case "fl", "fi", "fe", "cfi", "cfl": _ = try name(rest, .file)
    case "cfn": callee = try name(rest, .function)
    case "cob": calleeObject = try name(rest, .object)
    case "calls":
      guard let count = rest.split(separator: " ").first.flatMap({ UInt64($0) }) else {
        throw failure(.callCountMissing)
      }
      guard callee != nil else { throw failure(.callWithoutFunction) }
      callsAhead = Double(count)
    default: throw failure(.lineUnknown)
    }
  }

  private mutating func readHeader(
    _ word: Substring, _ rest: Substring
  ) throws(ProfileError) {
    guard callsAhead == nil else { throw failure(.callWithoutCost) }
    switch word {
    case "positions":
      positions = rest.split(separator: " ").count
      guard (1...2).contains(positions) else { throw failure(.positionsUnknown) }
    case "events":
      events = rest.split(separator: " ").count
      guard events > 0 else { throw failure(.eventsMissing) }
    case "part":
      // Abbreviations go on from part to part, everything else starts again.
      node = nil
      object = ""
    case "totals":
      guard rest.split(separator: " ").first.flatMap({ UInt64($0) }) != nil else {
        throw failure(.totalMissing)
      }
      isWhole = true
    case "version", "creator", "pid", "cmd", "thread", "desc", "summary", "event", "rcmd": break
    default: throw failure(.lineUnknown)
    }
  }

  /// A name, given in full or by the number that it was abbreviated to.
  private mutating func name(
    _ text: Substring, _ kind: Kind
  ) throws(ProfileError) -> String {
    guard text.first == "(", let end = text.firstIndex(of: ")"),
      let number = Int(text[text.index(after: text.startIndex)..<end])
    else {
      guard !text.isEmpty else { throw failure(.nameMissing) }
      return String(text)
    }
    let rest = text[text.index(after: end)...].drop { $0 == " " }
    if !rest.isEmpty {
      names[kind, default: [:]][number] = String(rest)
      return String(rest)
    }
    guard let known = names[kind]?[number] else {
      throw failure(.numberWithoutName(number))
    }
    return known
  }

  // MARK: Numbers

  /// The words of a line, taken one after the other.
  private struct Fields {
    private let bytes: [UInt8]
    private var rest: Range<Int>

    init(_ bytes: [UInt8], _ range: Range<Int>) {
      self.bytes = bytes
      rest = range
    }

    mutating func next() -> Range<Int>? {
      var start = rest.lowerBound
      while start < rest.upperBound, bytes[start] == 0x20 { start += 1 }
      guard start < rest.upperBound else { return nil }
      var end = start
      while end < rest.upperBound, bytes[end] != 0x20 { end += 1 }
      rest = end..<rest.upperBound
      return start..<end
    }
  }

  private static func number(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64? {
    guard range.count < 19 else { return nil }
    var value: UInt64 = 0
    for byte in bytes[range] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + UInt64(byte - 0x30)
    }
    return value
  }

  /// `12`, `0x1f`, `+3`, `-3` or `*`.
  private static func isPosition(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    if range.count == 1, bytes[range.lowerBound] == 0x2a { return true }
    let isSigned = bytes[range.lowerBound] == 0x2b || bytes[range.lowerBound] == 0x2d
    let digits = bytes[(range.lowerBound + (isSigned ? 1 : 0))..<range.upperBound]
    if digits.starts(with: [0x30, 0x78]) { return digits.count > 2 }
    return !digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
