import Foundation
import GateRecords
import GateStatistics

/// Draws runs of one suite on hosts of different speed, as records that a check reads.
///
/// Each run, stored or new, has a host of its own, up to a tenth faster or slower. Every benchmark has the
/// six metrics that are gated where no file says anything, so that a suite of 60 makes 360 comparisons.
struct SimulatedHosts {
  /// How a benchmark's figures spread from run to run on one host.
  enum Spread: String, CaseIterable, Sendable {
    case alike
    case alikeHeavyTailed
    case different
    case differentHeavyTailed
    case fewNoisy

    /// Each benchmark's standard deviation.
    func deviation(using generator: inout SeededGenerator) -> Double {
      switch self {
      case .alike, .alikeHeavyTailed: return 0.03
      case .different, .differentHeavyTailed:
        return exp(.random(in: log(0.005)...log(0.1), using: &generator))
      case .fewNoisy: return Double.random(in: 0..<1, using: &generator) < 0.9 ? 0.01 : 0.1
      }
    }

    /// A figure's noise, with a standard deviation of 1.
    func noise(using generator: inout SeededGenerator) -> Double {
      func normal() -> Double { NoiseLaw.normal.draw(1, index: 0, using: &generator) }
      switch self {
      case .alike, .different, .fewNoisy: return normal()
      case .alikeHeavyTailed, .differentHeavyTailed:
        // Student's t with five degrees of freedom, whose variance is 5 ÷ 3.
        let squares = (0..<5).reduce(0.0) { sum, _ in
          let z = normal()
          return sum + z * z
        }
        return normal() / (squares / 5).squareRoot() / (5.0 / 3).squareRoot()
      }
    }
  }

  static let benchmarks = 60
  private static let hosts = 0.1

  let spread: Spread
  private var generator: SeededGenerator
  private var deviations: [Double] = []

  init(_ spread: Spread, seed: UInt64) {
    self.spread = spread
    generator = SeededGenerator(seed: seed)
    deviations = (0..<Self.benchmarks).map { _ in spread.deviation(using: &generator) }
  }

  /// The next run, on a host of its own.
  ///
  /// - Parameter change: What a benchmark's time is multiplied by.
  mutating func run(_ name: String, change: (Int) -> Double = { _ in 1 }) -> RunRecord {
    let host = 1 + Double.random(in: -Self.hosts...Self.hosts, using: &generator)
    let records = (0..<Self.benchmarks).map { index in
      let time =
        1e4 * Double(index + 1) * host * change(index)
        * exp(deviations[index] * spread.noise(using: &generator))
      return Self.record(index, time: time)
    }
    return Self.run(name, records)
  }

  private static func record(_ index: Int, time: Double) -> BenchmarkRecord {
    func series(
      _ metric: MetricName, _ unit: MetricUnit, _ value: Double,
      _ direction: MetricDirection = .lowerIsBetter, isCounted: Bool = false
    ) -> MetricSeries {
      MetricSeries(
        metric: metric, unit: unit, direction: direction, isDeterministic: isCounted,
        launches: (0..<4).map { _ in [value] })
    }
    let count = Double(100 * (index + 1))
    return BenchmarkRecord(
      name: BenchmarkIdentifier("suite/\(index)"), status: .measured,
      metrics: [
        series(.wallTime, .nanoseconds, time),
        series(.throughput, .itemsPerSecond, 1e9 / time, .higherIsBetter),
        series(.peakMemory, .bytes, 4_096 * count),
        series(.allocations, .count, count, isCounted: true),
        series(.allocatedBytes, .bytes, 64 * count, isCounted: true),
        series(.instructions, .count, 1_000 * count, isCounted: true),
      ])
  }

  private static func run(_ name: String, _ benchmarks: [BenchmarkRecord]) -> RunRecord {
    let moment = Timestamp(millisecondsSinceEpoch: 0)
    var names = SeededGenerator(seed: 1)
    return RunRecord(
      runID: RunIdentifier(rawValue: name) ?? RunIdentifier(time: moment, using: &names),
      jobID: nil, status: .success, startedAt: moment, completedAt: moment,
      durationMilliseconds: 0, suite: SuiteRecord(name: "simulated"), baseline: nil,
      environment: EnvironmentRecord(
        operatingSystem: "linux", kernel: "", architecture: "", processor: "",
        processorCount: 1, memoryBytes: 0, virtualization: nil, compiler: "",
        buildConfiguration: "release", harnessVersion: ""),
      settings: MeasurementSettings(
        profile: "standard", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: benchmarks, leftOut: [], errors: [], warnings: [])
  }
}
