import GateRecords
import GateStatistics
import Testing

@testable import GateMeasurement

/// Whole measurements of scripted commands.
@Suite struct CommandMeasurementTests {
  private let build = CommandPlan(name: "build", words: [.candidate: ["new"]])

  @Test func `every time is that of the whole process`() throws {
    let record = try #require(try ScriptedCommands().measure([build]).records.first)
    let times = try #require(record.series(of: .wallTime)?.samples)
    #expect(times.count >= 10 && times.allSatisfy { $0 == 6_000_000 })
    #expect(record.series(of: .cpuTime)?.samples.allSatisfy { $0 == 700_000 } == true)
    #expect(record.sampling == .perProcess && record.iterationsPerSample == 1)
    #expect(record.series(of: .peakMemory)?.unavailable?.contains("driver's own") == true)
  }

  @Test func `what is around a run is run in its order`() throws {
    let script = ScriptedCommands()
    var plan = CommandPlan(name: "build", words: [.candidate: ["new", "-j2"]])
    plan.prepare = ["clean"]
    plan.cleanUp = ["remove"]
    plan.warmUps = 3
    _ = try script.measure([plan])
    let runs = script.diary.filter { $0 != "empty" }
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
      kind: .ended, message: "ended with exit status 2, not with 0", outputTail: "no input")
    let broken = CommandPlan(name: "broken", words: [.candidate: ["broken"]])
    let records = try script.measure([broken, build]).records
    #expect(records.map(\.status) == [.failed, .measured])
    #expect(records[0].failure?.outputTail == "no input")
  }

  @Test func `a preparation that fails is called by its name`() throws {
    let script = ScriptedCommands()
    script.faults["clean"] = WorkerFault(kind: .ended, message: "ended with exit status 1")
    var plan = build
    plan.prepare = ["clean"]
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
}
