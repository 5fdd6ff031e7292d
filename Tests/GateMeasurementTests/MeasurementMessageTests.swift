import TestSupport
import Testing

@testable import GateMeasurement

@Suite struct MeasurementMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(MeasurementMessage.examples.allSatisfy { !$0.text.isEmpty })
    #expect(try MessageCatalogue.difference(MeasurementMessage.self, in: "GateMeasurement") == nil)
  }
}
