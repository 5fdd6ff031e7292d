import Foundation
import TestSupport
import Testing

/// Completing words in the three shells.
@Suite struct CompletionStories {
  /// A shell, and how it is asked what it offers at the end of lines.
  enum Shell: String, CaseIterable {
    case bash, zsh, fish

    private static let checks = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appending(path: "../checks").standardizedFileURL.path

    /// The command, which reads lines and prints `LINE => WORDS`.
    func command(_ script: String) -> String {
      switch self {
      case .bash: "bash '\(Self.checks)/bash-completions.bash' '\(script)'"
      case .zsh: "zsh -f '\(Self.checks)/zsh-completions.zsh' '\(script)'"
      case .fish:
        "while IFS= read -r line; do echo \"$line => $(fish --no-config -c "
          + "\"source '\(script)'; complete -C '$line'\" | cut -f1 | sort -u | tr '\\n' ' ')\"; done"
      }
    }

    var isInstalled: Bool {
      (try? Executable.shell("command -v \(rawValue)", folder: "/"))?.status == 0
    }

    /// How the shell writes a value behind `--option=`.
    func joined(_ option: String, _ value: String) -> String {
      self == .fish ? "--\(option)=\(value)" : value
    }
  }

  /// What is offered at the end of each line.
  private static func offered(
    _ shell: Shell, _ program: Executable, _ lines: [String], in scratch: TemporaryFolder
  ) throws -> [[String]] {
    let script = try Executable.shell(
      "\(program.rawValue) completions \(shell.rawValue)", folder: scratch.path)
    #expect(script.status == 0 && script.err.isEmpty)
    // zsh finds a function by its file's name.
    let file = try scratch.write("_\(program.rawValue)", script.out)
    let input = try scratch.write("lines", lines.map { $0 + "\n" }.joined())
    let answer = try Executable.shell(
      "\(shell.command(file)) < '\(input)'", folder: scratch.path)
    #expect(answer.status == 0, "\(answer.err)")
    let answers = answer.out.split(separator: "\n").map { line -> [String] in
      guard let arrow = line.range(of: " => ") else { return [] }
      return line[arrow.upperBound...].split(separator: " ").map(String.init)
    }
    try #require(answers.count == lines.count, "\(answer)")
    return answers
  }

  @Test(arguments: Shell.allCases)
  func `commands, options, choices, folders and files are offered`(_ shell: Shell) throws {
    guard shell.isInstalled else {
      print("\(shell.rawValue) is not installed: check-9-docs.sh installs it and asks it")
      return
    }
    let scratch = try TemporaryFolder()
    _ = try scratch.write("records/run.json", "{}")
    let lines = [
      "speedgate-bench ho", "speedgate-bench hook ", "speedgate-bench hook install --lay",
      "speedgate-bench run --prof", "speedgate-bench run --profile ",
      "speedgate-bench run --profile=th", "speedgate-bench import --from go",
      "speedgate-bench completions ", "speedgate-bench run --baseline rec",
      "speedgate-bench merge --output records/r", "speedgate-bench run --seed ",
    ]
    let found = try Self.offered(shell, .bench, lines, in: scratch)
    #expect(found[0] == ["hook"])
    #expect(Set(found[1]).isSuperset(of: ["install", "uninstall", "status", "run"]))
    #expect(found[2] == ["--layouts"])
    #expect(found[3] == ["--profile"])
    #expect(found[4] == ["quick", "standard", "thorough"])
    #expect(found[5] == [shell.joined("profile", "thorough")])
    #expect(found[6].contains("google-benchmark") && !found[6].contains("criterion"))
    #expect(found[7] == ["bash", "fish", "zsh"])
    // fish's own function completes folders; a fish without its functions cannot.
    #expect(found[8].allSatisfy { $0.hasPrefix("records") })
    #expect(found[9].contains { $0.hasSuffix("run.json") }, "\(found[9])")
    #expect(found[10].isEmpty)
  }

  @Test(arguments: [Executable.detect, .report])
  func `the other programs complete their commands, too`(_ program: Executable) throws {
    let scratch = try TemporaryFolder()
    let lines =
      program == .detect
      ? ["speedgate-detect history al", "speedgate-detect history query --format "]
      : ["speedgate-report re", "speedgate-report render --an"]
    let found = try Self.offered(.bash, program, lines, in: scratch)
    #expect(
      found
        == (program == .detect
          ? [["alerts"], ["csv", "json", "table"]] : [["render"], ["--annotations"]]))
  }

  @Test(arguments: [Executable.bench, .detect, .report])
  func `a shell that is not known is refused, and the help names those that are`(
    _ program: Executable
  ) throws {
    BadInputTests.expectRefusal(
      try program.run("completions", "csh"), program, "it is one of bash, zsh, fish")
    BadInputTests.expectRefusal(try program.run("completions"), program, "no shell is named")
    #expect(try program.run("completions", "--help").out.contains("bash, zsh or fish"))
  }

  /// Options whose values the code takes for one of a few words.
  @Test(arguments: [Executable.bench, .detect, .report])
  func `every option with fixed values offers them`(_ program: Executable) throws {
    let scratch = try TemporaryFolder()
    let folder = MarkdownPage.root.appending(path: "Sources/\(program.rawValue)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    let names = try (files ?? []).filter { $0.hasSuffix(".swift") }.flatMap { path in
      try String(contentsOf: folder.appending(path: path), encoding: .utf8)
        .matches(of: #/arguments\.choice\(\s*"([\w-]+)"/#).map { String($0.1) }
    }
    #expect(program == .report || !names.isEmpty)
    let script = try program.run("completions", "bash").out
    let words = script.split(separator: "\n").split { !$0.contains("--") && !$0.contains("words=") }
    let offering = Set(
      words.flatMap { part -> [String] in
        var options: [String] = []
        var found: [String] = []
        for line in part {
          options += line.matches(of: #/ --([\w-]+)'/#).map { String($0.1) }
          if line.contains("words='") { found += options }
          if line.contains(";;") { options = [] }
        }
        return found
      })
    for name in names { #expect(offering.contains(name), "--\(name)") }
    _ = scratch
  }
}
