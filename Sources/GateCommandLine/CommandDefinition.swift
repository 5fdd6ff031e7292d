import GateRecords

/// A command's name, arguments and help.
package struct CommandDefinition: Hashable, Sendable {
  /// A positional argument.
  package struct Positional: Hashable, Sendable {
    /// Its name in the help.
    package var name: String
    /// A summary in one sentence.
    package var summary: String
    /// Whether it may be left out.
    package var isOptional: Bool
    /// Whether it may be given several times; only the last one may.
    package var isRepeated: Bool
    /// Whether it is a word of another program's command, given after `--`.
    package var isForeign: Bool

    /// The words it may be, in order; empty where it may be anything.
    package var choices: [String]

    /// Creates a positional argument.
    package init(
      _ name: String, _ summary: String, isOptional: Bool = false, isRepeated: Bool = false,
      isForeign: Bool = false, choices: [String] = []
    ) {
      self.name = name
      self.summary = summary
      self.isOptional = isOptional
      self.isRepeated = isRepeated
      self.isForeign = isForeign
      self.choices = choices
    }

    /// How it is written in the usage line.
    var usage: String {
      let words = isRepeated ? name + "…" : name
      return isOptional ? "[\(words)]" : words
    }
  }

  /// The program's name and the command's words: `speedgate-detect baseline list`.
  package var fullName: String
  /// A summary in one sentence.
  package var summary: String
  /// More about it; paragraphs separated by empty lines.
  package var details: String
  /// Positional arguments.
  package var positionals: [Positional]
  /// Its options, without the ones that every command has.
  package var options: [OptionDefinition]
  /// Lines to try, without a prompt.
  package var examples: [String]

  /// Creates a definition.
  package init(
    _ fullName: String, summary: String, details: String = "", positionals: [Positional] = [],
    options: [OptionDefinition] = [], examples: [String] = []
  ) {
    self.fullName = fullName
    self.summary = summary
    self.details = details
    self.positionals = positionals
    self.options = options
    self.examples = examples
  }

  /// The options that every command has.
  static let commonOptions: [OptionDefinition] = [
    .display("quiet", letter: "q", "Print only errors and the requested output."),
    .display("no-color", "Print without colours, as with NO_COLOR=1."),
    .display("help", letter: "h", "Print this help."),
  ]

  var allOptions: [OptionDefinition] { options + Self.commonOptions }

  /// The words after the program's name.
  var words: [String] { fullName.split(separator: " ").dropFirst().map(String.init) }

  /// The whole help text, wrapped to a width.
  package func help(width: Int) -> String {
    let layout = HelpLayout(width: width)
    let usage = [fullName] + positionals.map(\.usage)
    var sections = [
      layout.wrap(summary), "USAGE: " + (usage + ["[OPTIONS]"]).joined(separator: " "),
    ]
    if !positionals.isEmpty {
      sections.append(layout.table("ARGUMENTS:", positionals.map { ($0.name, $0.summary) }))
    }
    sections.append(layout.table("OPTIONS:", allOptions.map { ($0.spelling, $0.summary) }))
    if !details.isEmpty {
      sections += details.split(separator: "\n\n").map { layout.wrap(String($0)) }
    }
    if !examples.isEmpty {
      sections.append((["EXAMPLES:"] + examples.map { "  " + $0 }).joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  func unknownOption(_ written: String) -> CommandLineMessage {
    .unknownOption(
      written: written, known: allOptions.map { "--\($0.name)" }, command: fullName)
  }
}

/// Text laid out for a help page.
struct HelpLayout {
  let width: Int

  init(width: Int) {
    self.width = min(max(width, 40), 100)
  }

  func table(_ title: String, _ rows: [(String, String)]) -> String {
    let column = min((rows.map(\.0.count).max() ?? 0) + 4, 32)
    let lines = rows.flatMap { name, summary -> [String] in
      let start = "  " + name
      let wrapped = wrap(summary, indentation: column).split(separator: "\n").map(String.init)
      guard start.count < column, let first = wrapped.first else { return [start] + wrapped }
      return [start + first.dropFirst(start.count)] + wrapped.dropFirst()
    }
    return ([title] + lines).joined(separator: "\n")
  }

  func wrap(_ text: String, indentation: Int = 0) -> String {
    let margin = String(repeating: " ", count: indentation)
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !line.isEmpty, margin.count + line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(margin + line) }
    return lines.joined(separator: "\n")
  }
}
