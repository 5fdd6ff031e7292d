import Testing

@testable import Speedgate

@Suite struct BarrierTests {
  struct Ticket: ~Copyable {
    let number: Int
  }

  final class Account {
    var balance = 5
  }

  @Test func `what is hidden comes back unchanged`() {
    for value in [Int.min, -1, 0, .max] { #expect(blackBox(value) == value) }
    for value in [UInt.min, 1, .max] { #expect(blackBox(value) == value) }
    for value in [Int64.min, 0, .max] { #expect(blackBox(value) == value) }
    for value in [UInt64.min, 1 << 63, .max] { #expect(blackBox(value) == value) }
    for value in [-0.0, 1.5, .infinity, .leastNonzeroMagnitude] {
      #expect(blackBox(value).bitPattern == value.bitPattern)
    }
    #expect(blackBox(Double.nan).isNaN)
    #expect(blackBox(true) && !blackBox(false))
    #expect(blackBox("text") == "text")
    #expect(blackBox([1, 2, 3]) == [1, 2, 3])
    #expect(blackBox(Int?.none) == nil)
    let account = Account()
    #expect(blackBox(account) === account)
  }

  @Test func `a value that cannot be copied is only borrowed`() {
    let ticket = Ticket(number: 7)
    blackHole(ticket)
    #expect(ticket.number == 7)
  }

  @Test func `a value in the black hole lives no longer for it`() {
    weak var gone: Account?
    do {
      let account = Account()
      gone = account
      blackHole(account)
      clobberMemory()
    }
    #expect(gone == nil)
  }
}
