import GateCommandLine
import GateMeasurement
import GateRecords

/// The command, or the two, on the command line, with their options.
struct LineCommand {
  /// The benchmark.
  let plan: CommandPlan
  /// The candidate's command as it was written.
  let line: String
  /// The values to measure with.
  let parameters: [(name: String, values: [String])]

  /// The benchmark's name without its parameters.
  var name: String { plan.name }

  /// - Throws: `UsageError` when an option has a mistake.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let first = arguments.positionals.first else {
      throw UsageError(BenchMessage.commandNeeded)
    }
    let usesShell = arguments.flag("shell")
    func words(_ option: String) throws(UsageError) -> [String]? {
      guard let line = arguments.value(option) else { return nil }
      if usesShell { return ["/bin/sh", "-c", line] }
      guard let words = CommandWords.split(line) else {
        throw UsageError(BenchMessage.lineMalformed(option: option, line: line))
      }
      return words
    }
    // A shell gets the words as one line, and what is quoted in it is quoted already.
    line =
      usesShell
      ? arguments.positionals.joined(separator: " ") : CommandWords.line(arguments.positionals)
    var command = SidedCommand(
      usesShell ? ["/bin/sh", "-c", line] : arguments.positionals)
    command.usesShell = usesShell
    command.setup = try words("setup")
    command.prepare = try words("prepare")
    command.cleanUp = try words("clean-up")
    command.input = arguments.value("stdin")
    command.environment = try Self.variables(arguments)
    command.warmUps = try arguments.integer("warm-up", in: 1...10_000) ?? 1
    command.keepsOutput = arguments.flag("keep-output")
    command.isBound = arguments.flag("bind")
    command.expectedOutput = try Self.digest(arguments)
    let statuses = try Self.statuses(arguments)
    if !statuses.isEmpty { command.expectedStatuses = statuses }
    var sides = [Side.candidate: command]
    if let other = try words("against-command") {
      command.words = other
      sides[.baseline] = command
    } else if arguments.value("against-directory") != nil {
      sides[.baseline] = command
    }
    // Of a shell's line the first word is the program.
    let usual = first.split(separator: " ").first?.split(separator: "/").last.map(String.init)
    plan = CommandPlan(
      name: arguments.value("name") ?? usual ?? first, tags: try Self.tags(arguments), sides: sides)
    parameters = try Self.parameters(arguments)
  }

  private static func statuses(_ arguments: ParsedArguments) throws(UsageError) -> Set<Int32> {
    var statuses: Set<Int32> = []
    for text in arguments.values("expect-status") {
      guard let status = Int32(text), (0...255).contains(status) else {
        throw UsageError(BenchMessage.notAStatus(text))
      }
      statuses.insert(status)
    }
    return statuses
  }

  private static func tags(_ arguments: ParsedArguments) throws(UsageError) -> [String] {
    var tags: [String] = []
    for tag in arguments.values("tag") {
      guard !tag.isEmpty else { throw UsageError(BenchMessage.tagEmpty) }
      guard !tag.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else {
        throw UsageError(BenchMessage.tagNotPrintable)
      }
      if !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }

  private static func digest(_ arguments: ParsedArguments) throws(UsageError) -> String? {
    guard let text = arguments.value("expect-output") else { return nil }
    guard let digest = CommandWords.digest(text) else {
      throw UsageError(BenchMessage.notADigest(text))
    }
    return digest
  }

  private static func variables(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [String: String] {
    var variables: [String: String] = [:]
    for text in arguments.values("variable") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageError(BenchMessage.notAnAssignment(option: "variable", value: text))
      }
      variables[String(parts[0])] = String(parts[1])
    }
    return variables
  }

  private static func parameters(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [(name: String, values: [String])] {
    var parameters: [(name: String, values: [String])] = []
    for text in arguments.values("parameter") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let values = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
      guard let name = parts.first, !values.isEmpty, Set(values).count == values.count,
        !text.contains("{"), !text.contains("}")
      else {
        throw UsageError(BenchMessage.notAParameter(text))
      }
      parameters.append((name, values))
    }
    return parameters
  }
}
