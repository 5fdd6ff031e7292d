package import GateRecords

/// One option of a command.
package struct OptionDefinition: Hashable, Sendable {
  /// Whether an option takes a value, and how often it may be given.
  package enum Kind: Hashable, Sendable {
    /// No value.
    case flag
    /// One value, shown in the help under this name.
    case value(String)
    /// A value each time; it may be given several times.
    case repeated(String)
  }

  /// The name without its hyphens.
  package var name: String
  /// A single letter; nil for none.
  package var letter: Character?
  /// Whether it takes a value.
  package var kind: Kind
  /// A summary in one sentence.
  package var summary: String
  /// Whether its value names a file that the command writes.
  package var isOutput = false
  /// Whether it changes only what is shown, and nothing of what is done.
  package var isDisplay = false
  /// The words that its value may be, in order; empty where it may be anything.
  package var choices: [String] = []

  /// Creates an option that names a file, or a folder, to write.
  package static func output(
    _ summary: String, name: String = "output", placeholder: String = "FILE"
  ) -> Self {
    OptionDefinition(
      name: name, letter: nil, kind: .value(placeholder), summary: summary, isOutput: true)
  }

  /// Creates an option that takes a value.
  package static func value(_ name: String, _ placeholder: String, _ summary: String) -> Self {
    OptionDefinition(name: name, letter: nil, kind: .value(placeholder), summary: summary)
  }

  /// Creates an option that may be given several times.
  package static func repeated(_ name: String, _ placeholder: String, _ summary: String) -> Self {
    OptionDefinition(name: name, letter: nil, kind: .repeated(placeholder), summary: summary)
  }

  /// Creates a flag.
  package static func flag(_ name: String, letter: Character? = nil, _ summary: String) -> Self {
    OptionDefinition(name: name, letter: letter, kind: .flag, summary: summary)
  }

  /// Creates a flag that changes only what is shown.
  package static func display(
    _ name: String, letter: Character? = nil, _ summary: String
  ) -> Self {
    OptionDefinition(
      name: name, letter: letter, kind: .flag, summary: summary, isDisplay: true)
  }

  /// The same option, whose value is one of the words of an enum.
  package func among<Choice: RawRepresentable & CaseIterable>(_ choice: Choice.Type) -> Self
  where Choice.RawValue == String {
    var option = self
    option.choices = Choice.allCases.map(\.rawValue)
    return option
  }

  /// How it is written in the help: `--output FILE`.
  var spelling: String {
    let start = letter.map { "-\($0), --\(name)" } ?? "--\(name)"
    switch kind {
    case .flag: return start
    case .value(let placeholder), .repeated(let placeholder): return start + " " + placeholder
    }
  }

  var takesValue: Bool { !placeholder.isEmpty }

  /// The value's name in the help; empty for a flag.
  var placeholder: String {
    switch kind {
    case .flag: ""
    case .value(let placeholder), .repeated(let placeholder): placeholder
    }
  }

  /// Whether the value names a file or a folder.
  var namesPlace: Bool { ["FILE", "DIR", "PATH", "PLACE", "PROGRAM"].contains(placeholder) }
}

/// A mistake in the arguments, in one line that says what to do.
package struct UsageError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line.
  package let description: String

  /// Creates a mistake.
  package init(_ description: String) {
    self.description = description
  }

  /// Creates a mistake from a module's message.
  package init(_ message: some Message) {
    self.init(message.line)
  }
}
