import GateRecords

/// A suite started by a person: it prints a table.
///
/// Good for a first look. It runs in one process, so it neither isolates benchmarks from each other
/// nor compares; `speedgate-bench` does both.
struct HandRun {
  let suite: String
  let cases: [BenchmarkCase]

  private struct Options {
    var filter = GlobPattern("*")
    var isQuick = false
    var lists = false
    var wantsHelp = false
  }

  /// Does what the arguments say.
  ///
  /// - Returns: The exit status: 0, 1 when a benchmark failed, 2 for a mistake in the arguments.
  func run(_ arguments: [String]) async -> Int32 {
    let options: Options
    switch parse(arguments) {
    case .success(let parsed): options = parsed
    case .failure(let mistake):
      write("\(suite): \(mistake.message)", to: 2)
      return 2
    }
    if options.wantsHelp {
      write(help, to: 1)
      return 0
    }
    let chosen = cases.filter { options.filter.matches($0.name) }
    guard !chosen.isEmpty else {
      write("\(suite): no benchmark matches \(options.filter.text); --list names them", to: 2)
      return 2
    }
    if options.lists {
      for benchmark in chosen { write(benchmark.name, to: 1) }
      return 0
    }
    return await measure(chosen, isQuick: options.isQuick)
  }

  private func measure(_ chosen: [BenchmarkCase], isQuick: Bool) async -> Int32 {
    if Harness.configuration == "debug" {
      write(
        "\(suite): built without optimisation; times mean nothing. Build with -c release.", to: 2)
    }
    let clock = HarnessClock.measured()
    let width = chosen.map(\.name.count).max() ?? 0
    write(TableRow.header.text(nameWidth: width), to: 1)
    var failures = 0
    for benchmark in chosen {
      let row = await measure(benchmark, clock: clock, sampleCount: isQuick ? 11 : 51)
      if row.failed { failures += 1 }
      write(row.text(nameWidth: width), to: 1)
    }
    write(
      "\nspeedgate-bench run isolates benchmarks in processes of their own and compares.", to: 1)
    return failures == 0 ? 0 : 1
  }

  private func measure(
    _ benchmark: BenchmarkCase, clock: HarnessClock, sampleCount: Int
  ) async -> TableRow {
    let source = TableBatchSource(benchmark: benchmark, clock: clock, sampleCount: sampleCount)
    let run = BenchmarkRun(source: source, clock: clock)
    run.steps.clock = clock.number
    do {
      switch benchmark.body {
      case .synchronous(let body): try body(run)
      case .asynchronous(let body): try await body(run)
      }
    } catch let skipped as SkippedBenchmark {
      return TableRow(name: benchmark.name, remark: "skipped: \(skipped.reason)", failed: false)
    } catch {
      return TableRow(name: benchmark.name, remark: "threw: \(error)", failed: true)
    }
    guard run.measureCalls == 1, !source.samples.isEmpty else {
      let remark = source.isEmpty ? EmptyLoop.advice : "the body must call measure exactly once"
      return TableRow(name: benchmark.name, remark: "measured nothing: \(remark)", failed: true)
    }
    return TableRow(benchmark, source.samples)
  }

  private struct Mistake: Error {
    let message: String
  }

  private func parse(_ arguments: [String]) -> Result<Options, Mistake> {
    var options = Options()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": options.wantsHelp = true
      case "--list": options.lists = true
      case "--quick": options.isQuick = true
      case "--filter":
        guard let pattern = rest.popFirst() else {
          return .failure(Mistake(message: "--filter needs a pattern, such as 'sort/*'"))
        }
        options.filter = GlobPattern(pattern)
      case _ where argument.hasPrefix("--filter="):
        options.filter = GlobPattern(String(argument.dropFirst("--filter=".count)))
      default:
        return .failure(Mistake(message: "unknown option \(argument); see --help"))
      }
    }
    return .success(options)
  }

  private var help: String {
    """
    \(suite): \(cases.count) benchmarks written with Speedgate \(Harness.version).

    OPTIONS:
      --list             Name the benchmarks.
      --filter PATTERN   Measure only the names that match; * stands for any characters.
      --quick            Take fewer samples.
      --help             Show this text.

    Run by hand, a suite measures in this one process and prints a table. 'speedgate-bench run'
    measures each launch in a process of its own, compares with a baseline and writes a record.
    """
  }

  private func write(_ text: String, to descriptor: Int32) {
    _ = Platform.write(descriptor, Array((text + "\n").utf8))
  }
}

