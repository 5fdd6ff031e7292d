import Foundation
import GateBudgets
import GateMeasurement
import GateRecords

/// Measures the evaluation's suite as `speedgate-bench` does.
struct Bench {
  let suite: String

  /// What is asked of one run.
  struct Order {
    var seed: UInt64
    /// Relative tolerance of wall time, 0.02 for 2 %.
    var tolerance: Double
    var filter = "*"
    var leastPairs = 0
    /// Comparisons that share α, when more than are measured.
    var comparisons = 0
    /// Whether launches of their own count allocations and the like.
    var countsWork = false
    /// What only the candidate gets.
    var environment: [String: String] = [:]
  }

  /// Measures the suite beside itself and shows how long that took, in seconds.
  func run(_ order: Order) throws -> (benchmarks: [BenchmarkRecord], seconds: Double) {
    let launcher = try ProcessLauncher(
      candidate: .init(path: suite, environment: order.environment),
      baseline: .init(path: suite), environment: ProcessInfo.processInfo.environment)
    defer { launcher.remove() }
    var options = SuiteMeasurement.Options(
      profile: .standard, timeBudget: 120, seed: order.seed,
      selection: BenchmarkSelection(patterns: [GlobPattern(order.filter)]),
      processors: Processors.allowed())
    options.countsWork = order.countsWork
    options.leastPairs = order.leastPairs
    options.leastComparisons = order.comparisons
    let start = DispatchTime.now()
    var measurement = SuiteMeasurement(
      options: options, policy: try Self.policy(order.tolerance), launcher: launcher,
      isPaired: true, clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 },
      report: { _ in })
    let result = try measurement.run()
    let elapsed = DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds
    return (result.benchmarks, Double(elapsed) / 1e9)
  }

  /// Wall time alone is gated, so that K benchmarks are K comparisons.
  static func policy(_ tolerance: Double) throws -> BudgetPolicy {
    try BudgetPolicy(
      text: """
        { schema: "speedgate.budgets/1", regressions: {
            wall_time: { fail: "\(tolerance * 100)%" }, peak_memory: { minor: "1000%" },
            allocations: { minor: "1000%" }, allocated_bytes: { minor: "1000%" },
            instructions: { minor: "1000%" } } }
        """, path: "evaluation")
  }
}
