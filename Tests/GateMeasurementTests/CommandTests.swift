import Foundation
import GateBudgets
import GateRecords
import GateStatistics
import TestSupport
import Testing

@testable import GateMeasurement

@Suite struct CommandWordsTests {
  @Test(arguments: [
    ("ls -l  a", ["ls", "-l", "a"]), ("  a\tb\n", ["a", "b"]),
    ("a 'b c' \"d e\"", ["a", "b c", "d e"]), ("a''b", ["ab"]), ("a ''", ["a", ""]),
    ("a\\ b", ["a b"]), ("'a\\b'", ["a\\b"]), ("\"a\\\"b\\n\"", ["a\"b\\n"]),
    ("echo $HOME * > x", ["echo", "$HOME", "*", ">", "x"]),
  ])
  func `words are taken apart without a shell`(_ line: String, _ words: [String]) {
    #expect(CommandWords.split(line) == words)
  }

  @Test(arguments: ["", "  ", "'a", "a \"b", "a\\"])
  func `an open quote or nothing at all is no command`(_ line: String) {
    #expect(CommandWords.split(line) == nil)
  }

  @Test(arguments: [
    (["make", "-j4"], "make -j4"), (["a b", ""], "'a b' ''"), (["it's"], "'it'\\''s'"),
    (["a\\b", "$HOME", "*"], "'a\\b' $HOME *"),
  ])
  func `words are quoted only where they must be`(_ words: [String], _ line: String) {
    #expect(CommandWords.line(words) == line)
  }

  @Test func `a line of any words is taken apart into them again`() {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("ab '\"\\\t\n${}*é")
    for _ in 0..<500 {
      let words = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        String(
          (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
          })
      }
      #expect(CommandWords.split(CommandWords.line(words)) == words, "\(words)")
    }
  }
}

@Suite struct CommandPlanTests {
  @Test func `every combination of values is a plan of its own`() {
    var plan = CommandPlan(
      name: "tool",
      words: [.candidate: ["tool", "-n{n}", "{mode}", "{other}"], .baseline: ["{n}{n}"]])
    plan.prepare = ["rm", "{n}.out"]
    plan.input = "{mode}.txt"
    let plans = plan.expanded([("n", ["1", "2"]), ("mode", ["a", "b"])])
    #expect(
      plans.map(\.name) == [
        "tool{n=1,mode=a}", "tool{n=1,mode=b}", "tool{n=2,mode=a}", "tool{n=2,mode=b}",
      ])
    #expect(plans[3].words[.candidate] == ["tool", "-n2", "b", "{other}"])
    #expect(plans[3].words[.baseline] == ["22"])
    #expect(plans[1].prepare == ["rm", "1.out"] && plans[1].input == "b.txt")
    #expect(plan.expanded([]) == [plan])
  }
}

/// Real processes; nothing here depends on how long they take.
@Suite struct CommandProcessTests {
  private func run(
    _ line: String, limit: Double = 20, expecting statuses: Set<Int32> = [0],
    input: String? = nil
  ) throws(WorkerFault) -> CommandRun {
    var call = CommandCall(words: ["/bin/sh", "-c", line], timeLimit: limit)
    call.environment = ["PATH=/usr/bin:/bin", "MARK=yes"]
    call.expectedStatuses = statuses
    call.input = input
    return try CommandProcess.run(call)
  }

  @Test func `the exit status is checked, and the last words are kept`() throws {
    let error = #expect(throws: WorkerFault.self) { try run("echo last words; exit 3") }
    #expect(error?.message == "ended with exit status 3, not with 0")
    #expect(error?.outputTail == "last words")
    _ = try run("exit 3", expecting: [0, 3])
    _ = try run("exit 9", expecting: [])
  }

  @Test func `a signal is told by its name`() {
    let error = #expect(throws: WorkerFault.self) { try run("kill -SEGV $$", expecting: []) }
    #expect(error?.message.contains("SIGSEGV") == true)
  }

