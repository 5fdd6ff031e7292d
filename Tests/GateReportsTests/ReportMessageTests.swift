import GateReports
import TestSupport
import Testing

@Suite struct ReportMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(ReportMessage.self, in: "GateReports") == nil)
    #expect(
      try MessageCatalogue.difference(ReportHeading.self, in: "GateReports", part: "headings")
        == nil)
  }
}
