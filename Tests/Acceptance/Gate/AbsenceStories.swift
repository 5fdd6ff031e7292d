import Foundation
import GateRecords
import TestSupport
import Testing

/// What is not there, what cannot be read, and what was not compared: none of it is good news.
@Suite struct AbsenceStories {
  typealias Row = ImportedRuns.Row

  // MARK: What cannot be read

  /// Ways in which a stored record may be no use.
  enum Damage: String, CaseIterable, Sendable {
    case cutShort, emptied, newer, otherKind, folder

    func apply(to path: String) throws {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try FileManager.default.removeItem(atPath: path)
      switch self {
      case .cutShort: try write(String(text.prefix(text.count / 2)), path)
      case .emptied: try write("", path)
      case .newer: try write(text.replacing("speedgate.run/1", with: "speedgate.run/9"), path)
      case .otherKind: try write(text.replacing("speedgate.run/1", with: "speedgate.x/1"), path)
      case .folder:
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: false)
      }
    }

    private func write(_ text: String, _ path: String) throws {
      try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
  }

  @Test(arguments: Damage.allCases)
  func `a stored run that cannot be read lets nothing pass and nothing take its place`(
    _ damage: Damage
  ) throws {
    let runs = try ImportedRuns()
    try runs.store([Row(value: 10)], times: 1)
    let record = try #require(runs.records.first)
    try damage.apply(to: record)
    for value in [30.0, 10] {
      let answer = try runs.check(runs.imported([Row(value: value)]))
      #expect(answer.status != 0, "\(answer.outcome)")
      #expect(!answer.outcome.out.contains("first run"), "\(answer.outcome.out)")
      #expect(
        (answer.outcome.out + answer.outcome.err).contains(
          URL(fileURLWithPath: record).lastPathComponent), "the file is not named")
    }
    #expect(runs.records == [record])
  }

  @Test func `one unreadable run among readable ones is named, and nothing is judged without it`()
    throws
  {
    let runs = try ImportedRuns()
    try runs.store([Row(value: 10)])
    try Damage.cutShort.apply(to: try #require(runs.records.first))
    let slower = try runs.check(runs.imported([Row(value: 30)]))
    #expect(slower.status == 2 && slower.verdict == nil)
    #expect(slower.outcome.err.contains(".json"), "\(slower.outcome.err)")
  }

  @Test func `a stored program that was changed lets nothing pass as if it had been compared`()
    throws
  {
    let gate = try DrawnGate(candidate: ["DRAWN_FACTORS": "wall_time=1.5"])
    try gate.measure(isPaired: false)
    let first = try gate.check(
      "--baseline", "baselines", "--program", gate.suite, establishes: true)
    #expect(first.status == 0, "\(first.outcome)")
    let shown = try Executable.detect.run(
      "baseline", "show", "DrawnSuite", "--program", "--baseline", "baselines",
      folder: gate.scratch.path)
    let program = shown.out.trimmingCharacters(in: .whitespacesAndNewlines)
    try "#!/bin/sh\nexit 3\n".write(
      toFile: program.hasPrefix("/") ? program : gate.scratch.file(program), atomically: false,
      encoding: .utf8)
    try gate.measure("--baseline", "baselines", isPaired: false, output: "second.json")
    let answer = try gate.check("--baseline", "baselines", run: "second.json")
    #expect(answer.verdict?.outcome != .pass, "\(answer.outcome)")
  }

  // MARK: First runs

  @Test func `a first run says that nothing was compared, and is no pass`() throws {
    let runs = try ImportedRuns()
    let answer = try runs.check(runs.imported([Row(value: 10)]))
    #expect(answer.status == 0 && answer.verdict?.outcome == .warn, "\(answer.outcome)")
    #expect(!answer.outcome.out.hasPrefix("✓"), "\(answer.outcome.out)")
    #expect(answer.outcome.out.contains("nothing"), "\(answer.outcome.out)")
    #expect(runs.records.count == 1)
  }

  @Test func `without a folder for baselines the first run says how to keep one`() throws {
    let runs = try ImportedRuns()
    let run = try runs.imported([Row(value: 10)])
    let outcome = try Executable.detect.run("check", run, folder: runs.scratch.path)
    #expect(outcome.status == 0)
    let isKept = FileManager.default.fileExists(atPath: runs.scratch.file("baselines"))
    #expect(isKept || (outcome.out + outcome.err).contains("--baseline"), "\(outcome)")
  }

  @Test func `eight checks at once make one first baseline`() async throws {
    let runs = try ImportedRuns()
    // Enough benchmarks that every check reads the empty folder before the first has judged.
    let paths = try (0..<8).map { run in
      try runs.imported(
        (0..<400).map { Row(name: "work{n=\($0)}", value: 10 + Double(run) / 100) },
        as: "run-\(run).json")
    }
    let folder = runs.scratch.path
    // Processes, all started before any is waited for.
    let checks = try paths.map { path in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Executable.detect.path)
      process.arguments = ["check", path, "--baseline", "baselines", "--quiet"]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
    for check in checks {
      check.waitUntilExit()
      #expect(check.terminationStatus == 0)
    }
    #expect(runs.records.count == 1, "\(runs.records)")
  }

  @Test(arguments: ["main", "feature/faster"])
  func `a first baseline comes from the main branch and names its commit`(
    _ branch: String
  ) throws {
    var runs = try ImportedRuns()
    try PolicyStories.git("init", "-q", "-b", branch, in: runs.scratch)
    try PolicyStories.git("commit", "-q", "--allow-empty", "-m", "a", in: runs.scratch)
    // A CI service's own variables would name another branch.
    let commit = "0123456789abcdef0123456789abcdef01234567"
    runs.environment = [
      "GITHUB_SHA": commit, "GITHUB_HEAD_REF": branch, "GITHUB_REF_NAME": branch,
    ]
    let run = try runs.imported([Row(value: 10)])
    let answer = try runs.check(run)
    let said = answer.outcome.out + answer.outcome.err
    #expect(said.contains(branch), "\(said)")
    #expect(said.contains(commit.prefix(7)) == (branch == "main"), "\(said)")
    #expect(said.contains("no baseline established") == (branch != "main"), "\(said)")
  }

  // MARK: What was not compared

  @Test func `a rate that falls to a tenth fails without any budgets`() throws {
    let runs = try ImportedRuns()
    func rate(_ value: Double) -> [Row] {
      [Row(metric: "throughput", unit: "ops/sec", value: value)]
    }
    try runs.store(rate(14_210))
    let slower = try runs.check(runs.imported(rate(1_421)))
    #expect(slower.status == 1, "\(slower.outcome)")
    let equal = try runs.check(runs.imported(rate(14_210)))
    #expect(equal.status == 0 && equal.word("throughput", of: "work") == "passed")
    let faster = try runs.check(runs.imported(rate(142_100)))
    #expect(faster.status == 0, "\(faster.outcome)")
  }

  @Test func `figures that no rule compares are no pass`() throws {
    let runs = try ImportedRuns()
    func rows(_ value: Double) -> [Row] {
      [Row(metric: "queue_depth", unit: "count", value: value)]
    }
    try runs.store(rows(3))
    let answer = try runs.check(runs.imported(rows(90)))
    #expect(answer.verdict?.outcome == .warn, "\(answer.outcome)")
    #expect(!answer.outcome.out.hasPrefix("✓"))
    let strict = try runs.check(runs.imported(rows(90)), "--strict")
    #expect(strict.status == 1, "\(strict.outcome)")
  }

  @Test func `budgets that are kept make a pass, and the headline counts them`() throws {
    let runs = try ImportedRuns()
    let budgets = try runs.scratch.write(
      "budgets/b.json5",
      DrawnGate.budgetsFile(
        "budgets: [ { benchmark: \"work\", min: \"1 s\", max: \"1 s\" } ]"))
    let answer = try runs.check(
      runs.imported((0..<12).map { Row(value: 10 + Double($0)) }), "--budgets", budgets)
    #expect(answer.status == 0, "\(answer.outcome)")
    #expect(answer.outcome.out.contains("2 budgets kept"), "\(answer.outcome.out)")
  }

  @Test func `a percentile of imported figures of one process is unproven, and says why`() throws {
    let runs = try ImportedRuns()
    let budgets = try runs.scratch.write(
      "budgets/b.json5",
      DrawnGate.budgetsFile("budgets: [ { benchmark: \"work\", median: \"1 s\" } ]"))
    let answer = try runs.check(
      runs.imported((0..<12).map { Row(value: 10 + Double($0)) }), "--budgets", budgets)
    #expect(answer.verdict?.outcome == .warn, "\(answer.outcome)")
    #expect(
      answer.outcome.out.contains("one launch cannot bound median"), "\(answer.outcome.out)")
  }

  @Test(arguments: ["allocations", "peak_memory", "m"])
  func `a gated figure that is gone is missing, in pairs of programs`(_ metric: String) throws {
    let isOwn = metric == "m"
    let gate = try DrawnGate(
      both: isOwn ? ["DRAWN_VALUES": "m=7"] : ["DRAWN_VALUES": "allocations=7"],
      candidate: isOwn
        ? ["DRAWN_VALUES": "wall_time=600000"]
        : ["DRAWN_RECORDED": metric == "allocations" ? "wall_time,peak_memory" : "wall_time"],
      budgets: isOwn ? FaultStories.gated("m") : nil)
    let answer = try gate.answer()
    #expect(answer.status == 1, "\(answer.outcome)")
    #expect(answer.word(metric) == "missing", "\(String(describing: answer.finding(metric)))")
  }

  @Test func `a gated figure that is gone is missing, in imports`() throws {
    let runs = try ImportedRuns()
    func text(_ memory: String) -> String {
      "goos: linux\npkg: a\n"
        + String(repeating: "BenchmarkWork 1000 700 ns/op\(memory)\n", count: 4) + "PASS\n"
    }
    for _ in 0..<3 {
      try runs.store(runs.imported(text(" 64 B/op 2 allocs/op"), from: "go"))
    }
    let answer = try runs.check(runs.imported(text(""), from: "go"))
    #expect(answer.status == 1, "\(answer.outcome)")
    let missing =
      answer.verdict?.findings.filter { $0.status == .missing }.compactMap(\.metric) ?? []
    #expect(Set(missing) == [.allocations, .allocatedBytes])
  }

  @Test(arguments: [
    (["DRAWN_UNITS": "m=ms"], "m=0.07"), (["DRAWN_HIGHER_IS_BETTER": "m"], "m=700"),
  ]) func `a figure whose unit or direction changed is not compared, and fails`(
    _ candidate: [String: String], _ value: String
  ) throws {
    let answer = try DrawnGate(
      both: ["DRAWN_VALUES": "m=70"],
      candidate: candidate.merging(["DRAWN_VALUES": value]) { $1 },
      budgets: FaultStories.gated("m")
    ).answer()
    #expect(answer.status == 1 && answer.word("m") == "changed", "\(answer.outcome)")
  }

  @Test(arguments: [("count", "lower"), ("bytes", "higher")])
  func `the same holds for stored figures`(_ unit: String, _ better: String) throws {
    let runs = try ImportedRuns()
    let budgets = try runs.scratch.write(
      "b.json5", DrawnGate.budgetsFile(FaultStories.gated("size")))
    try runs.store([Row(metric: "size", unit: "bytes", value: 100, better: "lower")])
    let answer = try runs.check(
      runs.imported([Row(metric: "size", unit: unit, value: 300, better: better)]), "--budgets",
      budgets)
    #expect(answer.status == 1, "\(answer.outcome)")
    #expect(answer.word("size", of: "work") == "changed")
  }

  @Test func `a benchmark that only the baseline's program has is missing`() throws {
    let answer = try DrawnGate(
      both: ["DRAWN_ADDED": "2"], candidate: ["DRAWN_ADDED": "0"]
    ).answer()
    #expect(answer.status == 1, "\(answer.outcome)")
    #expect(answer.word(nil, of: "added0") == "missing")
    #expect(answer.word(nil, of: "added1") == "missing")
  }

  @Test func `a selection leaves out and loses nothing`() throws {
    let gate = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "2", "DRAWN_ADDED": "2"], candidate: ["DRAWN_ADDED": "0"])
    #expect(try gate.measure("--filter", "b*").status == 0)
    let answer = try gate.check()
    #expect(answer.status == 0, "\(answer.outcome)")
  }

  @Test func `every figure of either side is accounted for once`() throws {
    let gate = try DrawnGate(
      both: ["DRAWN_BENCHMARKS": "2", "DRAWN_ADDED": "1", "DRAWN_VALUES": "m=7"],
      candidate: ["DRAWN_ADDED": "0", "DRAWN_CRASHING": "1"])
    _ = try gate.answer()
    let outcome = try Executable.detect.run(
      "check", "run.json", "--read-only", "--output", "-", folder: gate.scratch.path)
    let account = try JSONValue(outcome.out)["accounting"]
    func count(_ key: String) -> Double { account?[key]?.number ?? 0 }
    // Typical time, mean time and memory of two benchmarks; the processor's time and m have no rule.
    #expect(count("compared") == 6, "\(String(describing: account))")
    #expect(count("without_rule") >= 4, "\(String(describing: account))")
    #expect(count("vanished") >= 1 && count("new") >= 1)
    #expect(count("accepted") + count("changed") + count("blind") == 0)
  }
}
