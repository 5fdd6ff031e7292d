import TestSupport
import Testing

@testable import speedgate_detect

@Suite struct DetectMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(DetectMessage.self, in: "speedgate-detect") == nil)
  }
}
