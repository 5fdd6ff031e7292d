import TestSupport
import Testing

@testable import GateCommandLine

@Suite struct CommandLineMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(CommandLineMessage.self, in: "GateCommandLine") == nil)
  }
}
