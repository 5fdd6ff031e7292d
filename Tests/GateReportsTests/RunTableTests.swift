import GateRecords
import GateReports
import TestSupport
import Testing

@Suite struct RunTableTests {
  private static func series(
    _ metric: MetricName, _ unit: MetricUnit, _ launches: [[Double]],
    baseline: [[Double]]? = nil
  ) -> MetricSeries {
    MetricSeries(
      metric: metric, unit: unit, direction: .lowerIsBetter, launches: launches,
      baselineLaunches: baseline)
  }

  private static func run(isPaired: Bool) -> RunRecord {
    let start = Timestamp(millisecondsSinceEpoch: 1_700_000_000_000)
    var generator = SystemRandomNumberGenerator()
    var run = RunRecord(
      runID: RunIdentifier(time: start, using: &generator), jobID: nil, status: .partial,
      startedAt: start, completedAt: start, durationMilliseconds: 0,
      suite: SuiteRecord(name: "Orders"), baseline: nil, environment: SampleVerdict.environment,
      settings: MeasurementSettings(
        profile: "quick", seed: 1, timeBudgetSeconds: nil, filter: nil, command: []),
      benchmarks: [], leftOut: [], errors: [], warnings: [])
    func timed(_ name: String, _ launches: [[Double]], _ before: Double) -> BenchmarkRecord {
      BenchmarkRecord(
        name: BenchmarkIdentifier(name), status: .measured,
        metrics: [
          series(
            .wallTime, .nanoseconds, launches,
            baseline: isPaired ? launches.map { $0.map { $0 * before } } : nil)
        ])
    }
    run.benchmarks = [
      timed("parse/order", [[1_210_000, 1_230_000, 1_300_000], [1_340_000, 1_900_000]], 0.9),
      timed("sort/random{n=100000,order=descending,kind=strings}", [[512_000, 530_000]], 1.1),
      timed("noop", [[0.41, 0.42]], 1),
      timed("formation", [[3_200_000_000], [3_100_000_000]], 1),
      BenchmarkRecord(
        name: BenchmarkIdentifier("serve"), status: .measured,
        metrics: [series(.throughput, .itemsPerSecond, [[14_210]])]),
      BenchmarkRecord(
        name: BenchmarkIdentifier("faulty/crashes"), status: .failed,
        failure: BenchmarkFailure(
          kind: .crashed,
          message: "crashed with SIGSEGV, a bad memory access, and took everything with it")),
      BenchmarkRecord(
        name: BenchmarkIdentifier("gpu"), status: .skipped,
        failure: BenchmarkFailure(kind: .skipped, message: "needs a GPU")),
    ]
    return run
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var golden: String
    var width: Int
    var isPaired = false
    var hasColour = false
    var histogram = false
    var testDescription: String { golden }
  }

  @Test(arguments: [
    Case(golden: "run-table.txt", width: 120),
    Case(golden: "run-table-80.txt", width: 80),
    Case(golden: "run-table-40.txt", width: 40),
    Case(golden: "run-table-paired.txt", width: 100, isPaired: true, histogram: true),
    Case(golden: "run-table-paired-50.txt", width: 50, isPaired: true),
    Case(golden: "run-table-colour.txt", width: 100, hasColour: true),
  ])
  func `the table fits the terminal`(_ row: Case) throws {
    let table = RunTable(
      Self.run(isPaired: row.isPaired),
      style: TerminalStyle(width: row.width, hasColour: row.hasColour),
      showsHistograms: row.histogram)
    if !row.hasColour {
      for line in table.text.split(separator: "\n") { #expect(line.count <= row.width, "\(line)") }
    }
    #expect(try goldenDifference(table.text, row.golden) == nil)
  }
}
