import Foundation

/// The files in an archive that `ld.lld --reproduce` writes.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Header Block"; of the latter only `path` is
/// used, which the linker writes for names that the former has no room for.
struct TarArchive {
  private let data: Data
  /// Every file's name, without the folder that holds them all, and where its bytes are.
  private(set) var files: [(name: String, place: Range<Int>)] = []

  /// Reads the names; nil where the archive is torn or no such archive.
  init?(_ data: Data) {
    self.data = data
    var offset = 0
    var longName: String?
    while offset + 512 <= data.count, data[offset] != 0 {
      let header = data[offset..<(offset + 512)]
      guard let size = Self.octal(header, 124..<136), offset + 512 + size <= data.count else {
        return nil
      }
      let content = (offset + 512)..<(offset + 512 + size)
      switch header[offset + 156] {
      case UInt8(ascii: "x"): longName = Self.path(in: data[content])
      case UInt8(ascii: "0"), 0:
        let prefix = Self.text(header, 345..<500)
        let name = longName ?? (prefix.isEmpty ? "" : prefix + "/") + Self.text(header, 0..<100)
        files.append((String(name.drop { $0 != "/" }.dropFirst()), content))
        longName = nil
      default: return nil
      }
      offset += 512 + (size + 511) / 512 * 512
    }
    guard !files.isEmpty else { return nil }
  }

  /// The bytes of a file.
  func content(_ place: Range<Int>) -> Data { data[place] }

  private static func text(_ header: Data, _ range: Range<Int>) -> String {
    let bytes = header[
      (header.startIndex + range.lowerBound)..<(header.startIndex + range.upperBound)]
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func octal(_ header: Data, _ range: Range<Int>) -> Int? {
    Int(text(header, range).trimmingCharacters(in: .whitespaces), radix: 8)
  }

  /// The value of `path` among lines such as `30 path=mydir/myfile`.
  private static func path(in records: Data) -> String? {
    for line in String(decoding: records, as: UTF8.self).split(separator: "\n") {
      if let key = line.firstRange(of: " path=") { return String(line[key.upperBound...]) }
    }
    return nil
  }
}
