/// Completion for fish: one line for each word that can be offered, with the condition under which it is.
struct FishCompletion {
  private let tree: CompletionTree

  init(_ tree: CompletionTree) { self.tree = tree }

  var script: String {
    ([header] + tops + groups + tree.commands.flatMap { lines(of: $0.command, $0.words) })
      .joined(separator: "\n") + "\n"
  }

  /// Two conditions: the words before the cursor's are these, or begin with these.
  private var header: String {
    """
    # Completion of \(tree.program) for fish, written by '\(tree.program) completions fish'.
    function _\(tree.function)_words
      set -l words (commandline -opc)
      set -e words[1]
      string join ' ' -- $words
    end
    function _\(tree.function)_are
      test (_\(tree.function)_words | string collect -a) = "$argv"
    end
    function _\(tree.function)_begin
      string match -q -- "$argv *" (_\(tree.function)_words | string collect -a)" "
    end
    function _\(tree.function)_revisions
      git for-each-ref --format='%(refname:short)' 2>/dev/null
    end
    complete -c \(tree.program) -f
    """
  }

  private var tops: [String] {
    let words = tree.branches.map(\.word) + [.init(text: "help", summary: "Print the help.")]
    return words.map { line("are", [], "-a \($0.text) -d \(Self.quoted($0.summary))") } + [
      line("are", [], "-l help -s h -d 'Print this help.'"),
      line("are", [], "-l version -d 'Print the version.'"),
    ]
  }

  private var groups: [String] {
    tree.branches.flatMap { branch in
      branch.group.map { member in
        line(
          "are", [branch.word.text],
          "-a \(member.word.text) -d \(Self.quoted(member.word.summary))")
      }
    }
  }

  private func lines(of command: CommandDefinition, _ words: [String]) -> [String] {
    let options = command.allOptions.map { option in
      let names = "-l \(option.name)" + (option.letter.map { " -s \($0)" } ?? "")
      let value = option.takesValue ? " " + action(option.completed, isOption: true) : ""
      return line("begin", words, "\(names)\(value) -d \(Self.quoted(option.summary))")
    }
    let kinds = command.positionals.map(\.completed).filter { $0 != .none }
    return options
      + kinds.prefix(1).map { line("begin", words, action($0, isOption: false)) }
  }

  private func action(_ value: CompletedValue, isOption: Bool) -> String {
    let exclusive = isOption ? "-x " : ""
    return switch value {
    case .words(let words): "\(exclusive)-a '\(words.joined(separator: " "))'"
    case .files, .command: isOption ? "-r -F" : "-F"
    case .folders: "\(exclusive)-a '(__fish_complete_directories)'"
    case .revisions: "\(exclusive)-a '(_\(tree.function)_revisions)'"
    case .none: "-x"
    }
  }

  private func line(_ condition: String, _ words: [String], _ rest: String) -> String {
    let test = (["_\(tree.function)_\(condition)"] + words)
      .joined(separator: " ")
    return "complete -c \(tree.program) -n '\(test)' \(rest)"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
