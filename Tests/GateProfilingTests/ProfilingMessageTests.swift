import TestSupport
import Testing

@testable import GateProfiling

@Suite struct ProfilingMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(ProfilingMessage.self, in: "GateProfiling") == nil)
  }
}
