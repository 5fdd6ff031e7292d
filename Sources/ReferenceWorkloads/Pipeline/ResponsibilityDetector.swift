/// Finds who is said to be responsible, and for what.
struct ResponsibilityDetector: Sendable {
  struct Responsibility: Hashable, Sendable {
    let entity: String
    let isExplicit: Bool
  }

  private static let institutions: Set<String> = [
    "ministry", "municipality", "secretariat", "agency", "department", "office", "council",
    "project", "team", "author", "founder", "maintainer", "user",
  ]

  static func detect(in sentence: Sentence) -> [Responsibility] {
    let words = sentence.words
    let isExplicit = words.contains("responsible") || words.contains("must")
    return words.indices.filter { institutions.contains(words[$0]) }.map { index in
      // "ministry of education": the name goes on behind "of".
      let hasName = index + 2 < words.count && words[index + 1] == "of"
      let entity = hasName ? "\(words[index]) of \(words[index + 2])" : words[index]
      return Responsibility(entity: entity, isExplicit: isExplicit)
    }
  }
}
