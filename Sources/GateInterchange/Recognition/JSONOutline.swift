/// Which keys a JSON text has near its top, found in its beginning without reading it as a whole.
///
/// A path such as `benchmarks/*/run_name` names a key by those above it; `*` means the elements of an array. The text may be cut
/// anywhere, and may hold what JSON does not allow, such as `NaN`.
struct JSONOutline {
  /// The deepest paths that are looked at.
  private static let depth = 4
  /// The most paths that are kept: names of benchmarks may be keys.
  private static let most = 2000

  /// The paths of all keys that were found.
  private(set) var paths: Set<String> = []
  /// Whether the text is an array.
  private(set) var isArray = false

  /// - Returns: nil for a text that is not JSON.
  init?(_ text: [UInt8]) {
    guard let start = text.firstIndex(where: { $0 > 0x20 }),
      text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[")
    else { return nil }
    isArray = text[start] == UInt8(ascii: "[")
    // A bracketed stamp or section begins so, too.
    let next = text[(start + 1)...].first { $0 > 0x20 } ?? UInt8(ascii: "]")
    guard Self.mayFollow(next, isArray: isArray) else { return nil }
    read(text[start...])
  }

  private static func mayFollow(_ byte: UInt8, isArray: Bool) -> Bool {
    let object = "\"}'/".utf8.contains(byte)
    return isArray ? "{[\"]-'/".utf8.contains(byte) || (48...57).contains(byte) : object
  }

  private mutating func read(_ text: ArraySlice<UInt8>) {
    // The key, or `*`, of every open object and array; an object waits for its next key.
    var stack: [String] = []
    var isObject: [Bool] = []
    var expectsKey = false
    var index = text.startIndex
    while index < text.endIndex, paths.count < Self.most {
      switch text[index] {
      case UInt8(ascii: "{"):
        isObject.append(true)
        stack.append("")
        expectsKey = true
      case UInt8(ascii: "["):
        isObject.append(false)
        stack.append("*")
        expectsKey = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard !stack.isEmpty else { return }
        stack.removeLast()
        isObject.removeLast()
        expectsKey = false
        // Text after the first value, as in a file of messages, belongs to another value.
        if stack.isEmpty { return }
      case UInt8(ascii: ","): expectsKey = isObject.last ?? false
      case UInt8(ascii: ":"): expectsKey = false
      case UInt8(ascii: "\""):
        let end = Self.endOfString(text, index)
        if expectsKey, stack.count <= Self.depth, end < text.endIndex, !stack.isEmpty {
          stack[stack.count - 1] = String(decoding: text[(index + 1)..<end], as: UTF8.self)
          paths.insert(stack.joined(separator: "/"))
        }
        index = end
      default: break
      }
      index += 1
    }
  }

  /// The index of the quotation mark that ends a text, or the end of what there is.
  private static func endOfString(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var index = start + 1
    while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, text.endIndex)
  }
}