/// Batches for a table: calibrate, then a fixed number of samples.
private final class TableBatchSource: BatchSource {
  private let benchmark: BenchmarkCase
  private let clock: HarnessClock
  private var wanted: Int
  private var calibration: Calibration
  private var sampleIterations: Int?
  private(set) var samples: [Double] = []
  private(set) var isEmpty = false

  init(benchmark: BenchmarkCase, clock: HarnessClock, sampleCount: Int) {
    self.benchmark = benchmark
    self.clock = clock
    wanted = sampleCount
    calibration = Calibration(
      target: 1_000_000, resolution: clock.resolution,
      singleIterations: benchmark.sampling == .perIteration)
  }

  func next(after timing: BatchTiming?, steps: StepRecorder) -> Int? {
    guard let sampleIterations else { return calibrate(after: timing) }
    if let timing { samples.append(timing.perIteration) }
    return samples.count < wanted ? sampleIterations : nil
  }

  private func calibrate(after timing: BatchTiming?) -> Int? {
    switch calibration.next(after: timing) {
    case .run(let iterations): return iterations
    case .finished(let iterations, let nanoseconds):
      if benchmark.sampling == .batched, !benchmark.allowsEmptyBody,
        EmptyLoop.cannotTell(nanoseconds, clock: clock)
      {
        isEmpty = true
        return nil
      }
      // A slow benchmark gets fewer samples: nobody waits a minute for one row.
      let affordable = Int(2e9 / max(1, nanoseconds * Double(iterations)))
      wanted = max(3, min(wanted, affordable))
      sampleIterations = iterations
      return iterations
    }
  }
}

/// One row of the table.
private struct TableRow {
  var name: String
  var columns: [String] = []
  var remark: String?
  var failed = false

  static let header = TableRow(
    name: "benchmark", columns: ["median", "p95", "min … max", "rate"])

  init(name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }

  init(name: String, remark: String, failed: Bool) {
    self.name = name
    self.remark = remark
    self.failed = failed
  }

  init(_ benchmark: BenchmarkCase, _ samples: [Double]) {
    name = benchmark.name
    let sorted = samples.sorted()
    let median = sorted[(sorted.count - 1) / 2]
    func time(_ value: Double) -> String { QuantityFormat.string(value, unit: .nanoseconds) }
    columns = [
      time(median), time(sorted[(sorted.count * 95 + 99) / 100 - 1]),
      time(sorted[0]) + " … " + time(sorted[sorted.count - 1]), "",
    ]
    switch benchmark.throughput {
    case .items(let amount) where median > 0:
      columns[3] = QuantityFormat.string(amount / median * 1e9, unit: .itemsPerSecond)
    case .bytes(let amount) where median > 0:
      columns[3] = QuantityFormat.string(amount / median * 1e9, unit: .bytesPerSecond)
    case .items, .bytes, nil: break
    }
  }

  func text(nameWidth: Int) -> String {
    let start = name + String(repeating: " ", count: max(0, nameWidth - name.count))
    if let remark { return start + "   " + remark }
    let widths = [10, 10, 22, 18]
    return zip(columns, widths).reduce(start) { line, column in
      line + String(repeating: " ", count: max(1, column.1 - column.0.count)) + column.0
    }
  }
}
