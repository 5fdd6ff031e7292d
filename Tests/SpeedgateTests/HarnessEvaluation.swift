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

  // Each product passes the barrier, or the compiler would multiply eight steps into one; and each
  // iteration starts from the last one's product, or the processor would run several at a time.
  @Test func `a chain of multiplications costs in proportion to its length`() {
    let lengths = [100, 200, 500, 1_000, 2_000, 5_000, 10_000]
    let times = lengths.map { length in
      let source = Sampling(iterations: 2_000_000 / length, count: 41)
      var value: UInt64 = 3
      BenchmarkRun(source: source, clock: .measured()).measure {
        for _ in 0..<blackBox(length) { value = blackBox(value &* 6_364_136_223_846_793_005) }
      }
      blackHole(value)
      return source.least
    }
    let line = Line(through: zip(lengths, times).map { (Double($0), $1) })
    print("chain: \(line.slope) ns a step, R² \(line.determination)")
    for (length, time) in zip(lengths, times) {
      let deviation = time / (line.slope * Double(length)) - 1
      print("chain of \(length): \(time) ns, \(deviation * 100) % from the line")
      #expect(abs(deviation) < 0.05)
    }
    #expect(line.determination > 0.999)
  }

  /// The least-squares line through the origin, with every point weighing by its share and not by its
  /// size, so that the short chains count as much as the long ones.
  private struct Line {
    let slope: Double
    /// The share of the variance that the line explains.
    let determination: Double

    init(through points: [(x: Double, y: Double)]) {
      let slope = points.reduce(0) { $0 + $1.y / $1.x } / Double(points.count)
      let mean = points.reduce(0) { $0 + $1.y } / Double(points.count)
      let left = points.reduce(0) { $0 + ($1.y - slope * $1.x) * ($1.y - slope * $1.x) }
      let whole = points.reduce(0) { $0 + ($1.y - mean) * ($1.y - mean) }
      self.slope = slope
      determination = 1 - left / whole
    }
  }
}
