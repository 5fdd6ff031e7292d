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
    for value in [Int.min, -1, 0, .max] { #expect(opaque(value) == value) }
    for value in [UInt.min, 1, .max] { #expect(opaque(value) == value) }
    for value in [Int64.min, 0, .max] { #expect(opaque(value) == value) }
    for value in [UInt64.min, 1 << 63, .max] { #expect(opaque(value) == value) }
    for value in [-0.0, 1.5, .infinity, .leastNonzeroMagnitude] {
      #expect(opaque(value).bitPattern == value.bitPattern)
    }
    #expect(opaque(Double.nan).isNaN)
    #expect(opaque(true) && !opaque(false))
    #expect(opaque("text") == "text")
    #expect(opaque([1, 2, 3]) == [1, 2, 3])
    #expect(opaque(Int?.none) == nil)
    let account = Account()
    #expect(opaque(account) === account)
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
