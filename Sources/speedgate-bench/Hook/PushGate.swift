import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

/// Measures the commit that is pushed beside the one where its branch left the upstream's main branch.
///
/// Both are built from copies of their files in the repository's own folder `.git/speedgate`, which all work trees share, so
/// what is measured is what is pushed, whatever the work tree holds. Nothing is written to the work tree.
struct PushGate {
  /// The time for measuring all suites together, in seconds; building takes more.
  private static let timeBudget = 40

  let settings: HookSettings
  let context: CommandContext
  private let repository: Repository
  private let builds: CommitBuilds
  private var store: BuildStore { builds.store }

  /// - Throws: `RevisionError` where the package is not there.
  init(top: String, settings: HookSettings, context: CommandContext) throws {
    self.settings = settings
    self.context = context
    let folder = settings.package.isEmpty ? top : top + "/" + settings.package
    guard FileManager.default.fileExists(atPath: folder + "/Package.swift") else {
      throw UsageError(SetUpMessage.packageMissing(folder: folder))
    }
    repository = try Repository(around: folder)
    builds = CommitBuilds(repository, prefix: "speedgate: ", context: context)
  }

  /// Builds, measures and judges every suite.
  ///
  /// - Returns: Whether the push may go on: it may unless a verdict fails.
  func allows(
    _ pushed: String, of branch: String, beside base: String, of upstream: String
  ) throws -> Bool {
    let commit = try repository.commit(pushed)
    let baseCommit = try repository.commit(base)
    let name = "\(branch)@\(commit.hash.prefix(7))"
    let baseName = "\(upstream)@\(baseCommit.hash.prefix(7))"
    if repository.git.answer("rev-parse", "HEAD") == commit.hash, repository.hasChanges {
      say(.uncommittedChanges(commit: name))
    }
    let question = self.question(of: commit, name)
    var isAllowed = true
    let use = try StoreUse(of: store.root)
    defer { _ = try? use.alone { try store.prune(limit: BuildStore.usualLimit) } }
    for product in settings.products {
      let baseline: String
      switch try builds.program(product, of: baseCommit) {
      case .built(let path, _): baseline = path
      case .failed(let reason):
        say(.upstreamDoesNotBuild(product: product, base: baseName, reason: reason))
        continue
      }
      let candidate: String
      switch try builds.program(product, of: commit) {
      case .built(let path, _): candidate = path
      case .failed(let reason):
        say(.pushedDoesNotBuild(product: product, commit: name, reason: reason))
        continue
      }
      if settings.traces { trace(baseline, product, baseName) }
      let folder = store.root + "/last/" + BaselineDirectory.uniqueFolderName(product)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let run = folder + "/run.json"
      let seconds = max(Self.timeBudget / settings.products.count, 5)
      say(.measuring(product: product, base: baseName, seconds: seconds))
      let measured = execute(
        "speedgate-bench",
        [
          "run", candidate, "--against", baseline, "--commit", "\(branch)@\(commit.hash)",
          "--against-commit", "\(upstream)@\(baseCommit.hash)", "--profile", "quick",
          "--time-budget", "\(seconds)s", "--quiet", "--output", run,
        ] + question + settings.measuring)
      guard measured == 0 else {
        say(.cannotMeasure(product: product))
        continue
      }
      switch execute(
        "speedgate-detect",
        ["check", run, "--read-only", "--output", folder + "/verdict.json"] + question)
      {
      case 0: break
      case 1: isAllowed = false
      default: say(.cannotJudge(product: product))
      }
    }
    if !isAllowed { say(.stopped) }
    return isAllowed
  }

  /// The installed question; where the work tree's budgets are others than the commit's, by the commit's.
  private func question(of commit: Commit, _ name: String) -> [String] {
    let git = repository.git
    guard !settings.question.contains(where: { $0.hasPrefix("--policy-from=") }),
      git.answer("ls-tree", commit.hash, "budgets") != nil,
      git.data(["diff", "--quiet", commit.hash, "--", "budgets"]) == nil
        || git.answer("ls-files", "--others", "--exclude-standard", "--", "budgets") != nil
    else { return settings.question }
    say(.otherBudgets(commit: name))
    return settings.question + ["--policy-from=\(commit.hash)"]
  }

  /// Records what a kept program's benchmarks execute, once; where that fails it is not tried again.
  private func trace(_ program: String, _ product: String, _ base: String) {
    let place = KitPlace(beside: program)
    let failed = KitPlace.folder(beside: program) + "/untraced"
    guard ExecutionTrace.isPossible(context.environment),
      FileManager.default.fileExists(atPath: place.record),
      !FileManager.default.fileExists(atPath: place.executed),
      !FileManager.default.fileExists(atPath: failed)
    else { return }
    say(.recording(product: product, base: base))
    _ = execute("speedgate-bench", ["trace", program, "--if-possible", "--quiet"])
    guard !FileManager.default.fileExists(atPath: place.executed) else { return }
    _ = FileManager.default.createFile(atPath: failed, contents: nil)
  }

  /// Runs one of the three programs in the package's folder to its end; what it prints goes to standard error.
  private func execute(_ program: String, _ arguments: [String]) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: settings.tools + "/" + program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: repository.packageFolder)
    // Git sets variables for its hooks that name the repository; what is built is not always that one.
    process.environment = context.environment.filter { !$0.key.hasPrefix("GIT_") }
    process.standardInput = FileHandle.nullDevice
    // Git gives standard output to no one in particular, and a person reads both together.
    process.standardOutput = FileHandle.standardError
    guard (try? process.run()) != nil else { return 2 }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 2
  }

  private func say(_ message: SetUpMessage) {
    context.err("speedgate: \(Program.oneLine(message.line))\n")
  }
}
