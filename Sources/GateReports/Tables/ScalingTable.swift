package import GateRecords
import GateStatistics

/// How the benchmarks of a series grow with their parameter: step by step, in all, and beyond.
package struct ScalingTable {
  private let series: [ScalingSeries]

  /// Finds the series among the measured benchmarks of a run.
  package init(_ run: RunRecord) {
    series = ScalingSeries.all(
      run.benchmarks.filter { $0.status == .measured }.compactMap { benchmark in
        Self.median(.wallTime, benchmark).map {
          ScalingSeries.Figures(
            benchmark: benchmark.name, time: $0, memory: Self.median(.peakMemory, benchmark))
        }
      })
  }

  /// The tables; empty without a series.
  package var text: String { series.map(Self.text).joined(separator: "\n") }

  private static func text(_ series: ScalingSeries) -> String {
    var rows = [[series.parameter, "time", "growth", "memory", "growth", "in all"]]
    var total = 0.0
    for (place, step) in series.steps.enumerated() {
      let before = place > 0 ? series.steps[place - 1] : nil
      total += step.time
      rows.append([
        QuantityFormat.brief(step.size), time(step.time),
        growth(step.time, before?.time),
        step.memory.map { QuantityFormat.string($0, unit: .bytes) } ?? "–",
        growth(step.memory, before?.memory), time(total),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      "  "
        + zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }
        .joined(separator: "   ")
    }
    let title = "\(VisibleText.plain(series.name)) over \(VisibleText.plain(series.parameter))"
    let outlook = series.outlook.map { "  " + VisibleText.plain($0) }
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
