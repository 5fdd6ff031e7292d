import TestSupport
import Testing

@testable import GateLinking

@Suite struct LinkingMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(LinkingMessage.self, in: "GateLinking") == nil)
  }
}
