import GateBudgets
import TestSupport
import Testing

@Suite struct BudgetMessageTests {
  @Test("every message is on the page of messages") func messages() throws {
    #expect(try MessageCatalogue.difference(BudgetMessage.self, in: "GateBudgets") == nil)
  }
}
