import Foundation
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
    // A quote with an accent is one character, and so is a line end of two.
    let alphabet = Array("ab '\"\\\t\n${}*é'\u{301}\r\n")
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
  @Test func `every combination of values is a plan of its own`() throws {
    let plan = CommandPlan(
      "tool", [.candidate: ["tool", "-n{n}", "{mode}", "{other}"], .baseline: ["{n}{n}"]]
    ).with {
      $0.prepare = ["rm", "{n}.out"]
      $0.input = "{mode}.txt"
      $0.environment = ["SIZE": "{n}"]
    }
    let plans = plan.expanded([("n", ["1", "2"]), ("mode", ["a", "b"])])
    #expect(
      plans.map(\.name) == [
        "tool{n=1,mode=a}", "tool{n=1,mode=b}", "tool{n=2,mode=a}", "tool{n=2,mode=b}",
      ])
    #expect(plans[3].sides[.candidate]?.words == ["tool", "-n2", "b", "{other}"])
    #expect(plans[3].sides[.baseline]?.words == ["22"])
    let second = try #require(plans[1].sides[.baseline])
    #expect(second.prepare == ["rm", "1.out"] && second.input == "b.txt")
    #expect(second.environment == ["SIZE": "1"])
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
    #expect(error?.message == "ended with exit status 3, but 0 was expected")
    #expect(error?.outputTail == "last words")
    _ = try run("exit 3", expecting: [0, 3])
    _ = try run("exit 9", expecting: [])
  }

  @Test func `a signal is reported by its name`() {
    let error = #expect(throws: WorkerFault.self) { try run("kill -SEGV $$", expecting: []) }
    #expect(error?.message.contains("SIGSEGV") == true)
  }

  @Test func `a run beyond its time limit is killed with its children`() {
    let error = #expect(throws: WorkerFault.self) { try run("sleep 1000 & wait", limit: 0.2) }
    #expect(error?.kind == .silent && error?.message.contains("0.2 s") == true)
  }

  @Test func `a program that is not there is reported`() {
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

  // MARK: Folders and outputs

  @Test func `a folder is where it runs, and what it learns of it`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("here", "")
    var call = CommandCall(words: ["/bin/sh", "-c", "test -e here"], timeLimit: 20)
    #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
    call.directory = folder.path
    _ = try CommandProcess.run(call)
    call.directory = folder.file("absent")
    let error = #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
    #expect(error?.kind == .notStarted && error?.message.contains("there is no folder") == true)
  }

  @Test func `another output than expected names both digests, and standard error does not count`()
    throws
  {
    var call = CommandCall(words: ["/bin/sh", "-c", "echo noise >&2; printf abc"], timeLimit: 20)
    // FIPS PUB 180-4 has this digest as an example.
    call.expectedOutput = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    _ = try CommandProcess.run(call)
    call.words[2] = "echo noise >&2; printf abd"
    let error = #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
    let message = error?.message ?? ""
    #expect(
      message.contains("a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9")
        && message.contains("not ba7816bf"), "\(message)")
    #expect(error?.outputTail == "noise")
    // What is thrown away cannot be looked at.
    call.keepsOutput = false
    _ = try CommandProcess.run(call)
  }

  @Test func `an output of many megabytes is hashed as a whole`() throws {
    var call = CommandCall(
      words: ["/bin/sh", "-c", "head -c 3000000 /dev/zero; printf x"], timeLimit: 20)
    call.expectedOutput = String(repeating: "0", count: 64)
    let other = #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
    let digest = try #require(other?.message.firstMatch(of: /is ([0-9a-f]{64}),/)?.1)
    call.expectedOutput = String(digest)
    _ = try CommandProcess.run(call)
    call.words[2] = "head -c 3000000 /dev/zero; printf y"
    #expect(throws: WorkerFault.self) { try CommandProcess.run(call) }
  }
}

/// Where programs and files are looked for.
@Suite struct CommandPlaceTests {
  @Test func `relative paths are seen from the folder of the side`() throws {
    let folder = try TemporaryFolder()
    let tool = try folder.write("bin/tool", "#!/bin/sh\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
    var command = SidedCommand(["./bin/tool", "input"])
    command.input = "in.txt"
    command.prepare = ["bin/tool"]
    let placed = command.placed(in: folder.path, path: "/usr/bin:/bin")
    #expect(placed.words == [tool, "input"] && placed.prepare == [tool])
    #expect(placed.input == folder.file("in.txt") && placed.directory == folder.path)
    #expect(placed.missingProgram == nil)
    // From a folder of its own, and with a path of its own.
    command.directory = "bin"
    command.words = ["../bin/tool"]
    command.prepare = nil
    #expect(
      command.placed(in: folder.path, path: "").words == [folder.path + "/bin/../bin/tool"])
    command.words = ["tool"]
    command.environment = ["PATH": "/nowhere:."]
    #expect(command.placed(in: folder.path, path: "").words == [folder.path + "/bin/tool"])
  }

  @Test(arguments: ["no-such-program", "./absent", "/no/such", "."])
  func `what is not there is noted, and nothing else takes its place`(_ name: String) throws {
    let folder = try TemporaryFolder()
    let placed = SidedCommand([name]).placed(in: folder.path, path: "/usr/bin:/bin")
    #expect(placed.missingProgram == name)
  }

  @Test func `without a folder paths stay as they were written`() {
    let placed = SidedCommand(["sh", "-c", "x"]).placed(in: nil, path: "/nowhere:/bin")
    #expect(placed.words == ["/bin/sh", "-c", "x"] && placed.directory == nil)
  }
}
