/// The execution of a process as callgrind recorded it: each address of the program, each function of its libraries.
///
/// Source: the manual of Valgrind, "Callgrind Format Specification". The profile must have been written with
/// ``arguments``, which leave nothing abbreviated.
package struct CallgrindProfile: Hashable, Sendable {
  /// The options with which callgrind writes such a profile, apart from the one that names its file.
  package static let arguments = [
    "--tool=callgrind", "--demangle=no", "--separate-threads=yes", "--dump-instr=yes",
    "--dump-line=no", "--compress-strings=no", "--compress-pos=no",
  ]

  /// Instructions that the program itself executed.
  ///
  /// The counts of libraries vary for reasons without meaning, such as the number of digits of an address.
  package private(set) var instructions: UInt64 = 0
  /// The number of the thread that this is of.
  package private(set) var thread = 1
  /// The addresses executed in the program, as its file has them.
  package private(set) var addresses: Set<Int> = []
  /// The functions executed elsewhere, by the file that holds them; `???` where that is not known.
  package private(set) var outside: [String: Set<String>] = [:]
  /// The program's addresses from which variables of the environment are asked for.
  package private(set) var environmentReaders: Set<Int> = []

  /// Reads a profile of one thread.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - program: The path of the program that ran, as it was started.
  /// - Throws: ``CodeError`` at a line that is not understood, and when the profile is not whole.
  package init(_ bytes: [UInt8], file: String, program: String) throws(CodeError) {
    var object = ""
    var function = ""
    var isCall = false
    var asksForVariable = false
    var isWhole = false
    var place = 0
    func failure(_ reason: String) -> CodeError {
      CodeError(file: file, offset: place, reason: .malformed(reason))
    }
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] != 0x0a { end += 1 }
      guard end > place else {
        place = end + 1
        continue
      }
      let first = bytes[place]
      if first == 0x30 {  // 0x…: an address and what it cost
        if object == program {
          guard let address = Self.address(bytes, place..<end) else {
            throw failure("an address is missing")
          }
          addresses.insert(address)
          if isCall {
            if asksForVariable { environmentReaders.insert(address) }
          } else {
            guard let cost = Self.cost(bytes, place..<end) else {
              throw failure("a cost is not a number")
            }
            instructions += cost
          }
        }
        isCall = false
        asksForVariable = false
        place = end + 1
        continue
      }
      let line = String(decoding: bytes[place..<end], as: UTF8.self)
      if line.hasPrefix("fn=") {
        function = String(line.dropFirst(3))
        if object != program { outside[object, default: []].insert(function) }
      } else if line.hasPrefix("cfn=") {
        asksForVariable = Self.getenv.contains(String(line.dropFirst(4)))
      } else if line.hasPrefix("calls=") {
        // The next line has the place of the call, and the cost of the called function.
        isCall = true
      } else if line.hasPrefix("ob=") {
        object = String(line.dropFirst(3))
      } else if line.hasPrefix("totals: ") {
        guard UInt64(line.dropFirst(8)) != nil else { throw failure("the total is missing") }
        isWhole = true
      } else if line.hasPrefix("thread: ") {
        guard let number = Int(line.dropFirst(8)) else { throw failure("the thread is missing") }
        thread = number
      } else if line.hasPrefix("positions: ") {
        guard line == "positions: instr" else { throw failure("addresses are missing") }
      } else if !Self.isKnown(line) {
        throw failure("the line is of an unknown kind")
      }
      place = end + 1
    }
    guard isWhole else {
      throw CodeError(file: file, offset: bytes.count, reason: .truncated("the profile"))
    }
  }

  private static let getenv: Set<String> = ["getenv", "secure_getenv", "__secure_getenv"]

  private static func isKnown(_ line: String) -> Bool {
    [
      "#", "version: ", "creator: ", "pid: ", "cmd:", "part: ", "desc: ", "events: ", "summary: ",
      "fl=", "fi=", "fe=", "cfn=", "cob=", "cfi=", "cfl=",
    ].contains { line.hasPrefix($0) }
  }

  /// The number behind the address.
  private static func cost(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64? {
    guard let space = bytes[range].lastIndex(of: 0x20) else { return nil }
    return UInt64(String(decoding: bytes[(space + 1)..<range.upperBound], as: UTF8.self))
  }

  private static func address(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard range.count > 2, bytes[range.lowerBound + 1] == 0x78 else { return nil }
    var value = 0
    var digits = 0
    for byte in bytes[(range.lowerBound + 2)..<range.upperBound] {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x57
      case 0x20: return digits > 0 ? value : nil
      default: return nil
      }
      digits += 1
      guard digits < 16 else { return nil }
      value = value << 4 | Int(digit)
    }
    return nil
  }
}
