import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// Changes that each stay within the tolerance, and their total.
@Suite struct AnchorStories {
  /// A suite whose versions get slower one after the other, and a gate that follows them.
  struct Ratchet {
    let scratch: TemporaryFolder
    /// The share by which each version is slower than the one before.
    var step = 0.04
    /// The rules, without the schema; nil for none.
    var budgets: String?

    init(budgets: String? = nil) throws {
      scratch = try TemporaryFolder()
      self.budgets = budgets
    }

    /// The program of a version; a script, so that each version has a hash of its own.
    func program(_ version: Int) throws -> String {
      let time = 600_000 * pow(1 + step, Double(version))
      let path = try scratch.write(
        "programs/\(version)/DrawnSuite",
        "#!/bin/sh\n# version \(version)\nDRAWN_VALUES=wall_time=\(Int(time)) DRAWN_NOISE=wall_time=0.003 "
          + "exec '\(Executable.drawnSuite.path)'\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      return path
    }

    private func rules() throws -> [String] {
      guard let budgets else { return [] }
      try scratch.write("rules/b.json5", DrawnGate.budgetsFile(budgets))
      return ["--budgets", "rules"]
    }

    func measure(_ version: Int, _ arguments: String...) throws -> RunRecord {
      try FileManager.default.createDirectory(
        atPath: scratch.file("launches"), withIntermediateDirectories: true)
      let outcome = try Executable.bench.run(
        ["run", try program(version), "--quiet", "--baseline", "b", "--output", "run.json"]
          + ["--seed", "\(version)", "--candidate-env", "DRAWN_SIDE=candidate"] + (try rules())
          + arguments,
        folder: scratch.path,
        environment: [
          "DRAWN_LAUNCHES": scratch.file("launches"), "DRAWN_SEED": "\(version)",
          "GITHUB_SHA": "\(version % 10)" + String(repeating: "a", count: 39),
          "GITHUB_REF_NAME": "main", "GITHUB_HEAD_REF": "",
        ])
      #expect(outcome.status == 0, "\(outcome.err)")
      return try Stories.record(scratch.file("run.json"))
    }

    func check(_ version: Int) throws -> (outcome: Executable.Outcome, verdict: Verdict) {
      let outcome = try Executable.detect.run(
        ["check", "run.json", "--baseline", "b", "--output", "v.json", "--program"]
          + [try program(version)] + (try rules()), folder: scratch.path)
      return (outcome, try Stories.verdict(scratch.file("v.json")))
    }

    func update(_ version: Int, _ arguments: String...) throws -> Executable.Outcome {
      try Executable.detect.run(
        ["baseline", "update", "run.json", "--baseline", "b", "--verdict", "v.json", "--program"]
          + [try program(version)] + (try rules()) + arguments, folder: scratch.path)
    }

    /// Measures, judges and stores a version; the first is stored by the check.
    @discardableResult
    func follow(_ version: Int) throws -> (outcome: Executable.Outcome, verdict: Verdict) {
      _ = try measure(version)
      let checked = try check(version)
      if version > 0 {
        let updated = try update(version)
        #expect(updated.status == 0, "\(updated.err)")
      }
      return checked
    }
  }

  @Test func `twelve steps of four per cent pass one by one and are reported together`() throws {
    let ratchet = try Ratchet()
    func history(_ arguments: String...) throws -> Executable.Outcome {
      try Executable.detect.run(
        ["history"] + arguments + ["--history", "h"], folder: ratchet.scratch.path)
    }
    try ratchet.follow(0)
    #expect(try history("append", "run.json", "v.json").status == 0)
    for version in 1...12 {
      let (outcome, verdict) = try ratchet.follow(version)
      #expect(try history("append", "run.json", "v.json").status == 0)
      #expect(outcome.status == 0, "\(version): \(outcome)")
      let step = verdict.findings.first { $0.rule == .regression && $0.metric == .wallTime }
      #expect(step?.status == .passed, "\(version): \(outcome.out)")
      let creep = verdict.findings.first { $0.rule == .creep }
      // Twice the tolerance is 10 %: two steps make 8.2 %, three 12.5 %.
      #expect((creep != nil) == (version >= 3), "\(version): \(outcome.out)")
      // Beside the baseline of the first change there is no other program to measure.
      #expect((verdict.anchor != nil) == (version >= 2))
      guard let creep else { continue }
      let together = pow(1.04, Double(version))
      let change = try #require(creep.change)
      #expect(abs(change.ratio / together - 1) < 0.01, "\(version): \(change)")
      #expect(creep.status == .regressed && creep.warns && !creep.failsTheGate)
      #expect(verdict.outcome == .warn && creep.creep?.anchorCommit?.hasPrefix("0aaaaaa") == true)
      #expect(outcome.out.contains("since the anchor") && outcome.out.contains("0aaaaaa"))
    }
    let listed = try Executable.detect.run(
      "baseline", "list", "--baseline", "b", folder: ratchet.scratch.path)
    #expect(listed.out.contains("\n  anchor ") && listed.out.contains("0aaaaaa"), "\(listed.out)")
    // The history shows the same in its own ways.
    let changes = try history("changes", "--metric", "wall_time", "--fail")
    #expect(changes.status == 1 && changes.out.contains("✗ b0 wall_time  +"), "\(changes)")
    let trend = try history("trend", "--metric", "wall_time")
    #expect(trend.out.contains("degrading"), "\(trend)")
    let alerts = try history("alerts")
    #expect(alerts.out.contains("since the anchor 0aaaaaa"), "\(alerts)")
    // What ten runs found is one alert.
    let rows = try history("alerts", "--format", "csv").out
    #expect(rows.split(whereSeparator: \.isNewline).count == 2, "\(rows)")
  }

