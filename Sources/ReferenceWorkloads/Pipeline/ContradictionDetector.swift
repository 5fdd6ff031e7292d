/// Finds sentences that speak of the same and differ in a negation.
enum ContradictionDetector {
  /// How many sentences back a contradiction is looked for.
  static let window = 24

  private static let negations: Set<UInt64> = [
    Sentence.hash("not"), Sentence.hash("no"), Sentence.hash("never"), Sentence.hash("nobody"),
    Sentence.hash("nothing"), Sentence.hash("without"), Sentence.hash("cannot"),
  ]

  /// A sentence's words as a sorted set, and whether it denies.
  struct Statement: Hashable, Sendable {
    let words: [UInt64]
    let isNegative: Bool

    init(_ sentence: Sentence) {
      words = Set(sentence.hashes).subtracting(negations).sorted()
      isNegative = sentence.hashes.contains { negations.contains($0) }
    }
  }

  /// The places before `index` that contradict the statement there.
  static func contradictions(of index: Int, in statements: [Statement]) -> [Int] {
    let statement = statements[index]
    return (max(0, index - window)..<index).filter { other in
      statements[other].isNegative != statement.isNegative
        && overlap(statements[other].words, statement.words) > 0.6
    }
  }

  /// How much work it is to find them, in words that are compared.
  static func size(of index: Int, in statements: [Statement]) -> Int {
    let statement = statements[index]
    return (max(0, index - window)..<index).reduce(4) { size, other in
      let isCompared = statements[other].isNegative != statement.isNegative
      return size + 1 + (isCompared ? statements[other].words.count + statement.words.count : 0)
    }
  }

  /// The Jaccard index of two sorted sets.
  static func overlap(_ left: [UInt64], _ right: [UInt64]) -> Double {
    var (i, j, shared) = (0, 0, 0)
    while i < left.count, j < right.count {
      if left[i] == right[j] {
        shared += 1
        i += 1
        j += 1
      } else if left[i] < right[j] {
        i += 1
      } else {
        j += 1
      }
    }
    let all = left.count + right.count - shared
    return all == 0 ? 0 : Double(shared) / Double(all)
  }
}
