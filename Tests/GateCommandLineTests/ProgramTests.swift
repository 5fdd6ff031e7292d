import Foundation
import Synchronization
import Testing

@testable import GateCommandLine

/// The world of a test: it keeps what a command writes.
final class TestWorld: Sendable {
  private let written = Mutex<(out: String, err: String)>(("", ""))

  var out: String { written.withLock { $0.out } }
  var err: String { written.withLock { $0.err } }

  var context: CommandContext {
    CommandContext(
      out: { text in self.written.withLock { $0.out += text } },
      err: { text in self.written.withLock { $0.err += text } }, readInput: { Data() },
      environment: [:], currentDirectory: "/", now: { 0 }, output: .plain, errorOutput: .plain)
  }
}

@Suite struct ProgramTests {
  enum Colour: String, CaseIterable { case red, green }

  static let program = Program(
    "tool", summary: "Does things.",
    commands: [
      Command(
        CommandDefinition(
          "tool paint", summary: "Paints a wall.", details: "Slowly.",
          positionals: [.init("WALL", "The wall.")],
          options: [
            .value("colour", "NAME", "The colour."), .value("time", "TIME", "How long."),
            .value("count", "N", "How often."), .value("share", "S", "How much."),
            .value("output", "FILE", "Where to."),
            .repeated("tag", "T", "A tag."), .flag("wet", "Leave it wet."),
          ], examples: ["tool paint north --colour red"])
      ) { arguments, context in
        let colour = try arguments.choice("colour", as: Colour.self)
        let time = try arguments.seconds("time")
        let count = try arguments.integer("count", in: 1...9)
        let share = try arguments.share("share")
        context.out(
          "\(arguments.positionals) \(colour?.rawValue ?? "-") \(time ?? 0) \(count ?? 0) "
            + "\(share ?? 0) \(arguments.values("tag")) \(arguments.flag("wet"))")
        return arguments.flag("wet") ? .failed : .passed
      },
      Command(CommandDefinition("tool wall list", summary: "Lists walls.")) { _, _ in
        struct Trouble: Error, CustomStringConvertible {
          let description = "file\nwith \u{1B}[31mcolour: broken"
        }
        throw Trouble()
      },
    ])

  static func run(_ arguments: String...) async -> (
    GateCommandLine.ExitStatus, out: String, err: String
  ) {
    let world = TestWorld()
    let status = await program.run(arguments, context: world.context)
    return (status, world.out, world.err)
  }

  @Test func `values are behind a space or an equals sign, and -- ends the options`() async {
    let result = await Self.run(
      "paint", "--colour=red", "--time", "1.5m", "--count", "3", "--share=2.5%", "--tag", "a",
      "--tag=b=c", "--wet", "--", "--north")
    #expect(result.out == "[\"--north\"] red 90.0 3 0.025 [\"a\", \"b=c\"] true")
    #expect(result.0 == .failed)
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let words: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [["wall", "--help"], ["wall", "-h"], ["help", "wall"]])
  func `the help of a group shows its commands`(_ arguments: [String]) async {
    let world = TestWorld()
    let status = await Self.program.run(arguments, context: world.context)
    #expect(status == .passed && world.err.isEmpty)
    #expect(world.out.hasPrefix("USAGE: tool wall COMMAND [OPTIONS]\n"))
    #expect(world.out.contains("  list") && !world.out.contains("Paints"))
  }

