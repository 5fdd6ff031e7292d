import Foundation
import GateStatistics
import Testing

@testable import Evaluation

/// The edits that `Evaluation edits` draws.
@Suite struct EditedSourcesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EditedProgram").path

  @Test
  func `a seed always draws the same edit, and each edit changes a file`() throws {
    let sources = try EditedSources(folder: Self.folder)
    var drawn: Set<String> = []
    for seed in UInt64(0)..<60 {
      var (first, second) = (SeededGenerator(seed: seed), SeededGenerator(seed: seed))
      let edit = sources.draw(using: &first)
      let again = sources.draw(using: &second)
      #expect(edit?.told == again?.told && edit?.files == again?.files, "seed \(seed)")
      guard let edit else { continue }
      #expect(edit.files != sources.files, "seed \(seed): \(edit.told)")
      drawn.insert(edit.told)
    }
    #expect(drawn.count > 30)
  }

  @Test
  func `marks are no part of what is compiled`() throws {
    let sources = try EditedSources(folder: Self.folder)
    let lines = sources.files.values.joined()
    #expect(lines.contains { $0.contains("public struct Ring<Element> {") })
    #expect(!lines.contains { $0.contains("//@") })
  }
}
