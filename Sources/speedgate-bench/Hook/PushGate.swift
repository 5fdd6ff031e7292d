import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRevisions

/// Measures what is pushed beside the upstream branch's program.
///
/// Everything it makes lies in the repository's own folder `.git/speedgate`, which all worktrees
/// share and in which ``BuildStore`` keeps programs; the work tree only gets what the package manager builds in any case.
struct PushGate {
  /// What measuring all suites may take, in seconds; building comes on top.
  private static let timeBudget = 40

  let git: GitCommand
  let settings: HookSettings
  let context: CommandContext
  let root: String
  private let repository: Repository
  private let store: BuildStore

  /// - Throws: `RevisionError` outside a repository.
  init(_ git: GitCommand, settings: HookSettings, context: CommandContext) throws {
    self.git = git
    self.settings = settings
    self.context = context
    repository = try Repository(around: git.directory)
    root = repository.top
    store = BuildStore(
      repository, environment: context.environment, now: context.now,
      say: { context.err("speedgate: \(Program.oneLine($0))\n") })
  }

  /// Builds, measures and judges every suite.
  ///
  /// - Returns: Whether the push may go on: it may unless a verdict fails.
  func allows(base: String, title: String) throws -> Bool {
    let head = git.answer("rev-parse", "HEAD") ?? ""
    // A file that git does not know may be compiled in, and then the program is not the commit's.
    let isClean = !repository.hasChanges
    if !isClean { say("the work tree has changes that are not committed; they are measured, too") }
    var isAllowed = true
    let use = try StoreUse(of: store.root)
    defer { _ = try? use.alone { try store.prune(limit: BuildStore.usualLimit) } }
    for product in settings.products {
      guard case .built(let candidate, _) = try store.workTree(product, buildCommand: nil) else {
        say("\(product) cannot be built; not measured")
        continue
      }
      guard
        case .built(let baseline, _) = try store.program(
          request(product, of: try repository.commit(base)))
      else {
        say("\(title)'s \(product) cannot be built; not measured")
        continue
      }
      if settings.traces { trace(baseline, product, title: title) }
      let folder = store.root + "/last/" + BaselineDirectory.uniqueFolderName(product)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let run = folder + "/run.json"
      let seconds = max(Self.timeBudget / settings.products.count, 5)
      say("measuring \(product) beside \(title) (\(base.prefix(7))), at most \(seconds) s")
      let measured = execute(
        settings.tools + "/speedgate-bench",
        [
          "run", candidate, "--against", baseline, "--profile", "quick", "--time-budget",
          "\(seconds)s", "--quiet", "--output", run,
        ] + settings.question + settings.measuring, in: root)
      guard measured == 0 else {
        say("\(product) cannot be measured; not judged")
        continue
      }
      let verdict = execute(
        settings.tools + "/speedgate-detect",
        ["check", run, "--read-only", "--output", folder + "/verdict.json"] + settings.question,
        in: root)
      if verdict == 1 {
        isAllowed = false
      } else {
        if verdict != 0 { say("\(product) cannot be judged") }
        if isClean, verdict == 0 {
          try store.put(candidate, as: request(product, of: try repository.commit(head)))
        }
      }
    }
    if !isAllowed {
      say("the push is stopped; to push all the same: SPEEDGATE_SKIP=1 git push")
    }
    return isAllowed
  }

  private func request(_ product: String, of commit: Commit) -> BuildRequest {
    BuildRequest(commit: commit, packagePath: repository.packagePath, product: product)
  }

  /// Records what a kept program's benchmarks execute, once; where that fails it is not tried again.
  private func trace(_ program: String, _ product: String, title: String) {
    let place = KitPlace(beside: program)
    let failed = KitPlace.folder(beside: program) + "/untraced"
    guard ExecutionTrace.isPossible(context.environment),
      FileManager.default.fileExists(atPath: place.record),
      !FileManager.default.fileExists(atPath: place.executed),
      !FileManager.default.fileExists(atPath: failed)
    else { return }
    say("recording what the benchmarks of \(title)'s \(product) execute, once")
    _ = execute(
      settings.tools + "/speedgate-bench", ["trace", program, "--if-possible", "--quiet"], in: root)
    guard !FileManager.default.fileExists(atPath: place.executed) else { return }
    _ = FileManager.default.createFile(atPath: failed, contents: nil)
  }

  /// Runs a program to its end; what it prints goes to standard error.
  private func execute(_ program: String, _ arguments: [String], in folder: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // Git tells its hooks which repository they serve; what is built is not always that one.
    process.environment = context.environment.filter { !$0.key.hasPrefix("GIT_") }
    process.standardInput = FileHandle.nullDevice
    // Git gives standard output to nobody in particular, and a person reads both together.
    process.standardOutput = FileHandle.standardError
    guard (try? process.run()) != nil else { return 2 }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 2
  }

  private func say(_ text: String) { context.err("speedgate: \(text)\n") }
}
