import TestSupport
import Testing

@testable import speedgate_bench

/// Every word that leads to a command answers `--help`.
@Suite struct HelpStories {
  /// The programs' groups of commands, as their help lists them.
  static let groups: [(program: Executable, word: String)] =
    [Executable.bench, .detect, .report].flatMap { program in
      let help = (try? program.run("--help").out) ?? ""
      let words = help.matches(of: #/(?m)^  ([a-z-]+) [a-z-]+  /#).map { String($0.1) }
      return Set(words).sorted().map { (program, $0) }
    }

  @Test func `there are groups`() {
    #expect(Self.groups.map(\.word).contains("hook") && Self.groups.count >= 5)
  }

  @Test(arguments: groups.indices)
  func `a group's help lists its commands`(_ index: Int) throws {
    let (program, word) = Self.groups[index]
    for arguments in [[word, "--help"], [word, "-h"], ["help", word]] {
      let outcome = try program.run(arguments)
      #expect(outcome.status == 0 && outcome.err.isEmpty, "\(arguments): \(outcome)")
      #expect(outcome.out.contains("\(program.rawValue) \(word) COMMAND"))
    }
    // Without a command it is a mistake that names them.
    let alone = try program.run(word)
    #expect(alone.status == 2 && alone.err.contains("\(word)"), "\(alone)")
  }

  @Test func `every message is on the page of messages`() throws {
    #expect(
      try MessageCatalogue.difference(SetUpMessage.self, in: "speedgate-bench/Init") == nil)
  }
}
