import TestSupport
import Testing

@testable import GateBuild

@Suite struct BuildMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(BuildMessage.self, in: "GateBuild") == nil)
  }
}
