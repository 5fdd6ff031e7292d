import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

/// Whole measurements of scripted commands.
@Suite struct CommandMeasurementTests {
  private let build = CommandPlan("build", [.candidate: ["new"]])

  @Test func `every time is that of the whole process`() throws {
    let record = try #require(try ScriptedCommands().measure([build]).records.first)
    let times = try #require(record.series(of: .wallTime)?.samples)
    #expect(times.count >= 10 && times.allSatisfy { $0 == 6_000_000 })
    #expect(record.series(of: .cpuTime)?.samples.allSatisfy { $0 == 700_000 } == true)
    #expect(record.sampling == .perProcess && record.iterationsPerSample == 1)
    #expect(
      record.series(of: .peakMemory)?.unavailable?.contains("memory of speedgate-bench") == true)
  }

  @Test func `what is around a run is run in its order`() throws {
    let script = ScriptedCommands()
    let plan = CommandPlan("build", [.candidate: ["new", "-j2"]]).with {
      $0.setup = ["begin"]
      $0.prepare = ["clean"]
      $0.cleanUp = ["remove"]
      $0.warmUps = 3
    }
    _ = try script.measure([plan])
    let all = script.diary.filter { $0 != "empty" }
    #expect(all.first == "begin" && all.filter { $0 == "begin" }.count == 1)
    let runs = all.dropFirst()
    #expect(runs.dropLast().enumerated().allSatisfy { $1 == ($0 % 2 == 0 ? "clean" : "new -j2") })
    #expect(runs.last == "remove" && runs.filter { $0 == "remove" }.count == 1)
    // Three to warm up, ten and more to measure.
    #expect(runs.filter { $0 == "new -j2" }.count >= 13)
  }

  @Test func `a pair is run in turn and decided`() throws {
    let script = ScriptedCommands()
    let series = try #require(try script.measurePair().records.first?.series(of: .wallTime))
    #expect(series.baselineLaunches?.flatMap { $0 }.allSatisfy { $0 == 3_000_000 } == true)
    #expect(series.launches.map(\.count) == series.baselineLaunches?.map(\.count))
    let runs = script.diary.filter { $0 == "new" || $0 == "old" }
    #expect(runs.filter { $0 == "new" }.count == runs.filter { $0 == "old" }.count)
    // Two launches of either side take turns, so neither side is ever more than two runs ahead.
    var lead = 0
    for run in runs {
      lead += run == "new" ? 1 : -1
      #expect(abs(lead) <= 2)
    }
  }

  @Test func `a command that fails is named with its last words, and others go on`() throws {
    let script = ScriptedCommands()
    script.faults["broken"] = WorkerFault(
      kind: .ended, message: "ended with exit status 2, but 0 was expected", outputTail: "no input")
    let broken = CommandPlan("broken", [.candidate: ["broken"]])
    let records = try script.measure([broken, build]).records
    #expect(records.map(\.status) == [.failed, .measured])
    #expect(records[0].failure?.outputTail == "no input")
  }

  @Test func `a preparation that fails is called by its name`() throws {
    let script = ScriptedCommands()
    script.faults["clean"] = WorkerFault(kind: .ended, message: "ended with exit status 1")
    let plan = build.with { $0.prepare = ["clean"] }
    let records = try script.measure([plan]).records
    #expect(records[0].failure?.message == "its --prepare command ended with exit status 1")
  }

  @Test func `a baseline that fails leaves the candidate's figures`() throws {
    let script = ScriptedCommands()
    script.faults["old"] = WorkerFault(kind: .ended, message: "crashed with SIGSEGV")
    let records = try script.measurePair().records
    #expect(records[0].status == .measured)
    #expect(records[0].series(of: .wallTime)?.baselineLaunches == nil)
    #expect(records[0].notes.contains { $0.contains("crashed with SIGSEGV") })
  }

  @Test func `each side has the benchmarks that it has`() throws {
    let script = ScriptedCommands()
    var both = CommandPlan("both", [.candidate: ["new"], .baseline: ["old"]])
    both.notes = ["a word about it"]
    let result = try script.measure(
      [
        CommandPlan("gone", [.baseline: ["old"]]), CommandPlan("added", [.candidate: ["new"]]),
        both,
      ], isPaired: true)
    #expect(result.records.map(\.name.rawValue) == ["added", "both"])
    #expect(result.records[0].series(of: .wallTime)?.baselineLaunches == nil)
    #expect(result.records[1].series(of: .wallTime)?.baselineLaunches != nil)
    #expect(result.records[1].notes.contains("a word about it"))
    #expect(result.baselineOnly == ["gone"])
  }

  @Test func `a program that is not there fails its benchmark, and others go on`() throws {
    let script = ScriptedCommands()
    let missing = CommandPlan(
      name: "missing",
      sides: [.candidate: SidedCommand(["./no-such"]).placed(in: "/", path: "/bin")])
    let records = try script.measure([missing, build]).records
    #expect(records.map(\.status) == [.failed, .measured])
    #expect(records[0].failure?.message.contains("./no-such: no such program") == true)
    #expect(!script.diary.contains("./no-such"))
  }

  @Test func `what is around the runs is done in the folder of each side, once where it is one`()
    throws
  {
    for (folders, count) in [(["/a", "/b"], 2), (["/a", "/a"], 1)] {
      let script = ScriptedCommands()
      var plan = CommandPlan("tool", [.candidate: ["new"], .baseline: ["old"]]).with {
        $0.setup = ["begin"]
        $0.cleanUp = ["remove"]
      }
      plan.sides[.candidate]?.directory = folders[0]
      plan.sides[.baseline]?.directory = folders[1]
      _ = try script.measure([plan], isPaired: true)
      #expect(script.diary.filter { $0 == "begin" }.count == count)
      #expect(script.diary.filter { $0 == "remove" }.count == count)
      #expect(Set(script.folders["new"] ?? []) == [folders[0]])
      #expect(Set(script.folders["old"] ?? []) == [folders[1]])
    }
  }

  @Test func `what was not run is not cleaned up`() throws {
    let script = ScriptedCommands()
    let gone = CommandPlan("gone", [.baseline: ["old"]]).with { $0.cleanUp = ["remove"] }
    let pair = CommandPlan("tool", [.candidate: ["new"], .baseline: ["old"]])
    _ = try script.measure([gone, pair], isPaired: true)
    #expect(script.diary.contains("old") && !script.diary.contains("remove"))
  }

  @Test func `a program receives its folder and its variables`() throws {
    let script = ScriptedCommands()
    let plan = build.with {
      $0.directory = "/here"
      $0.environment = ["MODE": "own"]
    }
    _ = try script.measure(
      [plan], environment: ["PWD": "/elsewhere", "MODE": "usual", "KEPT": "1"])
    let variables = try #require(script.variables["new"])
    #expect(variables.isSuperset(of: ["PWD=/here", "MODE=own", "KEPT=1"]))
    #expect(variables.allSatisfy { $0 != "PWD=/elsewhere" && $0 != "MODE=usual" })
  }

  @Test func `a benchmark's own time limit holds for its runs`() throws {
    let script = ScriptedCommands()
    _ = try script.measure([build.with { $0.timeLimit = 7 }])
    #expect(script.limits["new"] == [7])
  }
}
