import TestSupport
import Testing

@testable import speedgate_report

@Suite struct ReportCommandMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(
      try MessageCatalogue.difference(ReportCommandMessage.self, in: "speedgate-report") == nil)
  }
}
