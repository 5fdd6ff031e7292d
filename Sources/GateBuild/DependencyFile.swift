/// A compiler's list of the files that it read, in the notation of make: `output : input input`.
package enum DependencyFile {
  /// Reads the rules of a text: the inputs of each output.
  ///
  /// A backslash precedes spaces and number signs of names, and before the end of a line that goes on;
  /// a dollar sign is written twice.
  package static func inputs(in text: String) -> [String: [String]] {
    var rules: [String: [String]] = [:]
    var words: [String] = []
    var word: [UInt8] = []
    func endOfWord() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    func endOfRule() {
      endOfWord()
      guard let colon = words.firstIndex(where: { $0 == ":" || $0.hasSuffix(":") }) else {
        words = []
        return
      }
      var outputs = Array(words[..<colon])
      if words[colon] != ":" { outputs.append(String(words[colon].dropLast())) }
      for output in outputs { rules[output, default: []] += words[(colon + 1)...] }
      words = []
    }
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : nil
      switch (byte, next) {
      case (UInt8(ascii: "\\"), UInt8(ascii: "\n")?):
        endOfWord()
        index += 1
      case (UInt8(ascii: "\\"), UInt8(ascii: " ")?), (UInt8(ascii: "\\"), UInt8(ascii: "#")?),
        (UInt8(ascii: "$"), UInt8(ascii: "$")?):
        word.append(next ?? byte)
        index += 1
      case (UInt8(ascii: "\n"), _): endOfRule()
      case (UInt8(ascii: " "), _), (UInt8(ascii: "\r"), _), (UInt8(ascii: "\t"), _): endOfWord()
      default: word.append(byte)
      }
      index += 1
    }
    endOfRule()
    return rules
  }
}
