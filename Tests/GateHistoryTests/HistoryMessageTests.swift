import GateHistory
import TestSupport
import Testing

@Suite struct HistoryMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(HistoryMessage.self, in: "GateHistory") == nil)
  }
}
