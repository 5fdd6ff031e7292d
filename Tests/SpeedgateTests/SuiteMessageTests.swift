import TestSupport
import Testing

@testable import Speedgate

@Suite struct SuiteMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(SuiteMessage.examples.allSatisfy { !$0.text.isEmpty })
    #expect(try MessageCatalogue.difference(SuiteMessage.self, in: "Speedgate") == nil)
    #expect(
      try MessageCatalogue.difference(SuiteHeading.self, in: "Speedgate", part: "headings") == nil)
  }
}
