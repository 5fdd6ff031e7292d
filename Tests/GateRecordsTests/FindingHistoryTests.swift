import Foundation
import GateRecords
import Testing

/// What a finding may say of the history, and what is refused.
@Suite struct FindingHistoryTests {
  private static func time(_ day: Int) -> Timestamp {
    Timestamp(millisecondsSinceEpoch: 1_795_248_000_000 + Int64(day) * 86_400_000)
  }

  private static let history = FindingHistory(
    branch: "main", runs: 40, since: time(0),
    level: .init(
      commit: "3f2a91c", startedAt: time(20), commitBefore: "ab", runsApart: 1,
      size: HistoryChange(0.041, isShare: true, low: 0.03, high: 0.05)),
    trend: .init(
      direction: .degrading, days: 20, change: HistoryChange(0.01, isShare: true),
      weekly: HistoryChange(0.0035, isShare: true)),
    accepted: [.init(commit: "1f00aa2", judgedAt: time(3), reason: "faster start", by: "ann")],
    standing: .init(kind: .worst, runs: 7, since: time(32), commit: "cd"))

  private static func finding(
    _ history: FindingHistory?, _ status: FindingStatus = .regressed,
    rule: FindingRule = .regression
  ) throws -> Finding {
    var finding = try Finding(
      benchmark: BenchmarkIdentifier("parse/order"), rule: rule, metric: .wallTime,
      statistic: .median, unit: .nanoseconds, direction: .lowerIsBetter, status: status,
      severity: status == .regressed ? .minor : nil,
      evidence: Evidence(kind: .paired, launches: 14, samples: 140), message: "it changed")
    finding.history = history
    return finding
  }

  private static func decoded(_ finding: Finding) throws -> Finding {
    try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(finding))
  }

  @Test func `a finding with its history is read as it was written`() throws {
    for history in [nil, Self.history] {
      let finding = try Self.finding(history)
      #expect(try Self.decoded(finding) == finding)
    }
  }

  struct Contradiction: Sendable, CustomTestStringConvertible {
    let words: String
    let make: @Sendable (inout FindingHistory) -> Void
    var testDescription: String { words }
  }

  @Test(arguments: [
    Contradiction(words: "has no run") { $0.runs = 0 },
    Contradiction(words: "outside the runs") { $0.level?.startedAt = time(-1) },
    Contradiction(words: "outside the runs") { $0.level?.runsApart = 40 },
    Contradiction(words: "outside the runs") { $0.level?.runsApart = 0 },
    Contradiction(words: "neither a share nor a difference") { $0.level?.size.share = nil },
    Contradiction(words: "neither a share nor a difference") { $0.level?.size.difference = 3 },
    Contradiction(words: "outside its interval") { $0.level?.size.low = 0.05 },
    Contradiction(words: "outside its interval") { $0.level?.size.high = 0.04 },
    Contradiction(words: "in the other direction") { $0.trend?.direction = .improving },
    Contradiction(words: "stable but has a change") { $0.trend?.direction = .stable },
    Contradiction(words: "not stable but has no change") { $0.trend?.change = nil },
    Contradiction(words: "in a week differ in direction") { $0.trend?.weekly?.share = -0.1 },
    Contradiction(words: "a negative duration") { $0.trend?.days = -1 },
    Contradiction(words: "list of accepted regressions is empty") { $0.accepted = [] },
    Contradiction(words: "'regressed', but the best") { $0.standing?.kind = .best },
    Contradiction(words: "other runs than its history has") { $0.standing?.runs = 41 },
    Contradiction(words: "other runs than its history has") { $0.standing?.runs = 40 },
    Contradiction(words: "other runs than its history has") { $0.standing?.since = nil },
    Contradiction(words: "other runs than its history has") { $0.standing?.since = time(-3) },
  ])
  func `a history that contradicts itself is refused`(_ contradiction: Contradiction) throws {
    var history = Self.history
    contradiction.make(&history)
    let finding = try Self.finding(history)
    let error = #expect(throws: RecordContradiction.self) { try Self.decoded(finding) }
    #expect(error?.description.contains(contradiction.words) == true, "\(error as Any)")
  }

  @Test func `a history beside what is neither worse nor better is refused`() throws {
    for finding in [
      try Self.finding(Self.history, .unproven), try Self.finding(Self.history, .passed),
      try Self.finding(Self.history, .overBudget, rule: .budget),
    ] {
      #expect(throws: RecordContradiction.self) { try Self.decoded(finding) }
    }
  }
}
