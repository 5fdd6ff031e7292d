import GateFiles
import TestSupport
import Testing

@Suite struct FileMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(FileMessage.self, in: "GateFiles") == nil)
  }
}
