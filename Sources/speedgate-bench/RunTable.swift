import GateRecords
import GateStatistics

/// What a run measured, as a table for a first look; judging is another command's work.
struct RunTable {
  private let run: RunRecord

  init(_ run: RunRecord) {
    self.run = run
  }

  /// The table.
  var text: String {
    let isPaired = run.benchmarks.contains { $0.series(of: .wallTime)?.baselineLaunches != nil }
    let header =
      ["benchmark"] + (isPaired ? ["baseline"] : [])
      + ["median", "p95", "launches", isPaired ? "change" : ""]
    let rows = [header] + run.benchmarks.map { row($0, isPaired: isPaired) }
    let widths = header.indices.map { column in
      // A remark in place of figures is as long as it likes and widens no column.
      rows.map { column == 0 || $0.count == header.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let isRemark = column == row.count - 1 && row.count < header.count
        let gap = String(repeating: " ", count: isRemark ? 0 : max(0, widths[column] - cell.count))
        line += (column == 0 ? cell + gap : (isRemark ? "   " : "   " + gap) + cell)
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private func row(_ benchmark: BenchmarkRecord, isPaired: Bool) -> [String] {
    let name = benchmark.name.rawValue
    if let failure = benchmark.failure {
      let word = failure.kind == .skipped ? "skipped" : "failed"
      return [name, "\(word): \(failure.message)"]
    }
    guard let series = benchmark.series(of: .wallTime),
      let summary = SampleSummary(series.samples)
    else { return [name, "no samples"] }
    let before = series.baselineLaunches.flatMap { Percentile.median(of: $0.flatMap { $0 }) }
    func time(_ value: Double) -> String { QuantityFormat.string(value, unit: .nanoseconds) }
    return [name] + (isPaired ? [before.map(time) ?? "–"] : [])
      + [
        time(summary.median), time(summary.p95), "\(series.launches.count)",
        before.map { QuantityFormat.percent(summary.median / $0 - 1, signed: true) } ?? "",
      ]
  }
}
