/// Finds causes and effects by the words between them.
enum CausalDetector {
  struct Link: Hashable, Sendable {
    /// Hashes that mean cause and effect.
    let cause: UInt64
    let effect: UInt64
  }

  /// Connectives that are followed by the effect.
  private static let forward: Set<String> = ["so", "therefore", "then", "leads", "causes", "hence"]
  /// Connectives that are followed by the cause.
  private static let backward: Set<String> = ["because", "since", "due", "after"]

  static func detect(in sentence: Sentence) -> [Link] {
    sentence.words.indices.compactMap { index in
      let word = sentence.words[index]
      let isForward = forward.contains(word)
      guard isForward || backward.contains(word) else { return nil }
      let before = concept(sentence.hashes[..<index])
      let after = concept(sentence.hashes[(index + 1)...])
      guard let before, let after else { return nil }
      return isForward ? Link(cause: before, effect: after) : Link(cause: after, effect: before)
    }
  }

  /// A clause's concept: the smallest of its words' hashes, whatever their order.
  private static func concept(_ hashes: ArraySlice<UInt64>) -> UInt64? { hashes.min() }
}
