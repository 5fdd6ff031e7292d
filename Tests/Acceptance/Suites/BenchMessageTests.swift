import GateRevisions
import TestSupport
import Testing

@testable import speedgate_bench

@Suite struct BenchMessageTests {
  @Test func `every message is on the page of messages`() throws {
    #expect(try MessageCatalogue.difference(BenchMessage.self, in: "speedgate-bench") == nil)
    #expect(
      try MessageCatalogue.difference(BenchHeading.self, in: "speedgate-bench", part: "headings")
        == nil)
    #expect(try MessageCatalogue.difference(RevisionMessage.self, in: "GateRevisions") == nil)
  }

  @Test func `every message has a text`() {
    #expect(BenchMessage.examples.allSatisfy { !$0.text.isEmpty })
  }

  /// Every command, as its words; those that set a package up have tests of their own.
  static let commands = SpeedgateBench.program.commandNames
    .filter { !["hook", "init"].contains($0[0]) }

  @Test(arguments: commands) func `every command's help has a summary, an example and the status`(
    _ words: [String]
  ) throws {
    let help = try Executable.bench.run(words + ["--help"])
    #expect(help.status == 0 && help.err.isEmpty)
    #expect(help.out.contains("EXAMPLES:\n  "), "\(words)")
    let first = help.out.split(separator: "\n").first ?? ""
    #expect(first.hasSuffix("."), "\(first)")
    for word in ["unless given", "by default", "the default)"] {
      #expect(!help.out.contains(word), "\(words): \(word)")
    }
  }
}
