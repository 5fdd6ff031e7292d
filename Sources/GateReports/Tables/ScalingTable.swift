package import GateRecords
import GateStatistics

/// How the benchmarks of a series grow with their parameter: step by step, in all, and beyond.
package struct ScalingTable {
  private let series: [ScalingSeries]
  private let machineMemory: Double

  /// Finds the series among the measured benchmarks of a run.
  package init(_ run: RunRecord) {
    machineMemory = Double(run.environment.memoryBytes)
    series = ScalingSeries.all(
      run.benchmarks.filter { $0.status == .measured }.compactMap { benchmark in
        Self.median(.wallTime, benchmark).map {
          ScalingSeries.Figures(
            benchmark: benchmark.name, time: $0, memory: Self.median(.peakMemory, benchmark))
        }
      })
  }

  /// A series by its name and the parameter that grows.
  package struct Series: Hashable, Sendable {
    let name: String
    let parameter: String
  }

  /// Finds the series among the figures of a verdict.
  ///
  /// - Parameter wanted: The series that are shown; nil shows all.
  package init(_ verdict: Verdict, only wanted: Set<Series>?) {
    machineMemory = Double(verdict.run.environment.memoryBytes)
    series = ScalingSeries.all(verdict).filter { series in
      wanted?.contains(Series(name: series.name, parameter: series.parameter)) ?? true
    }
  }

  /// The tables; empty without a series.
  package var text: String { series.map { text($0) }.joined(separator: "\n") }

  private func text(_ series: ScalingSeries) -> String {
    var rows = [
      [series.parameter]
        + ([.time, .growth, .memory, .growth, .soFar] as [ReportHeading]).map(\.text)
    ]
    var total = 0.0
    for (place, step) in series.steps.enumerated() {
      let before = place > 0 ? series.steps[place - 1] : nil
      total += step.time
      rows.append([
        QuantityFormat.brief(step.size), Self.time(step.time),
        Self.growth(step.time, before?.time),
        step.memory.map { QuantityFormat.string($0, unit: .bytes) } ?? "–",
        Self.growth(step.memory, before?.memory), Self.time(total),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      "  "
        + zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }
        .joined(separator: "   ")
    }
    let title = VisibleText.plain(
      ReportMessage.over(series.name, parameter: series.parameter).text)
    let outlook = ScalingOutlook(series, machineMemory: machineMemory).sentences.map {
      "  " + VisibleText.plain($0)
    }
    return ([title] + lines + outlook).joined(separator: "\n") + "\n"
  }

  private static func growth(_ new: Double?, _ old: Double?) -> String {
    guard let new, let old, old > 0 else { return "–" }
    return QuantityFormat.percent(new / old - 1, signed: true)
  }

  private static func time(_ nanoseconds: Double) -> String {
    QuantityFormat.string(nanoseconds, unit: .nanoseconds)
  }

  private static func median(_ metric: MetricName, _ benchmark: BenchmarkRecord) -> Double? {
    benchmark.series(of: metric).flatMap { Percentile.median(of: $0.samples) }
  }
}
