import GateRecords
import Testing

@testable import GateDetection

/// Which functions are named beside a regression, and which are not.
@Suite struct CauseTests {
  static func function(
    _ name: String, _ before: Double?, _ after: Double?, allocations: [Double?] = [nil, nil],
    isCounted: Bool = true
  ) -> ProfiledFunction {
    func cost(_ value: Double?, _ side: Int) -> ProfiledFunction.Cost? {
      value.map {
        .init(own: $0, charged: $0, calls: isCounted ? 2 : nil, allocations: allocations[side])
      }
    }
    return ProfiledFunction(
      name: name, symbol: name, baseline: cost(before, 0), candidate: cost(after, 1))
  }

  static func counted(_ functions: [ProfiledFunction]) -> BenchmarkProfile {
    BenchmarkProfile(
      benchmark: BenchmarkIdentifier("a"), method: .callgrind, iterations: 1,
      baseline: .init(cost: functions.reduce(0) { $0 + ($1.baseline?.charged ?? 0) }),
      candidate: .init(cost: functions.reduce(0) { $0 + ($1.candidate?.charged ?? 0) }),
      functions: functions)
  }

  static func sampled(_ functions: [ProfiledFunction], samples: Int) -> BenchmarkProfile {
    var profile = counted(functions)
    profile.method = .sampled
    profile.iterations = nil
    profile.baseline?.samples = samples
    profile.candidate?.samples = samples
    return profile
  }

  static func findings(_ profile: BenchmarkProfile?, ratio: Double = 1.5) -> [Finding] {
    var run = Records.run([Records.paired("a", ratio: ratio)], isPaired: true)
    run.profiles = profile.map { [$0] }
    return CheckTests.verdict(run).findings
  }

  @Test func `the functions that cost more are named, the largest part first`() throws {
    let profile = Self.counted([
      Self.function("small", 100, 110), Self.function("large", 100, 170),
      Self.function("new", nil, 30), Self.function("gone", 10, nil),
      Self.function("same", 700, 700),
    ])
    let cause = try #require(Self.findings(profile).first { $0.status == .regressed }?.cause)
    #expect(cause.functions.map(\.name) == ["large", "new", "small"])
    #expect(cause.functions.map(\.share) == [0.7, 0.3, 0.1])
    #expect(cause.functions.map(\.onlyIn) == [nil, .candidate, nil])
    #expect(cause.functions[0].callsBefore == 2 && cause.quantity == .instructions)
    #expect(cause.contradiction == nil)
  }

  @Test func `only what regressed has a cause, and one of its times`() {
    let profile = Self.counted([Self.function("f", 100, 150)])
    #expect(Self.findings(profile).count { $0.cause != nil } == 1)
    #expect(Self.findings(profile, ratio: 1).allSatisfy { $0.cause == nil })
    #expect(Self.findings(nil).allSatisfy { $0.cause == nil })
  }

  @Test func `equal instructions name no function`() throws {
    let profile = Self.counted([Self.function("f", 100_000, 100_001)])
    let cause = try #require(Self.findings(profile).first { $0.cause != nil }?.cause)
    #expect(cause.equalInstructions == true && cause.functions.isEmpty)
    #expect(cause.contradiction == nil)
  }

  @Test func `a sampled difference that chance explains is not named`() throws {
    let functions = [
      Self.function("slower", 100, 160, isCounted: false),
      Self.function("noise", 100, 104, isCounted: false),
      Self.function("rest", 800, 800, isCounted: false),
    ]
    let many = try #require(CauseRule.work(Self.sampled(functions, samples: 2_000)))
    #expect(many.functions.map(\.name) == ["slower"] && many.samples == 2_000)
    let few = try #require(CauseRule.work(Self.sampled(functions, samples: 40)))
    #expect(few.functions.isEmpty && few.contradiction == nil)
    let certain = try #require(CauseRule.work(Self.sampled(functions, samples: 1_000_000)))
    #expect(certain.functions.map(\.name) == ["slower", "noise"])
  }

  @Test func `who asks for memory more often is named for allocations`() throws {
    var functions = [
      Self.function("slower", 100, 900, allocations: [5, 5]),
      Self.function("asks", 100, 110, allocations: [5, 9]),
    ]
    functions[1].through = "malloc"
    let cause = try #require(CauseRule.allocations(Self.counted(functions)))
    #expect(cause.functions.map(\.name) == ["asks"] && cause.functions[0].change == 4)
    #expect(cause.functions[0].share == 1 && cause.functions[0].through == nil)
    #expect(cause.baseline == 10 && cause.candidate == 14 && cause.contradiction == nil)
    #expect(CauseRule.allocations(Self.sampled(functions, samples: 100)) == nil)
  }

  @Test func `what could not be looked into says why`() throws {
    let profile = BenchmarkProfile(
      benchmark: BenchmarkIdentifier("a"), method: .sampled, reason: "two threads ran")
    let finding = try #require(Self.findings(profile).first { $0.status == .regressed })
    #expect(finding.cause == nil)
    #expect(finding.notes.contains("the cause is not known: two threads ran"))
  }

  @Test func `a profile that cannot be is a defect of the run`() {
    var run = Records.run([Records.paired("a", ratio: 1.5)], isPaired: true)
    var profile = Self.counted([Self.function("f", 100, 150)])
    run.profiles = [profile]
    #expect(RunDefect.all(in: run).isEmpty)
    run.profiles = [profile, profile]
    #expect(!RunDefect.all(in: run).isEmpty)
    profile.benchmark = BenchmarkIdentifier("unknown")
    run.profiles = [profile]
    #expect(!RunDefect.all(in: run).isEmpty)
    profile.benchmark = BenchmarkIdentifier("a")
    profile.candidate?.cost = 1
    run.profiles = [profile]
    #expect(!RunDefect.all(in: run).isEmpty)
  }
}
