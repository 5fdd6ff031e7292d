/// Divides a text into paragraphs and sentences.
enum Segmenter {
  /// Paragraphs are separated by empty lines.
  static func paragraphs(of text: String) -> [Substring] {
    var paragraphs: [Substring] = []
    var start = text.startIndex
    var previousWasBreak = false
    for index in text.indices {
      let isBreak = text[index].isNewline
      if isBreak, previousWasBreak {
        append(text[start..<index], to: &paragraphs)
        start = text.index(after: index)
      }
      previousWasBreak = isBreak
    }
    append(text[start...], to: &paragraphs)
    return paragraphs
  }

  /// Sentences end with a full stop, a question or an exclamation mark before white space.
  static func sentences(of paragraph: Substring) -> [Substring] {
    var sentences: [Substring] = []
    var start = paragraph.startIndex
    var index = start
    while index < paragraph.endIndex {
      let next = paragraph.index(after: index)
      let isEnd = ".?!".contains(paragraph[index])
      if isEnd, next == paragraph.endIndex || paragraph[next].isWhitespace {
        append(paragraph[start..<next], to: &sentences)
        start = next
      }
      index = next
    }
    append(paragraph[start...], to: &sentences)
    return sentences
  }

  private static func append(_ text: Substring, to list: inout [Substring]) {
    let trimmed = text.drop { $0.isWhitespace }
    if !trimmed.isEmpty { list.append(trimmed) }
  }
}
