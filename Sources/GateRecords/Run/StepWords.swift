/// Decides a step's kind by its declaration, else by the words of its name, else by its rows.
package enum StepWords {
  /// The first of these words decides: `query_and_save` reads.
  private static let kinds: [String: StepKind] = [
    "read": .read, "query": .read, "fetch": .read, "transform": .transform, "write": .write,
    "save": .write, "insert": .write,
  ]

  /// Returns the kind of a step.
  package static func kind(of step: StepRecord) -> StepKind {
    if let kind = step.kind { return kind }
    if let kind = words(of: step.stepID).lazy.compactMap({ kinds[$0] }).first { return kind }
    // A step that puts rows out and takes none in writes, whatever its name is.
    let isWriting = step.meanRowsRead == nil && (step.meanRowsWritten ?? 0) > 0
    return isWriting ? .write : .transform
  }

  /// The words of a name in small letters: `readMe`, `read_me` and `HTTPRead` hold `read`, `thread` and `README`
  /// do not hold `read`.
  static func words(of name: String) -> [String] {
    let letters = Array(name)
    var words: [String] = []
    var word = ""
    for (place, letter) in letters.enumerated() {
      guard letter.isLetter else {
        words.append(word)
        word = ""
        continue
      }
      let isBehindSmall = place > 0 && letters[place - 1].isLowercase
      let isBehindCapital = place > 0 && letters[place - 1].isUppercase
      let isBeforeSmall = place + 1 < letters.count && letters[place + 1].isLowercase
      // A word begins at a capital behind a small letter, and at the last capital of several before a small one.
      if letter.isUppercase, isBehindSmall || (isBehindCapital && isBeforeSmall) {
        words.append(word)
        word = ""
      }
      word.append(letter)
    }
    return (words + [word]).filter { !$0.isEmpty }.map { $0.lowercased() }
  }
}
