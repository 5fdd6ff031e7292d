/// A company as a register knows it.
struct Company: Hashable, Sendable {
  let taxNumber: Int
  let registerCode: String
  let name: String
}

/// A record to be enriched: parts of it may be missing or misspelt.
struct IncompleteRecord: Hashable, Sendable {
  let taxNumber: Int?
  let registerCode: String?
  let name: String
}

/// A register and records that should be found in it, in an order that the seed fixes.
struct Registry: Sendable {
  let companies: [Company]
  let records: [IncompleteRecord]

  private static let words = [
    "alder", "birch", "cedar", "delta", "ember", "falcon", "granite", "harbour", "iris", "juniper",
    "kestrel", "lumen", "meadow", "northern", "orchid", "pioneer", "quartz", "river", "summit",
    "tundra",
  ]

  init(count: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed)
    companies = (0..<count).map { index in
      let name =
        Self.words[random.below(20)] + " " + Self.words[random.below(20)] + " \(index % 97)"
      return Company(
        taxNumber: 10_000 + index * 7, registerCode: "R\(index * 13 % 999_983)", name: name)
    }
    records = companies.map { company in
      IncompleteRecord(
        taxNumber: random.happens(0.85) ? company.taxNumber : nil,
        registerCode: random.happens(0.8) ? company.registerCode : nil,
        name: Self.misspelt(company.name, &random))
    }
  }

  /// A third of the names have one letter changed, a tenth are another name altogether.
  private static func misspelt(_ name: String, _ random: inout SeededRandom) -> String {
    if random.happens(0.1) { return "unknown \(random.below(1_000))" }
    guard random.happens(0.33) else { return name }
    var letters = Array(name.utf8)
    letters[1 + random.below(letters.count - 1)] = UInt8(ascii: "x")
    return String(decoding: letters, as: UTF8.self)
  }
}
