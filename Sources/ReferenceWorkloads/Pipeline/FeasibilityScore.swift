/// How feasible a paragraph's plan is: a share of the things that a plan should name.
struct FeasibilityScore: Hashable, Sendable {
  let value: Double

  init(_ sentences: ArraySlice<Sentence>) {
    var found = [Bool](repeating: false, count: 5)
    for sentence in sentences {
      found[0] = found[0] || !MonetaryDetector.detect(in: sentence).isEmpty
      found[1] = found[1] || !ResponsibilityDetector.detect(in: sentence).isEmpty
      found[2] = found[2] || sentence.words.contains { $0.count == 4 && $0.hasPrefix("20") }
      found[3] = found[3] || !CausalDetector.detect(in: sentence).isEmpty
      found[4] = found[4] || sentence.words.contains("goal")
    }
    value = Double(found.count { $0 }) / Double(found.count)
  }

  /// How much work a paragraph is, in words that a detector looks at.
  static func size(of sentences: ArraySlice<Sentence>) -> Int {
    sentences.reduce(0) { $0 + $1.size }
  }

  /// A paragraph's first sentences, as many as are at most so much work, or the beginning of its first.
  static func beginning(of sentences: ArraySlice<Sentence>, size limit: Int) -> ArraySlice<
    Sentence
  >? {
    let ends = sentences.indices.reversed()
    if let end = ends.first(where: { size(of: sentences[...$0]) <= limit }) {
      return sentences[...end]
    }
    return sentences.first?.beginning(ofSize: limit).map { [$0] }
  }
}
