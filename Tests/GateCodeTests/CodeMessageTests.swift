import TestSupport
import Testing

@testable import GateCode

@Suite struct CodeMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(CodeMessage.self, in: "GateCode") == nil)
  }
}
