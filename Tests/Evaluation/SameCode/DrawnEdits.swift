import GateStatistics

/// Edits in the order in which a seed draws them, each once.
struct DrawnEdits {
  /// An edit and what it makes of the sources.
  struct Edit {
    var number: Int
    var reported: String
    var files: EditedSources.Files
  }

  private let sources: EditedSources
  private var generator: SeededGenerator
  private var seen: Set<EditedSources.Files> = []

  /// This many draws in a row that bring nothing new mean that there is nothing new.
  private static let mostRepeats = 10_000

  init(sources: EditedSources, seed: UInt64) {
    self.sources = sources
    generator = SeededGenerator(seed: seed)
  }

  /// The next edit; nil when all have been drawn.
  mutating func next() -> Edit? {
    for _ in 0..<Self.mostRepeats {
      guard let drawn = sources.draw(using: &generator), seen.insert(drawn.files).inserted else {
        continue
      }
      return Edit(number: seen.count - 1, reported: drawn.reported, files: drawn.files)
    }
    return nil
  }
}