  @Test func `a run beyond its time limit is killed with its children`() {
    let error = #expect(throws: WorkerFault.self) { try run("sleep 1000 & wait", limit: 0.2) }
    #expect(error?.kind == .silent && error?.message.contains("0.2 s") == true)
  }

  @Test func `a program that is not there is told`() {
    let call = CommandCall(words: ["/no/such/program"], timeLimit: 5)
    let error = #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
    #expect(error?.kind == .notStarted && error?.message.contains("/no/such/program") == true)
  }

  @Test func `standard input is a file, or nothing`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("input", "given\n")
    _ = try run("read line && test \"$line\" = given", input: path)
    _ = try run("! read line")
    #expect(throws: WorkerFault.self) { try run("true", input: path + ".absent") }
  }

  @Test func `the environment is what was asked for`() throws {
    _ = try run("test \"$MARK\" = yes && test -z \"$HOME\"")
  }

  @Test func `processor time and memory follow the work`() throws {
    let idle = try run("sleep 0.2")
    let busy = try run("i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done")
    #expect(busy.processorTime > idle.processorTime)
    #expect(idle.wallTime >= 200_000_000)
    let large = try run("head -c 600000000 /dev/zero | tail -c 600000000 > /dev/null")
    #expect((large.peakMemory ?? 0) > 500_000_000)
    // A tiny process would only show what the driver itself has in memory.
    #expect(idle.peakMemory ?? 0 < 500_000_000)
  }
}

/// Whole measurements of scripted commands.
@Suite struct CommandMeasurementTests {
  /// A script in the place of processes: what each program takes, and a diary of what was run.
  private final class Script {
    var diary: [String] = []
    var times: [String: Double] = ["empty": 500_000, "new": 6_000_000, "old": 3_000_000]
    var faults: [String: WorkerFault] = [:]

    func run(_ call: CommandCall) throws(WorkerFault) -> CommandRun {
      diary.append(call.words.joined(separator: " "))
      if let fault = faults[call.words[0]] { throw fault }
      return CommandRun(
        wallTime: times[call.words[0]] ?? 1, processorTime: 700_000, peakMemory: nil,
        involuntarySwitches: 0)
    }
  }

  private func measure(
    _ plans: [CommandPlan], _ script: Script, isPaired: Bool = false
  ) throws -> (records: [BenchmarkRecord], launcher: CommandLauncher) {
    let launcher = CommandLauncher(
      plans, suite: "commands", emptyProgram: ["empty"], environment: [:], timeLimit: 5,
      runner: { call throws(WorkerFault) in try script.run(call) })
    var options = SuiteMeasurement.Options(
      profile: .quick, timeBudget: 1000, seed: 3, processors: [])
    options.countsWork = false
    options.leastSamples = 10
    options.scale.leastSamples = 1
    options.scale.launch = 50_000_000
    var now = 0.0
    var measurement = SuiteMeasurement(
      options: options, policy: .builtIn, launcher: launcher, isPaired: isPaired,
      clock: {
        now += 0.001
        return now
      }, report: { _ in })
    let result = try measurement.run()
    try launcher.cleanUp()
    return (result.benchmarks.map(launcher.described), launcher)
  }

  @Test func `the cost of starting is measured, subtracted and recorded`() throws {
    let script = Script()
    let records = try measure(
      [CommandPlan(name: "build", words: [.candidate: ["new"]])], script
    ).records
    let times = try #require(records.first?.series(of: .wallTime)?.samples)
    #expect(times.count >= 10 && times.allSatisfy { $0 == 5_500_000 })
    #expect(records[0].series(of: .cpuTime)?.samples.allSatisfy { $0 == 0 } == true)
    let cost = records[0].series(of: MetricName(rawValue: "spawn_time"))
    #expect(cost?.samples.allSatisfy { $0 == 500_000 } == true)
    #expect(records[0].sampling == .perIteration && records[0].iterationsPerSample == 1)
    #expect(records[0].notes.contains { $0.contains("500 µs, which is subtracted") })
    #expect(records[0].series(of: .peakMemory)?.unavailable?.contains("driver's own") == true)
  }

