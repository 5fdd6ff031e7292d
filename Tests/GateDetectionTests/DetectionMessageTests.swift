import GateDetection
import TestSupport
import Testing

@Suite struct DetectionMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(DetectionMessage.self, in: "GateDetection") == nil)
  }
}
