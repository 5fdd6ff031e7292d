import GateBudgets
import GateRecords
import GateStatistics
import Testing

@testable import GateDetection

/// Launches that are seldom and much worse: a geometric mean hides them, an arithmetic one does not.
@Suite struct ArithmeticMeanTests {
  private static func spread(_ count: Int, over all: Int) -> [Int] {
    (0..<count).map { $0 * all / count + 1 }
  }

  @Test func `one launch in fifty that is a hundred times larger does not pass`() throws {
    // Geometric: exp(5 ÷ 260 × ln 100) is +9.3 %.
    let finding = try LaunchDoubtTests.finding(
      LaunchDoubtTests.launches(260, times: 100, at: Self.spread(5, over: 260)),
      LaunchDoubtTests.launches(260), rules: "fail: \"10%\"")
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
    #expect(finding.message.contains("the mean over launches is +190"), "\(finding.message)")
  }

  @Test func `a single launch of sixty may pass`() throws {
    let finding = try LaunchDoubtTests.finding(
      LaunchDoubtTests.launches(60, times: 100, at: [31]), LaunchDoubtTests.launches(60),
      rules: "fail: \"10%\"")
    #expect(finding.status == .passed, "\(finding)")
  }

  @Test func `rare launches that became twice as large do not pass`() throws {
    // Geometric: exp(16 ÷ 80 × ln 2) is +14.9 %.
    let places = Self.spread(16, over: 80)
    let finding = try LaunchDoubtTests.finding(
      LaunchDoubtTests.launches(80, times: 20, at: places),
      LaunchDoubtTests.launches(80, times: 10, at: places), rules: "fail: \"20%\"")
    #expect(finding.judgement.doubt == .launchesDiffer, "\(finding)")
    #expect(finding.message.contains("the mean over launches is +71"), "\(finding.message)")
  }

  @Test(arguments: [(0, FindingStatus.passed), (1, .passed), (3, .unproven)])
  func `of mean time the arithmetic mean counts, too`(_ slow: Int, _ status: FindingStatus) throws {
    // Geometric: exp(3 ÷ 240 × ln 200) is +6.8 %.
    let benchmark = Records.benchmark(
      "b",
      LaunchDoubtTests.launches(240, times: 200, at: Self.spread(max(slow, 1), over: 240))
        .enumerated().map { slow > 0 || $0 != 1 ? $1 : [100] },
      baseline: LaunchDoubtTests.launches(240), metric: .meanTime)
    let finding = try #require(CheckTests.finding(benchmark))
    #expect(finding.status == status, "\(finding)")
    #expect(finding.judgement.doubt == (slow == 3 ? .launchesDiffer : nil))
  }

  @Test func `unchanged spiky figures are hardly doubted for their arithmetic mean`() throws {
    var generator = SeededGenerator(seed: 11)
    func launches() -> [[Double]] {
      (0..<40).map { _ in
        let noise = Double.random(in: 0.995...1.005, using: &generator)
        return [(Double.random(in: 0..<1, using: &generator) < 0.1 ? 1_000 : 100) * noise]
      }
    }
    var added = 0
    for _ in 0..<40 {
      let (new, old) = (launches(), launches())
      let geometric = Mean.of(zip(new, old).map { Elementary.logarithm($0[0] / $1[0]) })
      let isNew = geometric <= Elementary.logarithm(1.1)
      let finding = try LaunchDoubtTests.finding(new, old, rules: "fail: \"10%\"")
      if isNew, finding.judgement.doubt == .launchesDiffer { added += 1 }
    }
    #expect(added <= 2)
  }
}
