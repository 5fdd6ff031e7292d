/// Completion for zsh, by its function `_arguments`.
struct ZshCompletion {
  private let tree: CompletionTree

  init(_ tree: CompletionTree) { self.tree = tree }

  var script: String {
    """
    #compdef \(tree.program)
    # Completion of \(tree.program) for zsh, written by '\(tree.program) completions zsh'.
    \(tree.function)_revisions() {
      local -a names
      names=(${(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"})
      compadd -a names
    }

    \(tree.function)() {
      local -a entries
      if ((CURRENT == 2)); then
        entries=(
    \(list(tree.branches.map(\.word)))
          'help:Print the help of a command.'
        )
        _describe -t commands command entries
        compadd -- --help --version
        return
      fi
      shift words
      ((CURRENT--))
      case $words[1] in
    \(branches)
      esac
    }

    # Loaded by name, the file is the function; read by 'source', it only registers it.
    if [[ $funcstack[1] == \(tree.function) || $funcstack[1] == _\(tree.program) ]]; then
      \(tree.function) "$@"
    else
      compdef \(tree.function) \(tree.program)
    fi

    """
  }

  private var branches: String {
    tree.branches.map { branch in
      let first = branch.word.text
      if let command = branch.command {
        return "    \(first))\n\(arguments(of: command, margin: 6))\n      ;;"
      }
      let cases = branch.group.map { member in
        "        \(member.word.text))\n\(arguments(of: member.command, margin: 10))\n          ;;"
      }
      return """
            \(first))
              if ((CURRENT == 2)); then
                entries=(
        \(list(branch.group.map(\.word)))
                )
                _describe -t commands command entries
                return
              fi
              shift words
              ((CURRENT--))
              case $words[1] in
        \(cases.joined(separator: "\n"))
              esac
              ;;
        """
    }.joined(separator: "\n")
  }

  private func list(_ words: [CompletionTree.Word]) -> String {
    words.map { "      '\(Self.escaped($0.text)):\(Self.quoted($0.summary))'" }
      .joined(separator: "\n")
  }

  private func arguments(of command: CommandDefinition, margin: Int) -> String {
    let blanks = String(repeating: " ", count: margin)
    let specs = command.allOptions.flatMap(specs) + command.positionals.enumerated().map(spec)
    return blanks + "_arguments -S \\\n"
      + specs.map { blanks + "  " + $0 }.joined(separator: " \\\n")
  }

  /// How `_arguments` writes an option: with its sign, what it excludes, its description and its value.
  private func specs(_ option: OptionDefinition) -> [String] {
    let text = "[\(Self.escaped(option.summary))]"
    guard option.takesValue else {
      guard let letter = option.letter else { return ["'--\(option.name)\(text)'"] }
      return ["-\(letter)", "--\(option.name)"].map {
        "'(-\(letter) --\(option.name))\($0)\(text)'"
      }
    }
    let isRepeated = if case .repeated = option.kind { true } else { false }
    return [
      "'\(isRepeated ? "*" : "")--\(option.name)=\(text):"
        + "\(Self.escaped(option.placeholder)):\(action(option.completed))'"
    ]
  }

  private func spec(_ place: Int, _ positional: CommandDefinition.Positional) -> String {
    let number = positional.isRepeated ? "*" : "\(place + 1)"
    let colons = positional.isOptional && !positional.isRepeated ? "::" : ":"
    return "'\(number)\(colons)\(Self.escaped(positional.name)):\(action(positional.completed))'"
  }

  private func action(_ value: CompletedValue) -> String {
    switch value {
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .files, .command: "_files"
    case .folders: "_files -/"
    case .revisions: "\(tree.function)_revisions"
    case .none: " "
    }
  }

  /// A text within single quotes.
  private static func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''") }

  /// A text within brackets, or between colons, of a specification.
  private static func escaped(_ text: String) -> String {
    var escaped = text.replacing("\\", with: "\\\\")
    for sign in ["[", "]", ":"] { escaped = escaped.replacing(sign, with: "\\" + sign) }
    return quoted(escaped)
  }
}
