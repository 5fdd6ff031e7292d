import Foundation
import Testing

@testable import ReferenceWorkloads

@Suite struct DocumentTests {
  static func document(_ bytes: [UInt8]) throws -> Document {
    let path = FileManager.default.temporaryDirectory.path + "/document-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Document(path: path)
  }

  @Test func `a text that is asked for is the document`() throws {
    let text = String(repeating: "Río Claro builds. ", count: 2_000)
    let document = try Self.document(Array(text.utf8))
    #expect(document.text.hasPrefix("Río Claro builds. Río"))
    #expect(document.bytes.count > Document.size - 5)
  }

  @Test(arguments: [
    ([UInt8](), "holds 0 bytes"), ([UInt8](repeating: 65, count: 1_023), "holds 1023 bytes"),
    ([UInt8](repeating: 0xFF, count: 4_096), "is not UTF-8 text"),
    ([UInt8](repeating: 0xC3, count: 4_096), "is not UTF-8 text"),
  ]) func `what cannot be the document is refused with a reason`(
    _ bytes: [UInt8], _ words: String
  ) throws {
    let failure = try #require(throws: Document.Failure.self) { try Self.document(bytes) }
    #expect(failure.description.hasPrefix("SPEEDGATE_REFERENCE_TEXT: "))
    #expect(failure.description.contains(words))
  }

  @Test func `a file that is not there is named`() throws {
    let failure = try #require(throws: Document.Failure.self) {
      try Document(path: "/nowhere/novel.txt")
    }
    #expect(failure.description == "SPEEDGATE_REFERENCE_TEXT: '/nowhere/novel.txt' cannot be read")
  }
}
