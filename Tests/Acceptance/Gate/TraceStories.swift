import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

/// What benchmarks execute: recorded, kept with the baseline, and recorded again only where it must be.
@Suite struct TraceStories {
  /// A drawn suite with a link kit, and a valgrind that runs it and says that it executed `main`.
  struct Traced {
    let linked: LayoutStories.Linked
    var gate: DrawnGate { linked.gate }

    init(benchmarks: Int = 2) throws {
      linked = try LayoutStories.Linked(["DRAWN_BENCHMARKS": "\(benchmarks)"], budgets: nil)
      let log = linked.gate.scratch.file("traced")
      let valgrind = try linked.gate.scratch.write(
        "tools/valgrind",
        """
        #!/bin/sh
        for word in "$@"; do
          case "$word" in
            --version) echo valgrind-drawn; exit 0 ;;
            --callgrind-out-file=*) output=${word#*=} ;;
            --log-file=*) log=${word#*=} ;;
            *) program=$word ;;
          esac
        done
        echo run >>'\(log)'
        # Like valgrind it reads the program. To execute it would fail while another thread's child has it open still.
        cat "$program" >"$program-run" && chmod +x "$program-run"
        "$program-run"
        status=$?
        printf 'positions: instr\\nob=%s\\nfn=main\\n0x1720 1\\ntotals: 1\\n' "$program" >"$output-01"
        echo 'SYSCALL[1,1]( 72) sys_fcntl ( 4, 2, 1 )[sync] --> Success(0x0)' >"$log"
        exit $status

        """)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: valgrind)
    }

    var kit: String { gate.suite + ".linkkit" }

    /// How often the suite was started under valgrind so far.
    var runs: Int { ((try? gate.scratch.read("traced")) ?? "").split(separator: "\n").count }

    func trace(_ arguments: String..., path: String? = nil) throws -> Executable.Outcome {
      let usual = ProcessInfo.processInfo.environment["PATH"] ?? ""
      let environment = try gate.environment("trace", 1)
        .merging(["PATH": path ?? gate.scratch.file("tools") + ":" + usual]) { $1 }
      return try Executable.bench.run(
        ["trace", gate.suite] + arguments, folder: gate.scratch.path, environment: environment)
    }

    /// The record that the baseline keeps; nil for none.
    func stored() throws -> String? {
      let hash = try SHA256.hexDigest(ofFile: gate.suite)
      let files = FileManager.default.subpaths(atPath: gate.scratch.file("base")) ?? []
      return files.first { $0.hasSuffix("/executed/\(hash).json") }.map {
        gate.scratch.file("base/" + $0)
      }
    }

