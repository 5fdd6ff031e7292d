import GateRecords

extension Command {
  /// `PROGRAM completions`, which every program has.
  static func completions(of program: String, _ commands: [Command]) -> Command {
    var definition = CommandDefinition(
      "\(program) completions", summary: "Prints a script that completes words in a shell.",
      details: """
        The script completes commands, options, the words that an option takes, files, folders, branches and tags. \
        It is printed to standard output; write it where the shell looks for completions, as in the examples, and \
        start a new shell.
        """,
      positionals: [
        .init(
          "SHELL", "bash, zsh or fish.", choices: CompletionShell.allCases.map(\.rawValue))
      ],
      options: [])
    let name = program
    definition.examples = [
      "\(name) completions bash > ~/.local/share/bash-completion/completions/\(name)",
      "\(name) completions zsh > ~/.zsh/completions/_\(name)",
      "\(name) completions fish > ~/.config/fish/completions/\(name).fish",
    ]
    let tree = CompletionTree(
      program: program, commands: commands.map(\.definition) + [definition])
    return Command(definition) { arguments, context in
      guard let word = arguments.positionals.first else {
        throw UsageError(CommandLineMessage.shellMissing(program: program))
      }
      guard let shell = CompletionShell(rawValue: word) else {
        throw UsageError(CommandLineMessage.notAShell(word))
      }
      context.out(shell.script(tree))
      return .passed
    }
  }
}