  static let mistakes = [
    Mistake(
      arguments: ["wall", "lits", "--help"],
      words: "'wall' has no subcommand 'lits'; it is one of list"),
    Mistake(arguments: ["pant"], words: "unknown command 'pant'; did you mean paint?"),
    Mistake(
      arguments: ["paint", "--output", ""],
      words: "--output is empty; give a FILE, or leave it out"),
    Mistake(arguments: ["paint", "--output="], words: "--output is empty"),
    Mistake(arguments: ["wall"], words: "'wall' needs a subcommand; it is one of list"),
    Mistake(arguments: ["--versoin"], words: "unknown option --versoin; did you mean --version?"),
    Mistake(
      arguments: ["paint", "--color", "red"],
      words: "unknown option --color; did you mean --colour?; see 'tool paint --help'"),
    Mistake(arguments: ["paint", "--colour"], words: "--colour needs a value: --colour NAME"),
    Mistake(arguments: ["paint", "--wet=yes"], words: "--wet takes no value"),
    Mistake(
      arguments: ["paint", "--colour", "red", "--colour", "green"],
      words: "--colour is given more than once; give it once"),
    Mistake(
      arguments: ["paint", "--colour", "blue"], words: "cannot be 'blue'; it is one of red, green"),
    Mistake(arguments: ["paint", "--time", "60"], words: "write a time such as 60s"),
    Mistake(arguments: ["paint", "--time", "-5s"], words: "write a time such as 60s"),
    Mistake(arguments: ["paint", "--count", "10"], words: "a whole number from 1 to 9"),
    Mistake(arguments: ["paint", "--share", "150%"], words: "between 0% and 100%"),
    Mistake(
      arguments: ["paint", "--share", "1e-320"],
      words: "no number of launches can prove a share this small"),
    Mistake(arguments: ["paint", "--share", "x"], words: "write a share such as 1%"),
    Mistake(arguments: ["paint", "a", "b"], words: "unexpected argument 'b'"),
  ]

  @Test(arguments: mistakes) func `a mistake is one line on standard error and status 2`(
    _ row: Mistake
  ) async {
    let world = TestWorld()
    let status = await Self.program.run(row.arguments, context: world.context)
    #expect(status == .couldNotJudge)
    #expect(world.out.isEmpty)
    #expect(world.err.hasPrefix("tool: ") && world.err.contains(row.words), "\(world.err)")
    #expect(world.err.count { $0 == "\n" } == 1)
  }

  @Test func `an error's text cannot break the line or the terminal`() async {
    let result = await Self.run("wall", "list")
    #expect(result.0 == .couldNotJudge)
    #expect(result.err == "tool: file\\u{a}with \\u{1b}[31mcolour: broken\n")
  }

  @Test func `help shows options, examples and exit statuses`() async {
    let general = await Self.run("--help")
    #expect(general.0 == .passed)
    #expect(general.out.contains("paint") && general.out.contains("Exit status: 0"))
    for arguments in [["paint", "--help"], ["help", "paint"], ["paint", "north", "-h"]] {
      let world = TestWorld()
      #expect(await Self.program.run(arguments, context: world.context) == .passed)
      #expect(world.out.contains("USAGE: tool paint WALL [OPTIONS]"))
      #expect(world.out.contains("--colour NAME") && world.out.contains("--quiet"))
      #expect(world.out.contains("  tool paint north --colour red"))
      #expect(world.out.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test func `without arguments the help is shown, and nothing was judged`() async {
    let world = TestWorld()
    #expect(await Self.program.run([], context: world.context) == .couldNotJudge)
    #expect(world.out.contains("USAGE"))
  }

  @Test func `the version is alone`() async {
    let result = await Self.run("--version")
    #expect(result.0 == .passed)
    #expect(result.out.hasPrefix("tool ") && result.out.count { $0 == "\n" } == 1)
  }
}

@Suite struct TerminalAbilitiesTests {
  @Test func `colours follow the customary variables`() {
    func colour(_ environment: [String: String]) -> Bool {
      // The descriptor of no terminal.
      TerminalAbilities.detect(descriptor: -1, environment: environment).hasColour
    }
    #expect(!colour([:]))
    #expect(colour(["CLICOLOR_FORCE": "1"]))
    #expect(!colour(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(!colour(["CLICOLOR_FORCE": "0"]))
  }

  @Test func `a width that is given is taken`() {
    let wide = TerminalAbilities.detect(descriptor: -1, environment: ["COLUMNS": "72"])
    #expect(wide.width == 72 && wide.lineWidth == 72)
    #expect(TerminalAbilities.detect(descriptor: -1, environment: [:]).lineWidth == nil)
    #expect(TerminalAbilities.detect(descriptor: -1, environment: [:]).width == 100)
  }

  @Test(arguments: ["0", "-5", "", "wide"]) func `a size that no terminal has is ignored`(
    _ size: String
  ) {
    let abilities = TerminalAbilities.detect(
      descriptor: -1, environment: ["COLUMNS": size, "LINES": size])
    #expect(abilities.width == 100 && abilities.lineWidth == nil && abilities.height == 40)
  }
}
