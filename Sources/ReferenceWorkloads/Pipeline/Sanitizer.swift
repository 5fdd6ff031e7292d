/// Cleans a text: runs of white space become one space, control characters go, quotes become plain.
enum Sanitizer {
  static func sanitize(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var pendingSpace = false
    for byte in bytes {
      switch byte {
      case 9, 10, 13, 32: pendingSpace = !result.isEmpty
      case 0..<32, 127: continue
      default:
        if pendingSpace {
          result.append(32)
          pendingSpace = false
        }
        result.append(byte == UInt8(ascii: "`") ? UInt8(ascii: "'") : byte)
      }
    }
    return result
  }
}
