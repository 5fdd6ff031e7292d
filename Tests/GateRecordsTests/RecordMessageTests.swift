import GateRecords
import TestSupport
import Testing

@Suite struct RecordMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(RecordMessage.self, in: "GateRecords") == nil)
  }
}