  @Test(arguments: [0, 0.01])
  func `small steps that stay within the anchor's tolerance are no creep`(
    _ step: Double
  ) throws {
    var ratchet = try Ratchet(budgets: "anchor: { mode: \"enforce\" }")
    ratchet.step = step
    for version in 0...5 {
      let (outcome, verdict) = try ratchet.follow(version)
      #expect(outcome.status == 0 && verdict.anchor?.crept ?? 0 == 0, "\(version): \(outcome)")
      #expect((verdict.anchor != nil) == (version >= 2) && verdict.anchor?.unsettled ?? 0 == 0)
    }
  }

  @Test
  func `an anchor that cannot be read stops no list of shards, whose lengths it does not show`()
    throws
  {
    let ratchet = try Ratchet()
    try ratchet.follow(0)
    let key = try Stories.record(ratchet.scratch.file("run.json")).environment.key
    try ratchet.scratch.write("b/\(key)/DrawnSuite/anchor.json", "{ torn")
    let listed = try Executable.bench.run(
      "list", try ratchet.program(0), "--shard", "1/1", "--baseline", "b",
      folder: ratchet.scratch.path)
    #expect(listed.status == 0 && listed.out.contains("b0"), "\(listed)")
  }

  @Test func `a creep fails where the budgets say so, until the anchor moves`() throws {
    let ratchet = try Ratchet(budgets: "anchor: { tolerance: \"6%\", mode: \"enforce\" }")
    try ratchet.follow(0)
    try ratchet.follow(1)
    let run = try ratchet.measure(2)
    // The rate is shared: a fifth is the anchor's.
    #expect(run.plan?.promises.suiteFalseAlarmRate == 0.008)
    #expect(run.anchor?.plan.promises.suiteFalseAlarmRate == 0.002)
    let (outcome, verdict) = try ratchet.check(2)
    #expect(outcome.status == 1 && verdict.outcome == .fail, "\(outcome)")
    let failing = verdict.findings.filter(\.failsTheGate)
    #expect(failing.map(\.rule) == [.creep], "\(outcome.out)")
    // What failed makes no baseline, unless that is meant; then the anchor can move with it.
    #expect(try ratchet.update(2).status == 2)
    let moved = try ratchet.update(2, "--force", "--anchor")
    #expect(moved.status == 0 && moved.out.contains("this run is now the anchor"), "\(moved)")
    let next = try ratchet.follow(3)
    #expect(next.outcome.status == 0 && next.verdict.anchor == nil, "\(next.outcome)")
  }

  @Test func `without the anchor nothing is measured beside it, and strict budgets say so`() throws
  {
    let ratchet = try Ratchet(budgets: "anchor: { mode: \"enforce\" }")
    try ratchet.follow(0)
    try ratchet.follow(1)
    let run = try ratchet.measure(2, "--no-anchor")
    #expect(run.anchor == nil && run.plan?.promises.suiteFalseAlarmRate == 0.01)
    let (outcome, verdict) = try ratchet.check(2)
    #expect(outcome.status == 0 && verdict.outcome == .warn, "\(outcome)")
    #expect(outcome.out.contains("measure without --no-anchor"), "\(outcome.out)")
  }

