import Foundation
import Testing

@testable import Speedgate

/// Figures about the harness itself, printed on request and never judged by a unit test:
/// `SPEEDGATE_EVALUATE=1 swift test -c release -Xswiftc -enable-testing --filter HarnessEvaluation`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SPEEDGATE_EVALUATE"] == "1"))
struct HarnessEvaluation {
  /// Takes samples of a closure's time, one an iteration count.
  private final class Sampling: BatchSource {
    private var remaining: Int
    private let iterations: Int
    private(set) var times: [Double] = []

    init(iterations: Int, count: Int) {
      self.iterations = iterations
      remaining = count
    }

    func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? {
      if let timing { times.append(timing.perIteration) }
      remaining -= 1
      return remaining >= 0 ? iterations : nil
    }

    var least: Double { times.min() ?? 0 }
  }

  @Test func `an empty body costs less than a nanosecond`() {
    let source = Sampling(iterations: 2_000_000, count: 21)
    BenchmarkRun(source: source, clock: .measured()).measure {}
    print("empty body: \(source.least) ns an iteration")
    #expect(source.least < 1)
  }

  @Test func `a chain of multiplications costs in proportion to its length`() {
    let lengths = [100, 200, 500, 1_000, 2_000, 5_000, 10_000]
    let times = lengths.map { length in
      let source = Sampling(iterations: 2_000_000 / length, count: 41)
      BenchmarkRun(source: source, clock: .measured()).measure {
        var value: UInt64 = opaque(3)
        for _ in 0..<opaque(length) { value = value &* 6_364_136_223_846_793_005 &+ 1 }
        return value
      }
      return source.least
    }
    // Least squares through the origin.
    let slope =
      zip(lengths, times).reduce(0) { $0 + Double($1.0) * $1.1 }
      / lengths.reduce(0) { $0 + Double($1) * Double($1) }
    for (length, time) in zip(lengths, times) {
      let deviation = time / (slope * Double(length)) - 1
      print("\(length) steps: \(time) ns, \(deviation * 100) % from the line")
      #expect(abs(deviation) < 0.08)
    }
  }
}
