import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

@Suite struct ExponentTests {
  static let sizes = [100.0, 1_000, 10_000, 100_000]

  /// Noise of 2 % that is the same on every call.
  static func noise(_ seed: Int) -> Double {
    var generator = SeededGenerator(seed: UInt64(seed) &* 977 &+ 5)
    return 1 + 0.02 * (Double.random(in: -1..<1, using: &generator))
  }

  /// A series whose baseline is linear, and which now grows with another exponent and is slower as a whole.
  static func paired(
    _ exponent: Double, slower: Double = 1, name: String = "sort", sizes: [Double] = sizes,
    pairs: Int = 8
  ) -> [BenchmarkRecord] {
    sizes.enumerated().map { place, size in
      func launches(_ cost: Double, _ seed: Int) -> [[Double]] {
        (0..<pairs).map { [cost * noise(seed + 10 * $0 + 1_000 * place)] }
      }
      let cost = slower * 30 * Elementary.exponential(exponent * Elementary.logarithm(size))
      return Records.benchmark(
        "\(name){n=\(Int(size))}", launches(cost, 1), baseline: launches(30 * size, 2))
    }
  }

  static func findings(
    _ benchmarks: [BenchmarkRecord], baseline: StoredBaseline = .none, isPaired: Bool = true
  ) -> [Finding] {
    ExponentRule(
      run: Records.run(benchmarks, isPaired: isPaired), baseline: baseline, alpha: 0.01
    ).findings(in: benchmarks)
  }

  @Test func `an exponent that grew is found, warns, and fails nothing`() throws {
    let found = Self.findings(Self.paired(1.5))
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.status == .overBudget)
    #expect(finding.warns && !finding.failsTheGate)
    #expect(finding.benchmark == BenchmarkIdentifier("sort{n=100000}"))
    let growth = try #require(finding.growth)
    #expect(growth.kind == .exponent && growth.series == "sort{n=*}" && growth.limit == 0.1)
    #expect(abs((growth.observed ?? 0) - 0.5) < 0.02)
    #expect((growth.low ?? 0) > 0.4 && (growth.high ?? 1) < 0.6)
    #expect(
      finding.message.hasPrefix("wall_time of sort{n=*} grows like n^1.5")
        && finding.message.contains("like n^1.00 in the baseline: the exponent grew by 0.5"),
      "\(finding.message)")
  }

  @Test(arguments: [(1.0, 1.0), (1.0, 3.0), (1.05, 1.0), (0.5, 1.0)])
  func `no growth, a share more everywhere, too little and a smaller exponent are none`(
    _ exponent: Double, _ slower: Double
  ) {
    #expect(Self.findings(Self.paired(exponent, slower: slower)).isEmpty)
  }

  @Test func `fewer than four sizes, a small span and a single pair prove nothing`() {
    #expect(Self.findings(Self.paired(2, sizes: [100, 1_000, 10_000])).isEmpty)
    #expect(Self.findings(Self.paired(2, sizes: [100, 150, 200, 250])).isEmpty)
    #expect(Self.findings(Self.paired(2, pairs: 1)).isEmpty)
  }

  @Test func `series of several parameters are those that differ in one`() {
    let benchmarks = Self.paired(1.5).map { record -> BenchmarkRecord in
      var copy = record
      copy.name = BenchmarkIdentifier(
        record.name.rawValue.replacingOccurrences("}", ",kind=a}"))
      return copy
    }
    #expect(Self.findings(benchmarks).compactMap(\.growth?.series) == ["sort{n=*,kind=a}"])
  }

  /// Stored runs of a linear series, each with noise of its own.
  static func stored(_ count: Int) -> StoredBaseline {
    StoredBaseline(
      sameEnvironment: (0..<count).map { run in
        Records.run(
          "RUN\(run)",
          sizes.enumerated().map { place, size in
            Records.benchmark("sort{n=\(Int(size))}", [[30 * size * noise(run * 7 + place)]])
          })
      }, otherEnvironments: [], problems: [])
  }

  static func cached(_ exponent: Double) -> [BenchmarkRecord] {
    sizes.map { size in
      let cost = 30 * Elementary.exponential(exponent * Elementary.logarithm(size))
      return Records.benchmark("sort{n=\(Int(size))}", [[cost], [cost * 1.01]])
    }
  }

  @Test func `stored numbers prove a growth where three runs show how much it varies`() {
    func count(_ exponent: Double, _ runs: Int) -> Int {
      Self.findings(Self.cached(exponent), baseline: Self.stored(runs), isPaired: false).count
    }
    #expect(count(1.6, 6) == 1)
    #expect(count(1.0, 6) == 0)
    #expect(count(1.6, 2) == 0)
  }

  @Test func `the check shows it, and an unchanged accounting stays one`() throws {
    let benchmarks = Self.paired(1.5)
    let verdict = Check(
      run: Records.run(benchmarks, isPaired: true), baseline: .none,
      policy: try CheckTests.policy(""),
      options: Check.Options(checkedAt: Timestamp(millisecondsSinceEpoch: 0))
    ).verdict()
    #expect(verdict.findings.contains { $0.growth?.kind == .exponent })
    #expect(
      verdict.policy.comparisonCount
        == Check(
          run: Records.run(Self.paired(1), isPaired: true), baseline: .none,
          policy: try CheckTests.policy(""),
          options: Check.Options(checkedAt: Timestamp(millisecondsSinceEpoch: 0))
        ).verdict().policy.comparisonCount)
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: Character, _ new: String) -> String {
    map { $0 == old ? new : String($0) }.joined()
  }
}
