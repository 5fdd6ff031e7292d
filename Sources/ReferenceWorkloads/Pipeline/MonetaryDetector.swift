/// Finds amounts of money.
enum MonetaryDetector {
  struct Amount: Hashable, Sendable {
    let value: Double
    let currency: String
  }

  private static let currencies: Set<String> = ["usd", "eur", "cop", "dollars", "euros", "pesos"]
  private static let scales = ["thousand": 1e3, "million": 1e6, "billion": 1e9]

  /// Amounts such as `4,500,000 USD` or `1.2 million EUR`.
  static func detect(in sentence: Sentence) -> [Amount] {
    let words = sentence.words
    return words.indices.compactMap { index in
      guard let number = number(words[index]) else { return nil }
      var next = index + 1
      var scale = 1.0
      if next < words.count, let known = scales[words[next]] {
        scale = known
        next += 1
      }
      guard next < words.count, currencies.contains(words[next]) else { return nil }
      return Amount(value: number * scale, currency: words[next])
    }
  }

  private static func number(_ word: String) -> Double? {
    guard word.first?.isNumber == true else { return nil }
    return Double(word.filter { $0 != "," })
  }
}
