/// Divides a text into paragraphs and sentences, by its bytes.
enum Segmenter {
  /// Paragraphs are separated by empty lines.
  static func paragraphs(of text: String) -> [Substring] {
    var paragraphs: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var previousWasBreak = false
    for index in bytes.indices {
      // A carriage return before the line's end is a part of it.
      if bytes[index] == UInt8(ascii: "\r") { continue }
      let isBreak = bytes[index] == UInt8(ascii: "\n")
      if isBreak, previousWasBreak {
        append(text[start..<index], to: &paragraphs)
        start = bytes.index(after: index)
      }
      previousWasBreak = isBreak
    }
    append(text[start...], to: &paragraphs)
    return paragraphs
  }

  /// Sentences end with a full stop, a question or an exclamation mark before white space.
  static func sentences(of paragraph: Substring) -> [Substring] {
    var sentences: [Substring] = []
    let bytes = paragraph.utf8
    var start = bytes.startIndex
    var previousIsMark = false
    for index in bytes.indices {
      if previousIsMark, bytes[index].isASCIISpace {
        append(paragraph[start..<index], to: &sentences)
        start = index
      }
      previousIsMark =
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): true
        default: false
        }
    }
    append(paragraph[start...], to: &sentences)
    return sentences
  }

  private static func append(_ text: Substring, to list: inout [Substring]) {
    guard let first = text.utf8.firstIndex(where: { !$0.isASCIISpace }) else { return }
    list.append(text[first...])
  }
}
