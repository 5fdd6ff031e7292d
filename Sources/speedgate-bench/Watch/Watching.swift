import Foundation
import GateBudgets
import GateBuild
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

/// One call of `speedgate-bench watch`.
struct Watching {
  private struct Built {
    let path: String
    let hash: String
  }

  /// Seconds between two looks at the files.
  private static let pause = 0.5
  /// Builds in a row that may be repeated because files changed meanwhile; a build may write files of its own.
  private static let mostBuilds = 3

  private let arguments: ParsedArguments
  private let context: CommandContext
  private let folder: String
  private let product: String
  private let scratch: String
  private let seconds: Double
  private let mostRounds: Int
  private var files: SourceWatch
  private var baseline: Built?
  private var baselineName = ""
  private var lastHash: String?
  private var rounds = 0
  /// Whether it is known that what is built is a suite, and that its benchmarks match the filters.
  private var isChecked = false
  private var view = WatchView(title: "", activity: "")

  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    try LayoutChoice.require(arguments)
    _ = try SelectionOptions.selection(arguments)
    seconds = try arguments.seconds("time") ?? 20
    mostRounds = try arguments.integer("rounds", in: 1...1_000_000) ?? .max
    folder =
      URL(
        fileURLWithPath: arguments.value("package-path") ?? ".",
        relativeTo: URL(fileURLWithPath: context.currentDirectory + "/")
      ).standardizedFileURL.path
    guard TextFile.isFolder(folder) else {
      throw UsageError(BenchMessage.packageFolderMissing(path: folder))
    }
    product = try Self.product(arguments, in: folder, context)
    // What cannot be read then is said now, before anything is built.
    _ = try JudgingPolicy(
      budgets: WatchedMeasurement.budgets(arguments, context), policyFrom: nil, suite: product,
      folder: folder)
    if let path = arguments.value("against") {
      let program = try SuiteLocation.path(of: path, context: context)
      baseline = Built(path: program, hash: try SHA256.hexDigest(ofFile: program))
      baselineName = path
    }
    scratch =
      FileManager.default.temporaryDirectory.appending(
        path: "speedgate-watch-\(ProcessInfo.processInfo.processIdentifier)"
      ).path
    guard TemporaryFolders.make(scratch) == 0 else {
      throw FileError.notWritable(path: scratch, reason: "no folder can be made there")
    }
    files = SourceWatch(package: folder)
  }

  /// The suite that is meant: the one that is named, or the package's only one.
  private static func product(
    _ arguments: ParsedArguments, in folder: String, _ context: CommandContext
  ) throws -> String {
    if let named = arguments.positionals.first {
      guard !named.hasPrefix("-"), !named.contains("/"), !named.isEmpty else {
        throw UsageError(BenchMessage.notAProduct(name: named))
      }
      return named
    }
    guard arguments.value("build-command") == nil else {
      throw UsageError(BenchMessage.productNeeded)
    }
    guard FileManager.default.fileExists(atPath: folder + "/Package.swift") else {
      throw UsageError(BenchMessage.manifestMissing(folder: folder))
    }
    let suites = try SuiteBuilder(environment: context.environment, say: { _ in })
      .outline(of: folder, scratch: nil).suites
    guard let suite = suites.first else { throw UsageError(BenchMessage.noSuite(folder: folder)) }
    guard suites.count == 1 else {
      throw UsageError(BenchMessage.severalProducts(names: suites))
    }
    return suite
  }

  mutating func perform() throws -> ExitStatus {
    defer { TemporaryFolders.remove(scratch) }
    entitle()
    if !context.output.isTerminal, !arguments.flag("quiet") {
      context.err(BenchMessage.watchBuilding(product: product).line + "\n")
    }
    // A baseline that was named is compared with at once; otherwise there is nothing to compare yet.
    var changed: [String] = []
    var last: WatchRound.Outcome?
    while rounds < mostRounds {
      if let outcome = try round(&changed) {
        rounds += 1
        last = outcome
        finish(
          WatchRound(number: rounds, time: clock, changed: changed, outcome: outcome))
        guard rounds < mostRounds else { break }
      }
      changed = wait()
    }
    return last?.isMeasured == false ? .couldNotJudge : .passed
  }

  // MARK: A round

  /// Builds and measures; nil where there is nothing to compare with yet.
  ///
  /// - Parameter changed: The files that changed; more join while it builds and measures.
  private mutating func round(_ changed: inout [String]) throws -> WatchRound.Outcome? {
    while true {
      let program: Built
      switch build(&changed) {
      case .failure(let failure): return .notBuilt(failure.lines)
      case .success(let built): program = built
      }
      try requireBenchmarks(program)
      guard let baseline else {
        try keep(program)
        return nil
      }
      guard program.hash != baseline.hash else {
        lastHash = program.hash
        return .sameProgram(.watchSameAsBaseline)
      }
      guard program.hash != lastHash else { return .sameProgram(.watchSameAsBefore) }
      if let outcome = try measure(program, beside: baseline, &changed) {
        lastHash = program.hash
        return outcome
      }
    }
  }

  /// Asks the first program that is built for the benchmarks that would be measured: saving a file repairs neither a
  /// command that names another program nor a filter that matches nothing.
  ///
  /// - Throws: `UsageError` with the program's or the filter's mistake.
  private mutating func requireBenchmarks(_ program: Built) throws {
    guard !isChecked else { return }
    let own = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])).path
    let selecting = SelectionOptions.definitions.flatMap { option in
      arguments.values(option.name).map { "--\(option.name)=\($0)" }
    }
    let listed = ChildProgram.run(
      [own, "list", program.path] + selecting, in: folder, environment: context.environment)
    guard listed.status == 0 else {
      let line = listed.errors.split(separator: "\n").last.map(String.init) ?? ""
      throw UsageError(
        line.hasPrefix("speedgate-bench: ")
          ? String(line.dropFirst("speedgate-bench: ".count))
          : BenchMessage.notAProgram(path: program.path).line)
    }
    isChecked = true
  }

  private struct BuildFailure: Error {
    let lines: [String]
  }

  /// Builds until no file changes meanwhile.
  private mutating func build(_ changed: inout [String]) -> Result<Built, BuildFailure> {
    var result: Result<Built, BuildFailure>
    var builds = 0
    repeat {
      show(.watchBuilding(product: product))
      result = built()
      builds += 1
      let more = files.changes()
      guard !more.isEmpty else { break }
      note(more + settled(), &changed)
    } while builds < Self.mostBuilds
    return result
  }

  private func built() -> Result<Built, BuildFailure> {
    var printed = ""
    let builder = SuiteBuilder(
      environment: context.environment, say: { _ in }, failed: { printed = $0 })
    do {
      let build =
        if let command = arguments.value("build-command") {
          try builder.program(by: command, in: folder, product: product)
        } else {
          try builder.program(product, in: folder, scratch: nil, marker: marker)
        }
      switch build {
      case .built(let path, let hash): return .success(Built(path: path, hash: hash))
      case .failed(let reason):
        let lines = CompilerErrors.firstLines(of: printed, in: folder)
        return .failure(BuildFailure(lines: lines.isEmpty ? [reason] : lines))
      }
    } catch {
      return .failure(BuildFailure(lines: ["\(error)"]))
    }
  }

  /// The file whose time says when a build began; it must be on the disk of the build folder.
  private var marker: String {
    let place = folder + "/.build"
    try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    return place + "/speedgate-watch-began"
  }

  /// Keeps a program as the baseline: the next build replaces the file it was built into.
  private mutating func keep(_ program: Built) throws {
    let kept = StoredProgramFolder(root: scratch, hash: program.hash)
    try kept.fill(from: program.path, name: product)
    baseline = Built(path: kept.path(of: product), hash: program.hash)
    baselineName = BenchMessage.watchBaseline(time: clock).line
    entitle()
    if !context.output.isTerminal { context.out(view.title + "\n\n") }
  }

  /// Measures; nil where a file changed meanwhile.
  private mutating func measure(
    _ program: Built, beside baseline: Built, _ changed: inout [String]
  ) throws -> WatchRound.Outcome? {
    let measurement = WatchedMeasurement(
      arguments: arguments, context: context, folder: folder, scratch: scratch, seconds: seconds)
    show(.watchMeasuring(settled: 0, total: nil))
    let process = try measurement.started(program.path, beside: baseline.path)
    while process.isRunning {
      Thread.sleep(forTimeInterval: Self.pause)
      let more = files.changes()
      guard more.isEmpty else {
        process.stop()
        note(more + settled(), &changed)
        return nil
      }
      if let progress = measurement.progress {
        show(.watchMeasuring(settled: progress.settled, total: progress.total))
      }
    }
    return measurement.outcome(status: process.finish())
  }

  // MARK: Files

  /// Waits for changes and until they have come to an end.
  private mutating func wait() -> [String] {
    show(.watchWaiting)
    while true {
      Thread.sleep(forTimeInterval: Self.pause)
      let changed = files.changes()
      guard changed.isEmpty else {
        var all = changed
        note(settled(), &all)
        return all
      }
    }
  }

  /// Waits until nothing changes for a while, because an editor or git writes several files one by one, and returns
  /// the further changes.
  private mutating func settled() -> [String] {
    var all: [String] = []
    while true {
      Thread.sleep(forTimeInterval: Self.pause)
      let more = files.changes()
      guard !more.isEmpty else { return all }
      note(more, &all)
    }
  }

  private func note(_ more: [String], _ changed: inout [String]) {
    changed = Set(changed + more).sorted()
  }

  // MARK: What is shown

  private mutating func entitle() {
    view.title =
      BenchMessage.watchTitle(
        product: product, files: files.count, baseline: baselineName.isEmpty ? nil : baselineName
      ).line
    if arguments.value("against") != nil, !context.output.isTerminal {
      context.out(view.title + "\n\n")
    }
  }

  private mutating func finish(_ round: WatchRound) {
    view.round = round
    view.activity = ""
    guard !context.output.isTerminal else {
      return show(rounds < mostRounds ? .watchWaiting : .watchEnded(rounds: rounds))
    }
    context.out(WatchView.log(round))
  }

  private mutating func show(_ activity: BenchMessage) {
    let text = activity.line
    guard context.output.isTerminal, text != view.activity else { return }
    view.activity = text
    context.out(view.screen(context.output))
  }

  /// The time of the day here.
  private var clock: String {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "HH:mm:ss"
    return form.string(from: Date(timeIntervalSince1970: Double(context.now()) / 1000))
  }
}
