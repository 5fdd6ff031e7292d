import GateRecords

/// A subcommand: its definition and what it does.
package struct Command: Sendable {
  /// The program's definition.
  package let definition: CommandDefinition

  /// The program's action.
  package let perform: @Sendable (ParsedArguments, CommandContext) async throws -> ExitStatus

  /// Creates a command.
  package init(
    _ definition: CommandDefinition,
    perform: @escaping @Sendable (ParsedArguments, CommandContext) async throws -> ExitStatus
  ) {
    self.definition = definition
    self.perform = perform
  }
}

/// An executable: a name and its subcommands.
package struct Program: Sendable {
  let name: String
  private let summary: String
  private let commands: [Command]

  /// Creates a program.
  package init(_ name: String, summary: String, commands: [Command]) {
    self.name = name
    self.summary = summary
    self.commands = commands + [.completions(of: name, commands)]
  }

  /// The words of every command, in the order of the help.
  package var commandNames: [[String]] { commands.map(\.definition.words) }

  /// Runs what the arguments say.
  ///
  /// Every error ends here: one line on standard error and status 2.
  package func run(_ arguments: [String], context: CommandContext) async -> ExitStatus {
    do {
      let status = try await dispatch(arguments, context: context)
      if let reason = context.outputFailure() {
        throw UsageError(CommandLineMessage.outputNotWritable(reason: reason))
      }
      return status
    } catch {
      context.err("\(name): \(Self.oneLine("\(error)"))\n")
      return .couldNotJudge
    }
  }

  private func dispatch(
    _ arguments: [String], context: CommandContext
  ) async throws -> ExitStatus {
    switch arguments.first {
    case nil, "--help", "-h":
      context.out(help(width: context.output.width))
      return arguments.isEmpty ? .couldNotJudge : .passed
    case "--version":
      context.out("\(name) \(ToolVersion.current)\n")
      return .passed
    case "help":
      return try await dispatch(
        arguments.dropFirst().filter { !$0.hasPrefix("-") } + ["--help"], context: context)
    case let word? where word.hasPrefix("-"):
      throw UsageError(CommandLineMessage.unknownProgramOption(written: word, program: name))
    default: break
    }
    guard let (command, rest) = find(arguments) else {
      if let group = group(of: arguments) {
        context.out(help(of: group, width: context.output.width))
        return .passed
      }
      throw unknownCommand(arguments)
    }
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      context.out(command.definition.help(width: context.output.width))
      return .passed
    }
    let parsed = try ParsedArguments(rest, definition: command.definition)
    try OutputCollision(parsed, command.definition).refuse()
    try OutputPlace(parsed, command.definition).refuse()
    var context = context
    if parsed.flag("no-color") {
      context.output.hasColour = false
      context.errorOutput.hasColour = false
    }
    return try await command.perform(parsed, context)
  }

  /// The command whose words lead the arguments, and the arguments behind them.
  private func find(_ arguments: [String]) -> (Command, [String])? {
    commands.lazy.compactMap { command in
      let words = command.definition.words
      return arguments.starts(with: words)
        ? (command, Array(arguments.dropFirst(words.count))) : nil
    }.first
  }

  /// The words that several commands begin with, where help on them is asked for: `history --help`.
  private func group(of arguments: [String]) -> [String]? {
    let words = Array(arguments.prefix { $0 != "--help" && $0 != "-h" })
    let isGroup = commands.contains {
      $0.definition.words.count > words.count && $0.definition.words.starts(with: words)
    }
    return isGroup && words.count < arguments.count ? words : nil
  }

  /// The commands of a group.
  private func help(of group: [String], width: Int) -> String {
    let layout = HelpLayout(width: width)
    let name = ([name] + group).joined(separator: " ")
    let rows = commands.filter { $0.definition.words.starts(with: group) }.map { command in
      (
        command.definition.words.dropFirst(group.count).joined(separator: " "),
        command.definition.summary
      )
    }
    return [
      "USAGE: \(name) COMMAND [OPTIONS]", layout.table("COMMANDS:", rows),
      "'\(name) COMMAND --help' shows the options and examples of a command.",
    ].joined(separator: "\n\n") + "\n"
  }

  private func unknownCommand(_ arguments: [String]) -> UsageError {
    let groups = commands.map(\.definition.words).filter { $0.first == arguments[0] }
    if !groups.isEmpty {
      let known = groups.map { $0.dropFirst().joined(separator: " ") }
      if arguments.count > 1, !arguments[1].hasPrefix("-") {
        return UsageError(
          CommandLineMessage.unknownSubcommand(
            command: arguments[0], name: arguments[1], known: known, program: name))
      }
      return UsageError(
        CommandLineMessage.subcommandMissing(command: arguments[0], known: known))
    }
    let known = commands.compactMap(\.definition.words.first)
    return UsageError(
      CommandLineMessage.unknownCommand(name: arguments[0], known: known, program: name))
  }

  private func help(width: Int) -> String {
    let layout = HelpLayout(width: width)
    let rows = commands.map { command in
      (command.definition.words.joined(separator: " "), command.definition.summary)
    }
    return [
      layout.wrap(summary), "USAGE: \(name) COMMAND [OPTIONS]", layout.table("COMMANDS:", rows),
      layout.table(
        "OPTIONS:", [("-h, --help", "Print this help."), ("--version", "Print the version.")]),
      "'\(name) COMMAND --help' shows the options and examples of a command.",
      "Exit status: 0 success or a passing gate, 1 a failing gate, 2 an error.",
    ].joined(separator: "\n\n") + "\n"
  }

  /// One printable line, whatever a hostile file name holds.
  package static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        line += "\\u{\(String(scalar.value, radix: 16))}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line.count > 2000 ? String(line.prefix(2000)) + " …" : line
  }
}
