/// The words that a shell offers for a value.
enum CompletedValue: Hashable {
  /// One of these words.
  case words([String])
  case files
  case folders
  /// Branches and tags of the repository.
  case revisions
  /// A program and its arguments.
  case command
  /// There are no completions.
  case none

  /// - Parameters:
  ///   - placeholder: The value's name in the help, such as `FILE`.
  ///   - choices: The words it may be; empty where it may be anything.
  init(placeholder: String, choices: [String]) {
    if !choices.isEmpty {
      self = .words(choices)
      return
    }
    switch placeholder {
    case "DIR": self = .folders
    case "FILE", "PATH", "PLACE", "PROGRAM", "SUITE", "RUN", "RECORD", "VERDICT", "BASELINE",
      "CANDIDATE":
      self = .files
    case "REF", "GOOD..BAD", "COMMIT": self = .revisions
    default: self = .none
    }
  }
}

extension OptionDefinition {
  var completed: CompletedValue { CompletedValue(placeholder: placeholder, choices: choices) }
}

extension CommandDefinition.Positional {
  var completed: CompletedValue {
    isForeign ? .command : CompletedValue(placeholder: name, choices: choices)
  }
}
