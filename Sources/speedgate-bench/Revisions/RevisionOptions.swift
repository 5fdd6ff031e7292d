import Foundation
import GateCommandLine
import GateRecords
import GateRevisions

/// The options for building commits, the same for every command that builds some.
struct RevisionOptions {
  static let definitions: [OptionDefinition] = [
    .repeated(
      "suite", "PRODUCT",
      "The suite's product; repeat for more (default: all suites of the package)."),
    .value(
      "suite-from", "REF",
      "Measure all commits with the benchmarks of this one; . is the work tree."),
    .value(
      "build-command", "COMMAND",
      "Build with this shell command instead of 'swift build'; its last line is the program's path."
    ),
    .value(
      "store-limit", "MB",
      "Keep at most this much in .git/speedgate, in megabytes (default: 4000)."),
  ]

  let repository: Repository
  let store: BuildStore
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let suiteFrom: Commit?
  private let use: StoreUse
  private let limit: Int64

  /// - Throws: `RevisionError` outside a repository, and for a commit that is not there.
  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    let repository = try Repository(around: context.currentDirectory)
    self.repository = repository
    let isQuiet = arguments.flag("quiet")
    use = try StoreUse(of: repository.common + "/speedgate")
    store = BuildStore(
      repository, environment: context.environment, now: context.now,
      say: { text in if !isQuiet { context.err("\(Program.oneLine(text))\n") } })
    limit =
      try arguments.integer("store-limit", in: 0...Int64(1_000_000_000)).map { $0 * 1_000_000 }
      ?? BuildStore.usualLimit
    suiteFrom = try arguments.value("suite-from").map { name in
      name == "." ? try repository.workTreeAsCommit() : try repository.commit(name)
    }
  }

  /// The suites to measure.
  ///
  /// - Throws: `UsageError` where there is none.
  func suites() throws -> [String] {
    let named = arguments.values("suite")
    if let wrong = named.first(where: { $0.hasPrefix("-") || $0.contains("/") || $0.isEmpty }) {
      throw UsageError(BenchMessage.notAProduct(name: wrong))
    }
    guard named.isEmpty else { return named }
    guard arguments.value("build-command") == nil else {
      throw UsageError(BenchMessage.suiteForBuildCommand)
    }
    let found = try store.outlineOfWorkTree().suites
    guard !found.isEmpty else {
      throw UsageError(BenchMessage.noSuiteAtCommit(folder: repository.packageFolder))
    }
    return found
  }

  /// A revision's program.
  ///
  /// - Throws: An error that keeps every commit from being built.
  func program(_ revision: Revision, suite: String) throws -> StoredBuild {
    switch revision {
    case .workTree: try store.workTree(suite, buildCommand: arguments.value("build-command"))
    case .commit(_, let commit): try program(commit, suite: suite)
    }
  }

  /// A commit's program.
  func program(_ commit: Commit, suite: String) throws -> StoredBuild {
    try store.program(request(commit, suite: suite))
  }

  /// Returns the request to build a commit.
  func request(_ commit: Commit, suite: String) -> BuildRequest {
    BuildRequest(
      commit: commit, packagePath: repository.packagePath, product: suite, suiteFrom: suiteFrom,
      buildCommand: arguments.value("build-command"))
  }

  /// Brings the store back within its limit, unless another command uses it.
  func tidy() { _ = try? use.alone { try store.prune(limit: limit) } }
}
