import GateProtocol
import Testing

@testable import Speedgate

/// Looking at what the measured loop does.
@Suite struct StackSamplerTests {
  @Test func `a look is read with its guesses and frames, and equal ones are counted`() {
    // Addresses of nowhere: no library is there.
    let look: [UInt64] = [0, 2, 16, 32, 48]
    let seen = StackSampler.gathered(look + [0, 1, 16, 32] + look)
    #expect(seen.reason == nil)
    #expect(seen.stacks.map(\.count) == [2, 1])
    #expect(seen.stacks.map(\.places.count) == [3, 2])
  }

  @Test func `what is cut off is not read beyond its end`() {
    #expect(StackSampler.gathered([0, 5, 16, 32]).stacks.isEmpty)
    #expect(StackSampler.gathered([]).reason != nil)
  }

  @Test func `a worker that is asked to look shows what ran, and goes on`() async throws {
    let answers = await WorkerTests.answers(
      "run 0", "look 60000000 500000", "count 1", "finish", "quit")
    let looked = answers.compactMap { answer -> (Int, Double, String?)? in
      guard case .looked(let iterations, let nanoseconds, let reason) = answer else { return nil }
      return (iterations, nanoseconds, reason)
    }
    try #require(looked.count == 1)
    #expect(looked[0].0 > 0 && looked[0].1 > 0)
    let stacks = answers.compactMap { answer -> WorkerStack? in
      guard case .stack(let stack) = answer else { return nil }
      return stack
    }
    // Either something was seen or there is a reason why not.
    #expect(stacks.isEmpty == (looked[0].2 != nil), "\(looked)")
    #expect(stacks.allSatisfy { !$0.places.isEmpty })
    #expect(answers.last == .finished)
  }
}
