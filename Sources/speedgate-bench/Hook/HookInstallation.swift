import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

/// One call of `speedgate-bench hook install`: a hook is put in place only when what it would measure can be measured.
struct HookInstallation {
  let arguments: ParsedArguments
  let context: CommandContext

  func perform() throws -> ExitStatus {
    let products = arguments.positionals
    guard !products.isEmpty else { throw UsageError(SetUpMessage.noProduct) }
    if let name = products.first(where: { $0.hasPrefix("-") || $0.contains("/") }) {
      throw UsageError(SetUpMessage.notAProduct(name))
    }
    let git = GitCommand(directory: context.currentDirectory)
    let hook = try HookFile(git)
    guard git.answer("rev-parse", "--show-toplevel") != nil else {
      throw UsageError(SetUpMessage.noWorkTree(folder: git.directory))
    }
    let repository = try Repository(around: context.currentDirectory)
    let main = try mainBranch()
    let own = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .standardizedFileURL
    let settings = HookSettings(
      products: products, package: repository.packagePath, paths: try paths(repository),
      tools: try tools(beside: own), question: try question(repository), measuring: try measuring(),
      traces: !arguments.flag("no-trace"))
    try hook.requirePlace()
    for product in products { try prove(product, repository, settings) }
    try hook.install(calling: own.path)
    try settings.store(git)
    if let main, git.data(["config", "--local", MainBranch.setting, main]) == nil {
      throw UsageError(SetUpMessage.settingsNotStored)
    }
    context.out("installed: \(hook.path)\n")
    if hook.keepsAnother { context.out("runs first: \(hook.keptPath)\n") }
    if settings.traces, !ExecutionTrace.isPossible(context.environment) {
      context.out("\(SetUpMessage.noValgrind.line)\n")
    }
    return .passed
  }

  /// Builds the suite of the commit that is checked out, as a push would, and asks it for its benchmarks.
  private func prove(_ product: String, _ repository: Repository, _ settings: HookSettings) throws {
    let builds = CommitBuilds(repository, prefix: "speedgate: ", context: context)
    let head = try repository.commit("HEAD")
    let commit = String(head.hash.prefix(7))
    switch try builds.program(product, of: head) {
    case .failed(let reason):
      throw UsageError(
        SetUpMessage.suiteDoesNotBuild(product: product, commit: commit, reason: reason))
    case .built(let path, _):
      let listed = ChildProgram.run(
        [settings.tools + "/speedgate-bench", "list", path], in: repository.packageFolder,
        environment: context.environment)
      guard listed.status == 0 else {
        throw UsageError(SetUpMessage.notProven(product: product, commit: commit))
      }
      let count = listed.output.count { $0 == UInt8(ascii: "\n") }
      guard count > 0 else {
        throw UsageError(SetUpMessage.noBenchmarks(product: product, commit: commit))
      }
      context.out("\(SetUpMessage.proven(product: product, benchmarks: count).line)\n")
    }
  }

  /// The paths of `--path`, which start from this folder, from the repository's top.
  private func paths(_ repository: Repository) throws -> [String] {
    let here = URL(fileURLWithPath: context.currentDirectory).resolvingSymlinksInPath()
    let top = URL(fileURLWithPath: repository.top).resolvingSymlinksInPath().path
    let git = GitCommand(directory: repository.top)
    func existing(_ path: String, _ text: String) throws -> String {
      let found = git.answer("ls-files", "--", path) ?? ""
      guard !found.isEmpty else { throw UsageError(SetUpMessage.pathOfNothing(text)) }
      return path
    }
    return try arguments.values("path").map { text in
      // Git's own patterns start from the top by themselves.
      if text.hasPrefix(":") { return try existing(text, text) }
      let path = URL(fileURLWithPath: text, relativeTo: here.appending(path: "/"))
        .standardizedFileURL.path
      guard path == top || path.hasPrefix(top + "/") else {
        throw UsageError(SetUpMessage.pathOutside(text, top: repository.top))
      }
      return try existing(path == top ? "." : String(path.dropFirst(top.count + 1)), text)
    }
  }

  private func tools(beside own: URL) throws -> String {
    let folder =
      arguments.value("tools").map {
        URL(
          fileURLWithPath: $0, relativeTo: URL(fileURLWithPath: context.currentDirectory + "/")
        ).standardizedFileURL.path
      } ?? own.deletingLastPathComponent().path
    for name in ["speedgate-bench", "speedgate-detect"]
    where !FileManager.default.isExecutableFile(atPath: folder + "/" + name) {
      throw UsageError(SetUpMessage.noTool(folder + "/" + name))
    }
    return folder
  }

  private func question(_ repository: Repository) throws -> [String] {
    _ = try arguments.share("alpha")
    return given(["alpha"]) + (try policy(repository).map { ["--policy-from=\($0)"] } ?? [])
  }

  /// The commit or folder of `--policy-from`; a push could not be judged by one that does not exist.
  private func policy(_ repository: Repository) throws -> String? {
    guard let named = arguments.value("policy-from") else { return nil }
    // Pushes are measured in the package's folder, wherever the hook was installed.
    let path =
      URL(fileURLWithPath: named, relativeTo: URL(fileURLWithPath: context.currentDirectory + "/"))
      .standardizedFileURL.path
    let isThere = (try? FileManager.default.attributesOfItem(atPath: path)) != nil
    let place = isThere ? path : named
    for product in arguments.positionals {
      _ = try JudgingPolicy(
        budgets: nil, policyFrom: place, suite: product, folder: repository.packageFolder)
    }
    return place
  }

  /// The name of `--main-branch`.
  private func mainBranch() throws -> String? {
    guard let name = arguments.value("main-branch") else { return nil }
    let git = GitCommand(directory: context.currentDirectory)
    guard git.answer("check-ref-format", "--branch", name) == name else {
      throw UsageError(SetUpMessage.noBranchName(name))
    }
    return name
  }

  private func measuring() throws -> [String] {
    try LayoutChoice.require(arguments)
    _ = try SameCodeOption(arguments, hasOwnEnvironment: false)
    return given(["layouts", "same-code"])
  }

  private func given(_ names: [String]) -> [String] {
    names.flatMap { name in arguments.value(name).map { ["--\(name)=\($0)"] } ?? [] }
  }
}
