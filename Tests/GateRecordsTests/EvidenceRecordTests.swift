import Testing

@testable import GateRecords

/// Launch pairs that are kept from run to run: which they are, and how they are put together.
@Suite struct EvidenceRecordTests {
  static let pair = ProgramPair(baseline: "b", candidate: "c", setting: nil)

  static func series(
    _ launches: [Double], of metric: MetricName = .wallTime, earlier: Int? = nil,
    together: Int? = 2
  ) -> MetricSeries {
    MetricSeries(
      metric: metric, unit: .nanoseconds, direction: .lowerIsBetter,
      launches: launches.map { [$0] }, baselineLaunches: launches.map { [$0 / 2] },
      pairsTogether: together.flatMap { BlockSize(rawValue: $0) }, earlierPairs: earlier)
  }

  static func benchmark(
    _ name: String, _ metrics: [MetricSeries], iterations: Int = 100,
    sampling: SamplingMode = .batched, disturbed: [[Int]]? = nil
  ) -> BenchmarkRecord {
    BenchmarkRecord(
      name: BenchmarkIdentifier(name), status: .measured, sampling: sampling,
      iterationsPerSample: iterations, metrics: metrics, disturbedSamples: disturbed)
  }

  static func evidence(_ benchmarks: [BenchmarkRecord], minute: Int64 = 1) -> EvidenceRecord {
    EvidenceRecord(
      pair: pair, runs: 1, updatedAt: Timestamp(millisecondsSinceEpoch: minute * 60_000),
      benchmarks: benchmarks)
  }

  @Test func `a run's own pairs are those behind the earlier ones`() throws {
    let record = Self.benchmark(
      "b", [Self.series([1, 2, 3, 4], earlier: 2), Self.series([3, 4], of: .cpuTime)],
      disturbed: [[0], [], [], [0]])
    let own = try #require(record.ownPairs(of: [.wallTime]))
    #expect(own.metrics == [Self.series([3, 4])] && own.disturbedSamples == [[], [0]])
    #expect(record.ownPairs(of: [.meanTime]) == nil)
    let nothingNew = Self.benchmark("b", [Self.series([1, 2], earlier: 2)])
    #expect(nothingNew.ownPairs(of: [.wallTime]) == nil)
  }

  @Test func `what was not measured in blocks of pairs is not kept`() {
    var alone = Self.series([1, 2])
    alone.baselineLaunches = nil
    var other = Self.series([1, 2])
    other.baselineUnit = .bytes
    for series in [Self.series([1, 2], together: nil), alone, other] {
      #expect(Self.benchmark("b", [series]).ownPairs(of: [.wallTime]) == nil)
    }
  }

  @Test func `launches follow each other, and a metric that a run lacks has empty ones`() throws {
    var kept = Self.evidence([
      Self.benchmark("b", [Self.series([1, 2])], disturbed: [[1], []]),
      Self.benchmark("other", [Self.series([7, 8])]),
    ])
    kept.add(
      Self.evidence(
        [
          Self.benchmark("b", [Self.series([3, 4]), Self.series([5, 6], of: .tailTime)]),
          Self.benchmark("new", [Self.series([9, 9])]),
        ], minute: 5), most: 100)
    #expect(kept.runs == 2 && kept.updatedAt.millisecondsSinceEpoch == 300_000)
    #expect(kept.benchmarks.map(\.name.rawValue) == ["b", "other", "new"])
    let first = kept.benchmarks[0]
    #expect(first.series(of: .wallTime)?.launches == [[1], [2], [3], [4]])
    #expect(first.series(of: .wallTime)?.baselineLaunches == [[0.5], [1], [1.5], [2]])
    #expect(first.series(of: .tailTime)?.launches == [[], [], [5], [6]])
    #expect(first.series(of: .tailTime)?.baselineLaunches == [[], [], [2.5], [3]])
    #expect(first.disturbedSamples == [[1], [], [], []])
    #expect(kept.contradiction == nil)
  }

  @Test func `no more pairs are kept than the limit allows, the first of them`() {
    var kept = Self.evidence([Self.benchmark("b", [Self.series([1, 2])])])
    for _ in 0..<5 {
      kept.add(Self.evidence([Self.benchmark("b", [Self.series([3, 4])])]), most: 7)
    }
    #expect(kept.benchmarks[0].series(of: .wallTime)?.launches == [[1], [2], [3], [4], [3], [4]])
    #expect(kept.runs == 6 && kept.contradiction == nil)
  }

  @Test(arguments: [
    benchmark("b", [series([3, 4])], iterations: 1000),
    benchmark("b", [series([3, 4])], iterations: 100, sampling: .perIteration),
    benchmark("b", [series([3, 4], together: 4)]),
  ])
  func `launches of another kind are not mixed with those that are kept`(
    _ other: BenchmarkRecord
  ) {
    var kept = Self.evidence([Self.benchmark("b", [Self.series([1, 2])])])
    kept.add(Self.evidence([other]), most: 100)
    #expect(kept.benchmarks[0].series(of: .wallTime)?.launches == [[1], [2]])
  }

  static let impossible: [EvidenceRecord] = {
    var unpaired = series([1, 2])
    unpaired.baselineLaunches = [[1]]
    var alone = series([1, 2])
    alone.baselineLaunches = nil
    var none = evidence([])
    none.runs = 0
    var upward = series([1, 2])
    upward.direction = .higherIsBetter
    var failed = benchmark("b", [series([1, 2])])
    failed.status = .failed
    failed.failure = BenchmarkFailure(kind: .crashed, message: "gone")
    return [
      none, evidence([benchmark("b", [unpaired])]), evidence([benchmark("b", [alone])]),
      evidence([benchmark("b", [series([1, 2]), series([1], of: .meanTime)])]),
      evidence([benchmark("b", [series([1, 2])]), benchmark("b", [series([1, 2])])]),
      evidence([benchmark("b", [series([1, 2])], iterations: 0)]),
      evidence([benchmark("b", [series([1, 2])], disturbed: [[1]])]),
      evidence([benchmark("b", [series([1, .infinity])])]),
      evidence([benchmark("b", [series([1, -2])])]), evidence([benchmark("b", [series([0, 0])])]),
      evidence([benchmark("b", [series([1, 2]), series([1, 2])])]), evidence([benchmark("b", [])]),
      evidence([benchmark("b", [series([1, 2]), series([1, 2], of: .peakMemory)])]),
      evidence([benchmark("b", [upward])]), evidence([failed]),
    ]
  }()

  @Test(arguments: impossible)
  func `content that cannot be is recognised`(_ record: EvidenceRecord) {
    #expect(record.contradiction != nil)
  }
}
