import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

/// The commands of both sides that a call of `speedgate-bench command` measures.
struct CommandChoice {
  /// The benchmarks.
  private(set) var plans: [CommandPlan] = []
  /// The suite's name.
  let suite: String
  /// The one command as it was written; nil where a file holds them.
  private(set) var line: String?
  /// Warnings for the record.
  private(set) var warnings: [String] = []
  /// The other tree's folder, in which the baseline's commands run.
  let againstDirectory: String?

  private let arguments: ParsedArguments
  private let context: CommandContext

  /// Options that a file has keys for.
  private static let optionsOfFile = [
    "name", "against-command", "parameter", "setup", "prepare", "clean-up", "stdin",
    "expect-status",
    "expect-output", "warm-up", "time-limit", "directory", "variable", "tag",
  ]
  private static let flagsOfFile = ["shell", "keep-output", "bind"]

  /// - Throws: `UsageError` or `FileError` when an option or the file has a mistake, or a program does not exist.
  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    againstDirectory = try arguments.value("against-directory").map {
      try Self.folder($0, "against-directory", context)
    }
    if let path = arguments.value("file") {
      suite = arguments.value("suite") ?? CommandFile.suite(of: path)
      try readFile(path)
    } else {
      let command = try LineCommand(arguments)
      suite = arguments.value("suite") ?? command.name
      line = command.line
      try place(command)
    }
  }

  /// Whether anything is measured beside another command.
  var isPaired: Bool { plans.contains { $0.sides[.baseline] != nil } }

  /// Whether any benchmark may be bound to one processor.
  var isBound: Bool { plans.contains { $0.sides.values.contains(where: \.isBound) } }

  // MARK: One command

  private mutating func place(_ command: LineCommand) throws {
    let directory = try arguments.value("directory").map {
      try Self.folder($0, "directory", context)
    }
    plans = command.plan.expanded(command.parameters)
    for index in plans.indices {
      for (side, sided) in plans[index].sides {
        let root = side == .candidate ? directory : againstDirectory ?? directory
        let placed = sided.placed(in: root, path: searchPath)
        if let missing = placed.missingProgram {
          throw UsageError(BenchMessage.commandMissing(program: missing, folder: root))
        }
        plans[index].sides[side] = placed
      }
    }
  }

  // MARK: A file of commands

  private mutating func readFile(_ path: String) throws {
    if !arguments.positionals.isEmpty {
      throw UsageError(BenchMessage.commandAndFile)
    }
    let given =
      Self.optionsOfFile.filter { arguments.value($0) != nil }
      + Self.flagsOfFile.filter { arguments.flag($0) }
    if let option = given.first {
      throw UsageError(BenchMessage.optionInFile(option: option))
    }
    let own = try CommandFile(at: path).benchmarks
    plans = own.map { benchmark in
      CommandPlan(
        name: benchmark.name, tags: benchmark.tags,
        sides: [.candidate: benchmark.command.placed(in: nil, path: searchPath)])
    }
    guard let againstDirectory else { return }
    if let other = try otherFile(path, in: againstDirectory) {
      pair(own, with: other, in: againstDirectory)
    } else {
      pairWithSame(own, in: againstDirectory)
    }
    try requireBaselinePrograms(in: againstDirectory)
  }

  /// The other tree's own file; nil where it has none.
  private func otherFile(
    _ path: String, in folder: String
  ) throws(FileError) -> [CommandFile.Benchmark]? {
    guard !path.hasPrefix("/") else { return nil }
    let other = folder + "/" + path
    // A tree from before the file is measured by today's.
    if PathKind(of: other) == .absent { return nil }
    return try CommandFile(at: other).benchmarks
  }

  /// Sets each benchmark's command to the one that the other tree has under its name.
  private mutating func pair(
    _ own: [CommandFile.Benchmark], with other: [CommandFile.Benchmark], in folder: String
  ) {
    let commands = Dictionary(own.map { ($0.name, $0.command) }) { first, _ in first }
    let places = Dictionary(own.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for benchmark in other {
      let placed = benchmark.command.placed(in: folder, path: searchPath)
      guard let place = places[benchmark.name] else {
        plans.append(
          CommandPlan(name: benchmark.name, tags: benchmark.tags, sides: [.baseline: placed]))
        continue
      }
      plans[place].sides[.baseline] = placed
      if commands[benchmark.name] != benchmark.command {
        plans[place].notes.append(BenchMessage.definedDifferently.line)
      }
    }
  }

  /// Lets the other tree run the same commands.
  ///
  /// It lacks a benchmark whose program it does not have.
  private mutating func pairWithSame(_ own: [CommandFile.Benchmark], in folder: String) {
    let placed = own.map { $0.command.placed(in: folder, path: searchPath) }
    let hasAny = placed.contains { $0.missingProgram == nil }
    for (index, command) in placed.enumerated() {
      if hasAny, let missing = command.missingProgram, missing.contains("/"),
        !missing.hasPrefix("/"),
        PathKind(of: (command.directory ?? folder) + "/" + missing) == .absent
      {
        warnings.append(
          BenchMessage.countsAsNew(benchmark: plans[index].name, program: missing).line)
        continue
      }
      plans[index].sides[.baseline] = command
    }
  }

  /// A tree that was not built is an error, not a tree without benchmarks.
  private func requireBaselinePrograms(in folder: String) throws(UsageError) {
    let baselines = plans.compactMap { $0.sides[.baseline] }
    guard let missing = baselines.first?.missingProgram,
      baselines.allSatisfy({ $0.missingProgram != nil })
    else { return }
    throw UsageError(BenchMessage.baselineFolderUnbuilt(folder: folder, program: missing))
  }

  // MARK: Places

  private var searchPath: String { context.environment["PATH"] ?? "/usr/bin:/bin" }

  /// A folder's absolute path.
  private static func folder(
    _ path: String, _ option: String, _ context: CommandContext
  ) throws(UsageError) -> String {
    let absolute =
      URL(
        fileURLWithPath: path,
        relativeTo: URL(fileURLWithPath: context.currentDirectory, isDirectory: true)
      ).standardizedFileURL.path
    guard PathKind(of: absolute) == .folder else {
      throw UsageError(BenchMessage.folderMissing(option: option, path: path))
    }
    return absolute
  }
}
