/// A program's commands as a shell completes them: a word, or a group's word and one of its own.
struct CompletionTree {
  /// A word with its description.
  struct Word: Hashable {
    let text: String
    let summary: String
  }

  /// A first word: a command, or a group of commands.
  struct Branch {
    let word: Word
    /// The command; nil for a group.
    let command: CommandDefinition?
    /// The commands of a group with their second words.
    let group: [(word: Word, command: CommandDefinition)]
  }

  /// The program's name.
  let program: String
  /// The commands by their first words, in the order of the help.
  let branches: [Branch]

  init(program: String, commands: [CommandDefinition]) {
    self.program = program
    var order: [String] = []
    var groups: [String: [CommandDefinition]] = [:]
    for command in commands {
      guard let first = command.words.first else { continue }
      if groups[first] == nil { order.append(first) }
      groups[first, default: []].append(command)
    }
    branches = order.map { first in
      let commands = groups[first] ?? []
      if let single = commands.first(where: { $0.words.count == 1 }) {
        return Branch(
          word: Word(text: first, summary: single.summary), command: single, group: [])
      }
      let members = commands.map { command in
        let second = command.words.dropFirst().joined(separator: " ")
        return (word: Word(text: second, summary: command.summary), command: command)
      }
      let words = members.map(\.word.text).joined(separator: ", ")
      return Branch(word: Word(text: first, summary: words), command: nil, group: members)
    }
  }

  /// Every command with its words.
  var commands: [(words: [String], command: CommandDefinition)] {
    branches.flatMap { branch -> [(words: [String], command: CommandDefinition)] in
      if let command = branch.command { return [([branch.word.text], command)] }
      return branch.group.map { ([branch.word.text, $0.word.text], $0.command) }
    }
  }

  /// The name of a shell function, which has no hyphens.
  var function: String { "_" + program.replacing("-", with: "_") }
}

/// A shell that completes words.
enum CompletionShell: String, CaseIterable {
  case bash, zsh, fish

  /// The script that the shell reads.
  func script(_ tree: CompletionTree) -> String {
    switch self {
    case .bash: BashCompletion(tree).script
    case .zsh: ZshCompletion(tree).script
    case .fish: FishCompletion(tree).script
    }
  }
}
