import Foundation
import GateRecords
import GateStatistics
import Testing

@testable import GateCommandLine

/// The line that repeats a command, from its parsed arguments.
@Suite struct RepeatCommandTests {
  private static let run = CommandDefinition(
    "tool run", summary: "Measures.",
    positionals: [.init("SUITE", "The suite.", isOptional: true)],
    options: [
      .output("Where to."), .display("histogram", "Draw."), .value("shard", "I/N", "A share."),
      .repeated("filter", "PATTERN", "Which."), .value("seed", "NUMBER", "The seed."),
      .flag("bind", "Bind."),
    ])
  private static let command = CommandDefinition(
    "tool command", summary: "Measures a command.",
    positionals: [.init("WORD", "A word.", isRepeated: true, isForeign: true)],
    options: run.options)
  private static let merge = CommandDefinition(
    "tool merge", summary: "Merges.", positionals: [.init("FILE", "A file.", isRepeated: true)],
    options: [.output("Where to.")])

  private static func words(_ definition: CommandDefinition, _ arguments: [String]) throws
    -> [String]
  {
    let parsed = try ParsedArguments(arguments, definition: definition)
    guard case .words(let words) = parsed.repeatCommand(seed: 7) else {
      Issue.record("no line for \(arguments)")
      return []
    }
    return words
  }

  @Test(arguments: [
    (run, [], "tool run --seed 7"),
    (run, ["S", "--seed", "1"], "tool run S --seed 7"),
    (run, ["S", "--seed=1", "--output", "run.json", "-q"], "tool run S --seed 7"),
    (
      run, ["--filter", "b", "S", "--filter=a*", "--shard", "1/2", "--histogram", "--bind"],
      "tool run S --shard 1/2 --filter b --filter 'a*' --seed 7 --bind"
    ),
    (run, ["--filter", "-h"], "tool run --filter=-h --seed 7"),
    (run, ["--filter", "--", "--", "-S"], "tool run --filter=-- --seed 7 -- -S"),
    (command, ["make"], "tool command --seed 7 -- make"),
    (command, ["--shard", "1/2"], "tool command --shard 1/2 --seed 7"),
    (command, ["--", "make", "--seed", "1"], "tool command --seed 7 -- make --seed 1"),
    (command, ["--seed", "7", "--", "sh", "--", "-"], "tool command --seed 7 -- sh -- -"),
    (command, ["--", "--", "--output", "x"], "tool command --seed 7 -- -- --output x"),
    (merge, ["--output", "all.json", "1", "2"], "tool merge 1 2 --output all.json"),
    (merge, ["--output", "-", "--", "-1"], "tool merge --output=- -- -1"),
  ])
  func `the seed is among the options, and what is only shown or written is left out`(
    _ definition: CommandDefinition, _ arguments: [String], _ line: String
  ) throws {
    #expect(ShellWords.line(try Self.words(definition, arguments)) == line)
  }

  private static let hostile = [
    "", " ", "a b", "it's", "'", "''", "\"", "$HOME", "$(id)", "`id`", "\\", "\\'", "a\nb", "\r\n",
    "\t", "\u{1B}[31m", "-", "--", "-h", "--help", "--seed", "--seed=1", "--filter", "=x", "~", "*",
    "?", "[a]", "{a,b}", "!x", "#", "a;b", "&", "|", "<", ">", "(", ")", "'\u{301}; id; '\u{301}",
    "=\u{301}", "日本語", "💥", "%s", "a=b",
  ]

  @Test func `parsing the line gives the same arguments again, whatever they hold`() throws {
    for seed in 0..<400 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      func word() -> String { Self.hostile.randomElement(using: &generator) ?? "" }
      let definition = seed % 2 == 0 ? Self.run : Self.command
      var arguments = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        "--filter=" + word().filter { $0 != "=\u{301}" }
      }
      arguments += ["--seed", "1", "--"]
      let count = seed % 2 == 0 ? 0...1 : 0...4
      arguments += (0..<Int.random(in: count, using: &generator)).map { _ in word() }
      guard let given = try? ParsedArguments(arguments, definition: definition) else { continue }
      let words = try Self.words(definition, arguments)
      let again = try ParsedArguments(Array(words.dropFirst(2)), definition: definition)
      #expect(again.positionals == given.positionals, "seed \(seed): \(words)")
      #expect(again.values("filter") == given.values("filter"), "seed \(seed): \(words)")
      #expect(again.value("seed") == "7", "seed \(seed): \(words)")
      // A word of its own that asks for help, before --, would be answered with help.
      #expect(
        !words.prefix { $0 != "--" }.contains { $0 == "-h" || $0 == "--help" },
        "seed \(seed): \(words)")
    }
  }

  @Test func `a shell takes the line apart into the same words`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "set -- " + ShellWords.line(["tool"] + Self.hostile) + "; printf '%s\\0' \"$@\"",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let words = data.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(words.map { Array($0) } == (["tool"] + Self.hostile).map { Array($0.utf8) })
  }

  @Test(arguments: [
    ("-", "it read standard input"),
    ("/dev/stdin", "it read /dev/stdin, which no longer exists afterwards"),
    ("/dev/fd/63", "it read /dev/fd/63, which no longer exists afterwards"),
  ])
  func `what can be read only once has no line`(_ path: String, _ reason: String) throws {
    let parsed = try ParsedArguments([path, "b"], definition: Self.merge)
    #expect(parsed.repeatCommand(reading: parsed.positionals) == .impossible(reason: reason))
  }

  @Test func `bytes that are no text have no line`() throws {
    let parsed = try ParsedArguments(["a\u{FFFD}"], definition: Self.merge)
    #expect(parsed.repeatCommand() == .impossible(reason: "an argument is not valid UTF-8"))
  }

  @Test(arguments: [
    #"{}"#, #"{"words":[]}"#, #"{"words":["a"],"reason":"b"}"#, #"{"words":["a\u0000"]}"#,
  ])
  func `a record that is neither words nor a reason is refused`(_ text: String) {
    #expect(throws: RecordContradiction.self) {
      try JSONDecoder().decode(RepeatCommand.self, from: Data(text.utf8))
    }
  }

  @Test(arguments: [RepeatCommand.words(["a", "b c"]), .impossible(reason: "x")])
  func `a record is read as it was written`(_ command: RepeatCommand) throws {
    let data = try JSONEncoder().encode(command)
    #expect(try JSONDecoder().decode(RepeatCommand.self, from: data) == command)
  }
}