  @Test func `hardly more than a start is left as it is, with a note`() throws {
    let script = Script()
    script.times["new"] = 900_000
    let records = try measure(
      [CommandPlan(name: "tiny", words: [.candidate: ["new"]])], script
    ).records
    #expect(records[0].series(of: .wallTime)?.samples.allSatisfy { $0 == 900_000 } == true)
    #expect(records[0].notes.contains { $0.contains("measure more work") })
  }

  @Test func `what is around a run is run in its order`() throws {
    let script = Script()
    var plan = CommandPlan(name: "build", words: [.candidate: ["new", "-j2"]])
    plan.prepare = ["clean"]
    plan.cleanUp = ["remove"]
    plan.warmUps = 3
    _ = try measure([plan], script)
    let start = Array(script.diary.drop { $0 == "empty" })
    #expect(start.dropLast().enumerated().allSatisfy { $1 == ($0 % 2 == 0 ? "clean" : "new -j2") })
    #expect(script.diary.last == "remove" && script.diary.filter { $0 == "remove" }.count == 1)
    // Three to warm up, ten and more to measure.
    #expect(script.diary.filter { $0 == "new -j2" }.count >= 13)
  }

  @Test func `a pair is run in turn and decided`() throws {
    let script = Script()
    let plan = CommandPlan(name: "tool", words: [.candidate: ["new"], .baseline: ["old"]])
    let records = try measure([plan], script, isPaired: true).records
    let series = try #require(records.first?.series(of: .wallTime))
    #expect(series.baselineLaunches?.flatMap { $0 }.allSatisfy { $0 == 2_500_000 } == true)
    #expect(series.launches.map(\.count) == series.baselineLaunches?.map(\.count))
    let runs = script.diary.filter { $0 == "new" || $0 == "old" }
    #expect(runs.filter { $0 == "new" }.count == runs.filter { $0 == "old" }.count)
    // Neither side is run more than twice without the other: first A B, then B A.
    for index in runs.indices.dropLast(2) {
      #expect(Set(runs[index...(index + 2)]).count == 2)
    }
  }

  @Test func `a command that fails is named with its last words, and others go on`() throws {
    let script = Script()
    script.faults["broken"] = WorkerFault(
      kind: .ended, message: "ended with exit status 2, not with 0", outputTail: "no input")
    let records = try measure(
      [
        CommandPlan(name: "broken", words: [.candidate: ["broken"]]),
        CommandPlan(name: "build", words: [.candidate: ["new"]]),
      ], script
    ).records
    #expect(records.map(\.status) == [.failed, .measured])
    #expect(records[0].failure?.outputTail == "no input")
  }

  @Test func `a preparation that fails is called by its name`() throws {
    let script = Script()
    script.faults["clean"] = WorkerFault(kind: .ended, message: "ended with exit status 1")
    var plan = CommandPlan(name: "build", words: [.candidate: ["new"]])
    plan.prepare = ["clean"]
    let records = try measure([plan], script).records
    #expect(records[0].failure?.message == "its --prepare command ended with exit status 1")
  }

  @Test func `a baseline that fails leaves the candidate's figures`() throws {
    let script = Script()
    script.faults["old"] = WorkerFault(kind: .ended, message: "crashed with SIGSEGV")
    let plan = CommandPlan(name: "tool", words: [.candidate: ["new"], .baseline: ["old"]])
    let records = try measure([plan], script, isPaired: true).records
    #expect(records[0].status == .measured)
    #expect(records[0].series(of: .wallTime)?.baselineLaunches == nil)
    #expect(records[0].notes.contains { $0.contains("crashed with SIGSEGV") })
  }
}
