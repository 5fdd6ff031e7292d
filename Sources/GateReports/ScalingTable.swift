package import GateRecords
import GateStatistics

/// How the benchmarks of a series grow with their parameter: step by step, in all, and beyond.
///
/// A series is every benchmark of one name with one numeric parameter, `sort{n=100}`.
package struct ScalingTable {
  private struct Step {
    let size: Double
    let time: Double
    let memory: Double?
  }

  private struct Series {
    let name: String
    let parameter: String
    var steps: [Step]
  }

  /// How far beyond the largest size a figure is told.
  private static let reach = 10.0

  private let series: [Series]

  /// Finds the series among the measured benchmarks of a run.
  package init(_ run: RunRecord) {
    var found: [Series] = []
    for benchmark in run.benchmarks where benchmark.status == .measured {
      let parameters = benchmark.name.parameters
      guard parameters.count == 1, let size = Double(parameters[0].value), size.isFinite,
        let time = Self.median(.wallTime, benchmark)
      else { continue }
      let step = Step(size: size, time: time, memory: Self.median(.peakMemory, benchmark))
      let name = benchmark.name.baseName
      if let place = found.firstIndex(where: {
        $0.name == name && $0.parameter == parameters[0].name
      }) {
        found[place].steps.append(step)
      } else {
        found.append(Series(name: name, parameter: parameters[0].name, steps: [step]))
      }
    }
    series = found.filter { $0.steps.count > 1 }.map { one in
      var sorted = one
      sorted.steps.sort { $0.size < $1.size }
      return sorted
    }
  }

  /// The tables; empty without a series.
  package var text: String { series.map(Self.text).joined(separator: "\n") }

  private static func text(_ series: Series) -> String {
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
    return ([title] + lines + outlook(series).map { "  " + $0 }).joined(separator: "\n") + "\n"
  }

  /// The law that the times follow, and what it says of a larger size.
  private static func outlook(_ series: Series) -> [String] {
    guard series.steps.count > 2 else {
      return ["two sizes show no law; three do"]
    }
    let fits = ComplexityFit.all(
      sizes: series.steps.map(\.size), costs: series.steps.map(\.time))
    guard let fit = ComplexityFit.best(of: fits), let largest = series.steps.last?.size else {
      return []
    }
    let beyond = largest * reach
    return [
      "grows like \(fit.complexity.rawValue), off by \(QuantityFormat.percent(fit.relativeError))",
      "at \(series.parameter) = \(QuantityFormat.brief(beyond)), \(Int(reach)) times the largest that "
        + "was run, that makes \(time(fit.cost(at: beyond)))",
      "a warning: caches, memory and other limits beyond the sizes that were run are not in it",
    ]
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
