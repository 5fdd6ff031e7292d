package import GateRecords

extension ParsedArguments {
  /// Returns the command line that repeats the command with these arguments.
  ///
  /// Options are in the order of the definition. Options of display are left out, and so is the output file, which may
  /// have been judged already; a command that only writes a file keeps it.
  ///
  /// - Parameters:
  ///   - seed: The seed that was drawn or given; it counts where the command has such an option.
  ///   - paths: The files that were read. A pipe can be read only once, so such a command cannot be repeated.
  package func repeatCommand(seed: UInt64? = nil, reading paths: [String] = []) -> RepeatCommand {
    if let path = paths.first(where: RepeatCommand.isReadOnce) {
      return .impossible(
        reason: (path == "-" ? CommandLineMessage.readStandardInput : .readOnce(path: path)).line)
    }
    let words = self.words(seed: seed)
    // Swift replaces bytes that are not UTF-8 with this character.
    guard !words.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else {
      return .impossible(reason: CommandLineMessage.argumentNotText.line)
    }
    return .words(words)
  }

  private func words(seed: UInt64?) -> [String] {
    let hasSeed = definition.options.contains { $0.name == "seed" }
    var options: [String] = []
    for option in definition.allOptions where !option.isDisplay {
      // A measurement shows its figures without a file; an import or a merge makes nothing else.
      if option.isOutput, hasSeed { continue }
      if option.name == "seed", let seed {
        options += ["--seed", "\(seed)"]
      } else if option.takesValue {
        options += values(option.name).flatMap { Self.words(option.name, $0) }
      } else if flag(option.name) {
        options.append("--\(option.name)")
      }
    }
    let program = definition.fullName.split(separator: " ").map(String.init)
    let isForeign = definition.positionals.last?.isForeign == true && !positionals.isEmpty
    guard isForeign || positionals.contains(where: { $0.hasPrefix("-") && $0 != "-" }) else {
      return program + positionals + options
    }
    return program + options + ["--"] + positionals
  }

  /// An option with its value, in one word where the value by itself could be taken for an option.
  private static func words(_ name: String, _ value: String) -> [String] {
    value.hasPrefix("-") ? ["--\(name)=\(value)"] : ["--\(name)", value]
  }
}
