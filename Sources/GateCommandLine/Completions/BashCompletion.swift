/// Completion for bash from version 3.2, which macOS has: no arrays by name, no `mapfile`.
struct BashCompletion {
  private let tree: CompletionTree

  init(_ tree: CompletionTree) { self.tree = tree }

  var script: String {
    """
    # Completion of \(tree.program) for bash, written by '\(tree.program) completions bash'.
    \(tree.function)() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
      local first= second= command= words= kind=none index
      # bash takes --option=value for three words.
      if [[ $word == = ]]; then
        word=
      elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
      fi
      ((COMP_CWORD > 1)) && first=${COMP_WORDS[1]}
      ((COMP_CWORD > 2)) && second=${COMP_WORDS[2]}
      case $first in
        '') words='\(tops)' ;;
    \(branches)
      esac
      case "$command $before" in
    \(values)
        *)
          if [[ $word == -* ]]; then
            case $command in
    \(options)
            esac
          else
            case $command in
    \(positionals)
            esac
          fi
          ;;
      esac
      for ((index = 2; index < COMP_CWORD; index++)); do
        [[ ${COMP_WORDS[index]} == -- ]] && words= kind=files
      done
      if [[ $kind == revisions ]]; then
        words=$(git for-each-ref --format='%(refname:short)' 2>/dev/null)
      fi
      COMPREPLY=()
      case $kind in
        files) local IFS=$'\\n' && COMPREPLY=($(compgen -f -- "$word")) ;;
        folders) local IFS=$'\\n' && COMPREPLY=($(compgen -d -- "$word")) ;;
        *) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;
      esac
      if [[ $kind == files || $kind == folders ]]; then
        # bash 3.2 has no compopt.
        compopt -o filenames 2>/dev/null
      fi
      return 0
    }
    complete -F \(tree.function) \(tree.program)

    """
  }

  private var tops: String {
    (tree.branches.map(\.word.text) + ["help", "--help", "--version"]).joined(separator: " ")
  }

  /// Which command the first words name, and the second words of groups.
  private var branches: String {
    tree.branches.map { branch in
      let first = branch.word.text
      guard branch.command == nil else { return "    \(first)) command=\(first) ;;" }
      let seconds = branch.group.map(\.word.text)
      let cases = seconds.map { "        \($0)) command='\(first) \($0)' ;;" }
      return """
            \(first))
              case $second in
                '') words='\((seconds + ["--help"]).joined(separator: " "))' ;;
        \(cases.joined(separator: "\n"))
              esac
              ;;
        """
    }.joined(separator: "\n")
  }

  /// The completions after an option that takes a value; commands with the same answer share a line.
  private var values: String {
    var order: [String] = []
    var patterns: [String: [String]] = [:]
    for (words, command) in tree.commands {
      for option in command.allOptions where option.takesValue {
        let answer = assignment(option.completed)
        if patterns[answer] == nil { order.append(answer) }
        patterns[answer, default: []].append(
          "'\(words.joined(separator: " ")) --\(option.name)'")
      }
    }
    return order.map { answer in
      let list = (patterns[answer] ?? []).joined(separator: " | \\\n      ")
      return "    \(list))\n      \(answer) ;;"
    }.joined(separator: "\n")
  }

  private var options: String {
    tree.commands.map { words, command in
      let names = command.allOptions.flatMap { option in
        ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
      }
      return
        "          '\(words.joined(separator: " "))') words='\(names.joined(separator: " "))' ;;"
    }.joined(separator: "\n")
  }

  /// The completions where no option is expected: with several positional arguments, all files and words that fit one
  /// of them.
  private var positionals: String {
    let lines = tree.commands.compactMap { words, command -> String? in
      let kinds = command.positionals.map(\.completed)
      let known = kinds.first { $0 != .none && $0 != .command }
      return known.map { "          '\(words.joined(separator: " "))') \(assignment($0)) ;;" }
    }
    return lines.joined(separator: "\n")
  }

  private func assignment(_ value: CompletedValue) -> String {
    switch value {
    case .words(let words): "words='\(words.joined(separator: " "))'"
    case .files: "kind=files"
    case .folders: "kind=folders"
    case .revisions: "kind=revisions"
    case .command, .none: ":"
    }
  }
}
