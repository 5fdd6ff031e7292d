import GateFiles
import GateRecords

/// The rows of a CSV text under their header (RFC 4180).
struct CSVTable {
  /// A row by its columns' names, and its line.
  struct Row {
    let fields: [String: String]
    let line: Int

    /// A field that is there and not empty.
    subscript(column: String) -> String? {
      guard let field = fields[column], !field.isEmpty else { return nil }
      return field
    }
  }

  /// The columns in their order.
  let columns: [String]
  /// The rows below the header.
  let rows: [Row]

  /// Finds the header, the first row that has all the columns named, and reads what follows.
  ///
  /// - Throws: `FileError` when there is none, or a quote is not closed.
  init(_ file: ImportFile, header required: [String]) throws(FileError) {
    var header: [String]?
    var rows: [Row] = []
    for (fields, line) in try Self.records(in: try file.bytes, path: file.path) {
      if let header {
        // Google Benchmark's rows end where their last figure does.
        rows.append(
          Row(
            fields: Dictionary(zip(header, fields), uniquingKeysWith: { first, _ in first }),
            line: line))
      } else if required.allSatisfy(fields.contains) {
        header = fields
      }
    }
    guard let header else {
      throw .malformed(
        path: file.path, place: nil,
        reason: InterchangeMessage.noHeaderRow(columns: required).line)
    }
    columns = header
    self.rows = rows
  }

  /// Whether the first lines hold a header with these columns.
  static func hasHeader(_ required: [String], in lines: [Substring]) -> Bool {
    lines.prefix(50).contains { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0.trimming { $0 == "\"" || $0.isWhitespace })
      }
      return required.allSatisfy(fields.contains)
    }
  }

  private static func records(
    in bytes: [UInt8], path: String
  ) throws(FileError) -> [(fields: [String], line: Int)] {
    let quote = UInt8(ascii: "\"")
    var records: [(fields: [String], line: Int)] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var line = 1
    var start = 1
    var quotedSince: Int?
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func finish() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if quotedSince != nil {
        if byte != quote {
          field.append(byte)
        } else if index < bytes.count, bytes[index] == quote {
          field.append(quote)
          index += 1
        } else {
          quotedSince = nil
        }
        continue
      }
      switch byte {
      case quote where field.isEmpty: quotedSince = line
      case UInt8(ascii: ","): finish()
      case UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"):
        finish()
        if fields != [""] { records.append((fields, start)) }
        fields = []
        start = line
      default: field.append(byte)
      }
    }
    if let quotedSince {
      throw .malformed(
        path: path, place: TextPlace(line: quotedSince, column: 1),
        reason: InterchangeMessage.unclosedQuote.line)
    }
    finish()
    if fields != [""] { records.append((fields, start)) }
    return records
  }
}
