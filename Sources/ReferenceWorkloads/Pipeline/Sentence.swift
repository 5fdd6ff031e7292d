/// A sentence as the detectors see it: its words, folded to lower case, and their hashes.
struct Sentence: Hashable, Sendable {
  let words: [String]
  let hashes: [UInt64]

  init(_ text: Substring) {
    // Points and commas belong to figures inside a word, and to the sentence behind it.
    words = text.split { !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "," }
      .map { word in
        var word = word
        while let last = word.last, last == "." || last == "," { word.removeLast() }
        return word.lowercased()
      }
    hashes = words.map { Self.hash($0.utf8) }
  }

  private init(words: [String], hashes: [UInt64]) {
    self.words = words
    self.hashes = hashes
  }

  /// How much work a detector has with it, in words.
  var size: Int { words.count + 2 }

  /// Its first words, as many as are at most so much work; nil when there are none.
  func beginning(ofSize limit: Int) -> Sentence? {
    guard limit > 2 else { return nil }
    return Sentence(words: Array(words.prefix(limit - 2)), hashes: Array(hashes.prefix(limit - 2)))
  }

  /// The FNV-1a hash of a word's bytes: the same in every process.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  static func hash(_ word: StaticString) -> UInt64 {
    word.withUTF8Buffer { unsafe hash($0) }
  }
}
