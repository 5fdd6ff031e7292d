import GateInterchange
import TestSupport
import Testing

@Suite struct InterchangeMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(InterchangeMessage.self, in: "GateInterchange") == nil)
  }
}
