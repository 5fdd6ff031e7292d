import Foundation
import Testing

@testable import Evaluation

/// The edits that `Evaluation edits` draws.
@Suite struct EditedSourcesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "EditedProgram").path

  @Test
  func `a seed draws the same edits each time, and no edit twice`() throws {
    let sources = try EditedSources(folder: Self.folder)
    var first = DrawnEdits(sources: sources, seed: 7)
    var second = DrawnEdits(sources: sources, seed: 7)
    var seen: Set<EditedSources.Files> = [sources.files]
    for number in 0..<60 {
      let (drawn, repeated) = (first.next(), second.next())
      let edit = try #require(drawn)
      let again = try #require(repeated)
      #expect(edit.number == number)
      #expect(edit.reported == again.reported && edit.files == again.files)
      #expect(seen.insert(edit.files).inserted, "\(edit.reported)")
    }
  }

  @Test
  func `marks are no part of what is compiled`() throws {
    let sources = try EditedSources(folder: Self.folder)
    let lines = sources.files.values.joined()
    #expect(lines.contains { $0.contains("public struct Ring<Element> {") })
    #expect(!lines.contains { $0.contains("//@") })
  }
}
