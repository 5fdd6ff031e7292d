import Foundation
import TestSupport
import Testing

/// Processes that benchmarks and commands start and do not end.
@Suite struct LeftProcessStories {
  /// A suite that starts processes which do not die with it, and is then a drawn one.
  private static func suite(_ starts: String, in scratch: TemporaryFolder) throws -> String {
    let path = try scratch.write(
      "suite",
      "#!/bin/bash\n\(starts)\nexec '\(Executable.drawnSuite.path)'\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  /// The processes that run a program of this name.
  static func living(_ name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter { process in
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe"))?
        .hasSuffix("/" + name) == true
    }
  }

  /// A program that sleeps and has a name of its own.
  static func sleeper(in scratch: TemporaryFolder) throws -> (path: String, name: String) {
    let name = "sleeper-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.copyItem(
      atPath: URL(fileURLWithPath: "/bin/sleep").resolvingSymlinksInPath().path,
      toPath: scratch.file(name))
    return (scratch.file(name), name)
  }

  #if os(Linux)
    @Test(arguments: [
      "setsid SLEEP 300 &", "setsid -f SLEEP 300", "setsid setsid -f SLEEP 300",
      "setsid bash -c 'setsid SLEEP 300 & SLEEP 300 & SLEEP 300' &", "(set -m; SLEEP 300 &)",
      "env -i setsid -f SLEEP 300", "SLEEP 300 &",
    ])
    func `no process that a benchmark started outlives the run`(_ start: String) throws {
      let scratch = try TemporaryFolder()
      let sleeper = try Self.sleeper(in: scratch)
      let quiet = " </dev/null >/dev/null 2>&1 3>&- 4>&-"
      let starts = start.replacingOccurrences(of: "SLEEP 300", with: sleeper.path + " 300" + quiet)
      let outcome = try Executable.bench.run(
        "run", try Self.suite(starts, in: scratch), "--quiet", "--output", scratch.file("run.json"))
      #expect(outcome.status == 0, "\(outcome)")
      #expect(Self.living(sleeper.name).isEmpty)
      let isOfOwnGroup = start != "SLEEP 300 &"
      #expect(outcome.err.contains("had started outlived them") == isOfOwnGroup, "\(outcome)")
      #expect(!isOfOwnGroup || outcome.err.contains(String(sleeper.name.prefix(12))), "\(outcome)")
    }

    @Test func `a command's server serves all its runs, and ends with the last`() throws {
      let scratch = try TemporaryFolder()
      let sleeper = try Self.sleeper(in: scratch)
      let line =
        "test -e pid && kill -0 $(cat pid) || { setsid \(sleeper.path) 300 & echo $! >pid; }"
      let outcome = try Executable.bench.run(
        "command", "--name", "served", "--shell", "--output", "run.json", "--", line,
        folder: scratch.path)
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.err.contains("a process that benchmarks had started"), "\(outcome)")
      #expect(Self.living(sleeper.name).isEmpty)
    }

    @Test func `where nothing is left nothing is said`() throws {
      let scratch = try TemporaryFolder()
      let outcome = try Executable.bench.run(
        "run", try Self.suite("true", in: scratch), "--quiet", "--output", scratch.file("run.json"))
      #expect(outcome.status == 0 && !outcome.err.contains("outlived"), "\(outcome)")
    }
  #endif
}