    func store() throws {
      try gate.measure(isPaired: false)
      let update = try Executable.detect.run(
        "baseline", "update", "run.json", "--baseline", "base", "--program", gate.suite,
        folder: gate.scratch.path)
      #expect(update.status == 0, "\(update)")
    }
  }

  @Test func `what was seen twice alike is recorded without a doubt, in the documented form`()
    throws
  {
    let traced = try Traced()
    let outcome = try traced.trace()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.out.contains("executed.json: 2 benchmarks, 1 stretches of code"))
    let path = traced.kit + "/executed.json"
    let record = try RecordFile.read(
      ExecutedRecord.self, schema: ExecutedRecord.schema, at: path)
    #expect(record.tool == "valgrind-drawn" && record.contradiction == nil)
    #expect(record.files == ["/o/main.o"])
    #expect(record.stretches == [.init(file: 0, section: ".text.main", first: 0, last: 0)])
    #expect(Set(record.benchmarks.keys) == ["b0", "b1"])
    #expect(record.benchmarks.values.allSatisfy { $0.doubt == nil && $0.instructions == [1, 1] })
    // One start lists the benchmarks.
    #expect(traced.runs == 9)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(try JSONSchema("executed").problems(JSONValue(text)).isEmpty)
  }

  @Test func `what a time budget leaves out is recorded by later calls`() throws {
    let traced = try Traced(benchmarks: 40)
    try traced.store()
    let path = traced.kit + "/executed.json"
    func record() throws -> ExecutedRecord {
      try RecordFile.read(ExecutedRecord.self, schema: ExecutedRecord.schema, at: path)
    }
    var known = 0
    var calls = 0
    repeat {
      let outcome = try traced.trace("--baseline", "base", "--time-budget", "1ms")
      #expect(outcome.status == 0, "\(outcome)")
      calls += 1
      let made = try record()
      #expect(made.contradiction == nil && made.benchmarks.count == 40)
      #expect(
        made.benchmarks.values.allSatisfy { ($0.isPending == true) == ($0.doubt != nil) },
        "\(Set(made.benchmarks.values.compactMap(\.doubt)))")
      #expect(
        try JSONSchema("executed").problems(
          JSONValue(String(contentsOfFile: path, encoding: .utf8))
        ).isEmpty)
      let stored = try #require(try traced.stored())
      #expect(try KitPlace(record: "", objects: "", executed: stored).readExecuted() == made)
      #expect(40 - made.pendingCount > known)
      known = 40 - made.pendingCount
      #expect(
        outcome.out.contains(
          known == 40 ? "40 benchmarks, 1 stretches" : "recorded which code \(known) of 40"),
        "\(outcome)")
    } while known < 40 && calls < 50
    // At most eight at once, so one call is not enough; no benchmark is recorded twice.
    #expect(calls >= 5 && traced.runs == calls + 160)
    #expect(
      try traced.trace("--baseline", "base", "--time-budget", "1ms").out.contains("is up to date"))
    #expect(traced.runs == calls + 160)
  }

  @Test func `a stored program is traced once, and one that is not stored not at all`() throws {
    let traced = try Traced()
    let early = try traced.trace("--baseline", "base")
    #expect(early.status == 0 && early.out.contains("do not hold this program"), "\(early)")
    #expect(traced.runs == 0)

    try traced.store()
    #expect(try traced.stored() == nil)
    let first = try traced.trace("--baseline", "base", "--if-possible", "--quiet")
    #expect(first.status == 0 && first.out.isEmpty && first.err.isEmpty, "\(first)")
    let stored = try #require(try traced.stored())
    #expect(traced.runs == 9)
    let again = try traced.trace("--baseline", "base")
    #expect(again.status == 0 && again.out.contains("is up to date"), "\(again)")
    #expect(traced.runs == 9)

    // What is beside the program is taken, and what is torn made again.
    try FileManager.default.removeItem(atPath: stored)
    #expect(try traced.trace("--baseline", "base").status == 0)
    #expect(try traced.stored() != nil && traced.runs == 9)
    try TextFile.write(Data("{".utf8), to: stored)
    try FileManager.default.removeItem(atPath: traced.kit + "/executed.json")
    #expect(try traced.trace("--baseline", "base").status == 0)
    #expect(traced.runs == 18)
    #expect(try KitPlace(record: "", objects: "", executed: stored).readExecuted() != nil)
  }

  @Test func `a baseline takes over what was recorded beside the program`() throws {
    let traced = try Traced()
    #expect(try traced.trace().status == 0)
    try traced.store()
    #expect(try traced.stored() != nil)
  }

  @Test func `without valgrind or a kit it says so, and ends as it was asked to`() throws {
    let traced = try Traced()
    let nowhere = traced.gate.scratch.file("nowhere")
    BadInputTests.expectRefusal(try traced.trace(path: nowhere), .bench, "no valgrind: ")
    let reported = try traced.trace("--if-possible", "--quiet", path: nowhere)
    #expect(reported.status == 0 && reported.err.hasPrefix("note: no valgrind: "), "\(reported)")
    #expect(reported.err.split(separator: "\n").count == 1 && reported.out.isEmpty)
    try FileManager.default.removeItem(atPath: traced.kit)
    BadInputTests.expectRefusal(
      try traced.trace(), .bench, "cannot be recorded without its link kit")
    #expect(try traced.trace("--if-possible").status == 0)
    #expect(traced.runs == 0)
  }
}
