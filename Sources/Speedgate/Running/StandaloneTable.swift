import GateProtocol
import GateRecords

/// The outcome of a benchmark that was run by hand.
enum HandOutcome {
  case measured(HandMeasurement)
  case skipped(String)
  /// The body takes no longer than an empty loop.
  case empty
  case failed(String)
}

/// The measurement of a benchmark that was run by hand.
struct HandMeasurement {
  /// Nanoseconds of an iteration in each sample; not empty.
  var samples: [Double]
  /// The iterations of a sample.
  var iterations: Int
  var steps: [StepTotal] = []
  /// The iterations that the steps' totals cover.
  var stepIterations = 0
  var metrics: [Benchmark.CustomMetric] = []
}

/// The table that a suite prints when a person runs it, line by line as results come in.
struct StandaloneTable {
  private let nameWidth: Int

  /// Makes room for the longest of the names.
  init(names: [String]) {
    nameWidth = max(SuiteHeading.benchmark.text.count, names.map(\.count).max() ?? 0)
  }

  /// The names of the columns.
  var header: String {
    let columns: [SuiteHeading] = [.median, .p95, .spread, .iterations, .rate]
    return line(SuiteHeading.benchmark.text, columns.map(\.text))
  }

  /// A benchmark's line, and one for each of its steps and metrics.
  func lines(for benchmark: BenchmarkCase, _ outcome: HandOutcome) -> [String] {
    switch outcome {
    case .skipped(let reason): [padded(benchmark.name) + "   skipped: \(reason)"]
    case .empty: [padded(benchmark.name) + "   ✗ measured nothing: \(SuiteMessage.emptyLoop.text)"]
    case .failed(let reason): [padded(benchmark.name) + "   ✗ \(reason)"]
    case .measured(let measurement):
      [line(benchmark.name, columns(measurement, benchmark.throughput))]
        + stepLines(measurement) + metricLines(measurement)
    }
  }

  private func columns(
    _ measurement: HandMeasurement, _ throughput: ListedBenchmark.Throughput?
  ) -> [String] {
    let sorted = measurement.samples.sorted()
    /// The nearest rank, by whole per cents.
    func percentile(_ percent: Int) -> Double {
      sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
    let median = percentile(50)
    let spread = median > 0 ? (percentile(75) - percentile(25)) / 2 / median : 0
    return [
      time(median), time(percentile(95)), "± " + QuantityFormat.percent(spread),
      "\(sorted.count) × \(QuantityFormat.grouped(Int64(measurement.iterations)))",
      rate(throughput, median) ?? "",
    ]
  }

  private func rate(_ throughput: ListedBenchmark.Throughput?, _ median: Double) -> String? {
    guard median > 0 else { return nil }
    return switch throughput {
    case .items(let amount): QuantityFormat.string(amount / median * 1e9, unit: .itemsPerSecond)
    case .bytes(let amount): QuantityFormat.string(amount / median * 1e9, unit: .bytesPerSecond)
    case nil: nil
    }
  }

  /// Means of an iteration: a step's samples are not kept apart.
  private func stepLines(_ measurement: HandMeasurement) -> [String] {
    guard measurement.stepIterations > 0 else { return [] }
    let iterations = Double(measurement.stepIterations)
    let slowest = measurement.steps.map(\.nanoseconds).max()
    return measurement.steps.map { step in
      func rows(_ total: Int64?, _ verb: String) -> String? {
        total.map {
          let count = QuantityFormat.string(Double($0) / iterations, unit: .count)
          return count + (count == "1" ? " row " : " rows ") + verb
        }
      }
      let isBottleneck = measurement.steps.count > 1 && step.nanoseconds == slowest
      let remarks = [
        isBottleneck ? "bottleneck" : nil, rows(step.rowsRead, "read"),
        rows(step.rowsWritten, "written"),
      ]
      return detail(
        step.name, time(Double(step.nanoseconds) / iterations), remarks.compactMap { $0 })
    }
  }

  private func metricLines(_ measurement: HandMeasurement) -> [String] {
    measurement.metrics.map { metric in
      let better = metric.better == .higher ? "higher is better" : "lower is better"
      let unit = MetricUnit(rawValue: metric.unit.symbol)
      return detail(metric.name, QuantityFormat.string(metric.value, unit: unit), [better])
    }
  }

  private func detail(_ name: String, _ value: String, _ remarks: [String]) -> String {
    let start = line("  " + name, [value])
    return remarks.isEmpty ? start : start + "   " + remarks.joined(separator: ", ")
  }

  private func time(_ nanoseconds: Double) -> String {
    QuantityFormat.string(nanoseconds, unit: .nanoseconds)
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, nameWidth - name.count))
  }

  private func line(_ name: String, _ columns: [String]) -> String {
    let widths = [10, 10, 11, 16, 18]
    var line = zip(columns, widths).reduce(padded(name)) { line, column in
      line + String(repeating: " ", count: max(1, column.1 - column.0.count)) + column.0
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
