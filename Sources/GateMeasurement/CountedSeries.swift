import CSpeedgate
import Foundation
import GateProtocol
import GateRecords

/// The metrics that counting launches give.
struct CountedSeries {
  /// A metric, and where its total stands among the counts.
  private struct Source {
    let metric: MetricName
    let unit: MetricUnit
    /// Whether equal work always counts the same.
    let isDeterministic: Bool
    let total: @Sendable (WorkerCounts) -> Int64?
    /// Why there is no total, where there is none.
    let absence: @Sendable () -> String
  }

  private static let sources: [Source] = [
    Source(
      metric: .allocations, unit: .count, isDeterministic: true, total: { $0.allocations },
      absence: { foreignAllocator }),
    Source(
      metric: .allocatedBytes, unit: .bytes, isDeterministic: true, total: { $0.allocatedBytes },
      absence: { foreignAllocator }),
    Source(
      metric: .pageFaults, unit: .count, isDeterministic: false, total: { $0.pageFaults },
      absence: { "" }),
    Source(
      metric: .contextSwitches, unit: .count, isDeterministic: false,
      total: { $0.contextSwitches }, absence: { "" }),
    Source(
      metric: .instructions, unit: .count, isDeterministic: false, total: { $0.instructions },
      absence: { unreachableCounter }),
    Source(
      metric: .cycles, unit: .count, isDeterministic: false, total: { $0.cycles },
      absence: { unreachableCounter }),
  ]

  /// The metrics that counting launches give.
  static let metrics = Set(sources.map(\.metric))

  private static let foreignAllocator =
    "the program has an allocator of its own, or runs under a sanitizer"

  private static var unreachableCounter: String {
    let descriptor = speedgate_open_processor_counter(0)
    guard descriptor < 0 else {
      close(descriptor)
      return "the worker could not open the processor's counter"
    }
    let reason = unsafe String(cString: strerror(-descriptor))
    return "perf_event_open: \(reason)"
  }

  /// One series a metric; none without counting launches.
  let series: [MetricSeries]

  init(_ counts: [Side: [WorkerCounts]]) {
    guard let candidate = counts[.candidate], !candidate.isEmpty else {
      series = []
      return
    }
    let baseline = counts[.baseline]
    series = Self.sources.map { source in
      func values(_ launches: [WorkerCounts]) -> [[Double]] {
        launches.compactMap { launch in
          source.total(launch).map { [Double($0) / Double(launch.iterations)] }
        }
      }
      let own = values(candidate)
      let other = baseline.map(values)
      return MetricSeries(
        metric: source.metric, unit: source.unit, direction: .lowerIsBetter,
        isDeterministic: source.isDeterministic, launches: own,
        baselineLaunches: other?.count == own.count ? other : nil,
        unavailable: own.isEmpty ? source.absence() : nil)
    }
  }

  /// Whether more launches would tell more about the counts that equal work repeats.
  ///
  /// Counts that agree after a few launches are taken for exact. Where the two sides then differ, or
  /// where there is no other side to tell, more launches must agree: what varies between two values
  /// agrees with itself now and then.
  static func needsMore(_ counts: [Side: [WorkerCounts]]) -> Bool {
    let launches = counts[.candidate]?.count ?? 0
    guard launches >= 2 else { return true }
    return [\WorkerCounts.allocations, \.allocatedBytes].contains { total in
      let sides = counts.mapValues { launches in
        Set(launches.map { Double($0[keyPath: total] ?? 0) / Double($0.iterations) })
      }
      guard sides.values.allSatisfy({ $0.count == 1 }) else { return launches < mostLaunches }
      let isUnchanged = sides.count == 2 && Set(sides.values).count == 1
      return !isUnchanged && launches < (sides.count == 2 ? 8 : 4)
    }
  }

  /// Counts are repeated at most so often in the hope that they agree, and then to tell their noise.
  private static let mostLaunches = 20
}
