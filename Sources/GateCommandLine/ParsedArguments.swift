import GateRecords

/// A command's arguments, taken apart and checked against its definition.
package struct ParsedArguments: Hashable, Sendable {
  /// Positional arguments, in order.
  package private(set) var positionals: [String] = []

  /// The command's definition.
  let definition: CommandDefinition
  private var values: [String: [String]] = [:]
  private var flags: Set<String> = []

  /// Takes arguments apart: `--name=value`, `--name value`, flags, letters, and `--`, after which
  /// everything is a positional argument.
  ///
  /// - Throws: ``UsageError`` for an unknown option, a missing or an unexpected value, an option that
  ///   is given twice, an empty path, or too many positional arguments.
  package init(_ arguments: [String], definition: CommandDefinition) throws(UsageError) {
    self.definition = definition
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        positionals += rest
        break
      }
      // A lone hyphen means standard input or output.
      guard argument.hasPrefix("-"), argument != "-" else {
        positionals.append(argument)
        continue
      }
      try take(argument, rest: &rest)
    }
    let isOpen = definition.positionals.last?.isRepeated ?? false
    guard isOpen || positionals.count <= definition.positionals.count else {
      throw UsageError(
        CommandLineMessage.unexpectedArgument(
          positionals[definition.positionals.count], command: definition.fullName))
    }
  }

  private mutating func take(
    _ argument: String, rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let written = String(parts[0])
    guard let option = definition.allOptions.first(where: { $0.isWritten(written) }) else {
      throw UsageError(definition.unknownOption(written))
    }
    guard option.takesValue else {
      guard parts.count == 1 else {
        throw UsageError(CommandLineMessage.valueUnwanted(option: option.name))
      }
      flags.insert(option.name)
      return
    }
    let value: String
    if parts.count == 2 {
      value = String(parts[1])
    } else if let next = rest.popFirst() {
      value = next
    } else {
      throw UsageError(
        CommandLineMessage.valueMissing(option: option.name, spelling: option.spelling))
    }
    // An unset variable in a script: an empty path would name the root of the file system.
    if value.isEmpty, option.namesPlace {
      throw UsageError(
        CommandLineMessage.placeEmpty(option: option.name, placeholder: option.placeholder))
    }
    if case .value = option.kind, values[option.name] != nil {
      throw UsageError(CommandLineMessage.optionRepeated(option: option.name))
    }
    values[option.name, default: []].append(value)
  }

  /// Whether a flag was given.
  package func flag(_ name: String) -> Bool { flags.contains(name) }

  /// The value of an option; nil when it was not given.
  package func value(_ name: String) -> String? { values[name]?.last }

  /// All values of a repeated option.
  package func values(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of an option that must be one of a few words.
  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, as type: Choice.Type
  ) throws(UsageError) -> Choice? where Choice.RawValue == String {
    guard let text = value(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw UsageError(
        CommandLineMessage.notAChoice(
          option: name, value: text, choices: Choice.allCases.map(\.rawValue)))
    }
    return choice
  }

  /// The value of an option that must be a whole number in a range.
  package func integer<Number: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Number>
  ) throws(UsageError) -> Number? {
    guard let text = value(name) else { return nil }
    guard let number = Number(text), range.contains(number) else {
      throw UsageError(
        CommandLineMessage.notAWholeNumber(
          option: name, value: text, least: "\(range.lowerBound)", most: "\(range.upperBound)"))
    }
    return number
  }

  /// The value of an option that must be a time such as 60s, 500ms or 5m, in seconds.
  package func seconds(_ name: String) throws(UsageError) -> Double? {
    guard let text = value(name) else { return nil }
    if let seconds = WrittenTime.seconds(text) { return seconds }
    throw UsageError(CommandLineMessage.notATime(option: name, value: text))
  }

  /// A share below this asks for more launches than anyone measures.
  private static let leastShare = 1e-12

  /// The value of an option that must be a share such as 1% or 0.01, in (0, 1).
  package func share(_ name: String) throws(UsageError) -> Double? {
    guard let text = value(name) else { return nil }
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text) else {
      throw UsageError(CommandLineMessage.notAShare(option: name, value: text))
    }
    let share = isPercent ? number / 100 : number
    guard share > 0, share < 1 else {
      throw UsageError(CommandLineMessage.shareOutOfRange(option: name, value: text))
    }
    guard share >= Self.leastShare else {
      throw UsageError(CommandLineMessage.shareTooSmall(option: name, value: text))
    }
    return share
  }
}

extension OptionDefinition {
  fileprivate func isWritten(_ text: String) -> Bool {
    text == "--\(name)" || letter.map { text == "-\($0)" } ?? false
  }
}