  @Test(arguments: [("12%", true), ("6%", false)])
  func `an anchor that is too old moves on, unless a creep is proven`(
    _ tolerance: String, _ moves: Bool
  ) throws {
    let ratchet = try Ratchet(budgets: "anchor: { days: 30, tolerance: \"\(tolerance)\" }")
    try ratchet.follow(0)
    try ratchet.follow(1)
    let key = try Stories.record(ratchet.scratch.file("run.json")).environment.key
    let file = ratchet.scratch.file("b/\(key)/DrawnSuite/anchor.json")
    var old = try Stories.record(file)
    old.startedAt = Timestamp(
      millisecondsSinceEpoch: old.startedAt.millisecondsSinceEpoch - 31 * 86_400_000)
    try RecordFile.write(old, to: file)
    _ = try ratchet.measure(2)
    let verdict = try ratchet.check(2).verdict
    #expect(verdict.outcome != .fail && verdict.anchor?.crept == (moves ? 0 : 1))
    let updated = try ratchet.update(2)
    #expect(updated.status == 0 && updated.out.contains("older than 30 days"), "\(updated)")
    #expect(updated.out.contains("and stays, because") != moves)
    let kept = try Stories.record(file).suite.commit
    #expect(kept?.hasPrefix(moves ? "2aa" : "0aa") == true, "\(kept ?? "none")")
  }

  static let damages: [(name: String, apply: @Sendable (TemporaryFolder, String) throws -> Void)] =
    [
      ("truncated", { try $0.write($1, String($0.read($1).prefix(300))) }),
      ("empty", { try $0.write($1, "") }),
      ("other", { try $0.write($1, "{\"schema\": \"speedgate.verdict/1\"}") }),
      ("broken link", { try BaselineStories.replace($0.file($1), by: "nowhere") }),
      ("folder", { try BaselineStories.replace($0.file($1), by: nil) }),
    ]

  @Test(arguments: damages.indices)
  func `an anchor that cannot be read stops the run and the check, and storing another fixes it`(
    _ index: Int
  ) throws {
    let ratchet = try Ratchet()
    let scratch = ratchet.scratch
    try ratchet.follow(0)
    try ratchet.follow(1)
    let run = try ratchet.measure(2)
    let file = "b/\(run.environment.key)/DrawnSuite/anchor.json"
    try Self.damages[index].apply(scratch, file)
    let check = try Executable.detect.run(
      "check", "run.json", "--baseline", "b", "--output", "w.json", folder: scratch.path)
    BadInputTests.expectRefusal(check, .detect, file)
    let measured = try Executable.bench.run(
      "run", try ratchet.program(2), "--baseline", "b", "--output", "again.json",
      folder: scratch.path)
    BadInputTests.expectRefusal(measured, .bench, file)
    #expect(!scratch.names.contains("w.json") && !scratch.names.contains("again.json"))
    let listed = try Executable.detect.run(
      "baseline", "list", "--baseline", "b", folder: scratch.path)
    #expect(listed.status == 0 && listed.out.contains("anchor.json"), "\(listed)")
    let shown = try Executable.detect.run(
      "baseline", "show", "DrawnSuite", "--anchor", "--baseline", "b", folder: scratch.path)
    BadInputTests.expectRefusal(shown, .detect, file)
    if Self.damages[index].name == "folder" {
      try FileManager.default.removeItem(atPath: scratch.file(file))
    }
    let fixed = try Executable.detect.run(
      "baseline", "update", "run.json", "--baseline", "b", "--program", try ratchet.program(2),
      "--anchor", "--quiet", folder: scratch.path)
    #expect(fixed.status == 0, "\(fixed)")
    let again = try Executable.detect.run(
      "check", "run.json", "--baseline", "b", folder: scratch.path)
    #expect(again.status != 2, "\(again)")
  }

  @Test func `an anchor whose program is gone or changed is an error, and no absence`() throws {
    let ratchet = try Ratchet()
    let scratch = ratchet.scratch
    try ratchet.follow(0)
    try ratchet.follow(1)
    let shown = try Executable.detect.run(
      "baseline", "show", "DrawnSuite", "--anchor", "--program", "--baseline", "b",
      folder: scratch.path)
    let program = shown.out.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(shown.status == 0 && program.hasPrefix("b/"), "\(shown)")
    try scratch.write(program, "#!/bin/sh\ntouch \(scratch.file("harm"))\n")
    for isGone in [false, true] {
      if isGone { try FileManager.default.removeItem(atPath: scratch.file(program)) }
      let measured = try Executable.bench.run(
        "run", try ratchet.program(2), "--baseline", "b", "--output", "again.json",
        folder: scratch.path)
      BadInputTests.expectRefusal(
        measured, .bench, isGone ? "is not stored" : "is not the anchor's")
      #expect(measured.err.contains("--anchor"), "\(measured)")
    }
    #expect(!scratch.names.contains("harm") && !scratch.names.contains("again.json"))
  }
}
