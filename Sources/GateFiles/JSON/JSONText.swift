/// A JSON text (RFC 8259), read once and kept as a flat list of its values.
///
/// The text is validated as a whole, its UTF-8 included. Numbers are read into one flat array, so that an array of
/// samples costs no object a sample. Strings stay bytes until they are asked for.
///
/// Accepted is what Python's `json.loads` accepts with `parse_constant` refused, but for halves of surrogate pairs,
/// numbers beyond the range of `Double`, and nesting deeper than ``deepest``. Of two equal keys the last one counts.
package final class JSONText: Sendable {
  /// An error and its byte.
  package struct Failure: Error, Hashable {
    /// The byte at which the text stops being JSON.
    package let offset: Int
    /// The description of what was expected.
    package let reason: String
  }

  /// The kind of an entry's value.
  enum Kind: UInt8 {
    case object, array, numbers, string, number, bool, null
  }

  /// One value: where it is, and where the next one begins.
  struct Entry {
    var kind: Kind
    /// Whether a string holds escapes; whether a boolean is true.
    var flag = false
    /// The value's first byte; of a string the first one behind its quote.
    var start: UInt32
    /// The byte behind the value; of a string its closing quote.
    var end: UInt32
    /// The entry behind this value and everything in it.
    var next: UInt32
    /// The place of the first of its numbers, or the signature of a key.
    var detail: UInt32 = 0
    /// How many members or elements it has; of a string 1 where it holds escapes or more than ASCII.
    var count: UInt32 = 0

    /// Whether a string is plain ASCII, without escapes.
    var isPlain: Bool { count == 0 }
  }

  /// Deeper nesting is refused, because reading is recursive.
  package static let deepest = 512

  /// The largest text, in bytes: offsets have 32 bits.
  package static let largest = Int(UInt32.max) - 1

  let bytes: [UInt8]
  let entries: [Entry]
  let numbers: [Double]
  /// The entry of an array of benchmarks that is decoded as empty, because they were read before; nil without one.
  let leftOut: Int?

  /// Reads a text.
  ///
  /// - Complexity: O(bytes).
  package init(bytes: [UInt8]) throws(Failure) {
    guard bytes.count <= Self.largest else {
      throw Failure(offset: 0, reason: "the text is longer than 4 GB")
    }
    var scanner = JSONScanner(count: bytes.count)
    try scanner.document(bytes.span)
    self.bytes = bytes
    entries = scanner.entries
    numbers = scanner.numbers
    leftOut = nil
  }

  /// The same text, of which an array of benchmarks is decoded as empty.
  init(_ text: JSONText, leavingOut place: Int) {
    bytes = text.bytes
    entries = text.entries
    numbers = text.numbers
    leftOut = place
  }

  /// Decodes the whole text as a value.
  ///
  /// - Throws: `DecodingError` with the path of keys to what does not fit.
  package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try value(type, at: 0, path: nil)
  }
}
