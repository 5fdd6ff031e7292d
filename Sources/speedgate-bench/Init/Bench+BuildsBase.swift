import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateRevisions

extension Command {
  /// `speedgate-bench builds base`.
  static let buildsBase = Command(
    CommandDefinition(
      "speedgate-bench builds base",
      summary: "Builds the suite of the commit where this branch left the main branch.",
      details: """
        'swift package gate' calls it, to measure a branch that has no baseline beside that commit. It \
        prints two lines: the program's path, and the commit as BRANCH@HASH.

        It prints nothing on the main branch, in a CI service, outside of a repository, and if the \
        folder of baselines already has files of the suite. If the commit does not build, standard \
        error has the reason. The exit status is 0 in all these cases.
        """,
      options: [
        .value("suite", "PRODUCT", "The suite's product."),
        .value("baseline", "DIR", "The baselines (default: baselines)."),
        .value(
          "main-branch", "NAME",
          "The main branch (default: git's setting speedgate.mainbranch, else the default branch of origin, "
            + "else main or master)."),
      ],
      examples: ["speedgate-bench builds base --suite OrderBenchmarks"])
  ) { arguments, context in
    guard let suite = arguments.value("suite") else { throw UsageError(SetUpMessage.noProduct) }
    guard !suite.hasPrefix("-"), !suite.contains("/") else {
      throw UsageError(SetUpMessage.notAProduct(suite))
    }
    let root = arguments.value("baseline") ?? context.currentDirectory + "/baselines"
    // A baseline that cannot be read exists; the measurement reports the error.
    let stored = try? BaselineDirectory(root: root).entries(ofSuite: suite) { _ in true }
    guard stored?.isEmpty == true, !BuildService.isHere(context.environment) else { return .passed }
    let git = GitCommand(directory: context.currentDirectory)
    let main = MainBranch(
      named: arguments.value("main-branch"), environment: context.environment,
      directory: git.directory)
    guard let branch = git.answer("symbolic-ref", "--short", "--quiet", "HEAD"),
      !main.isMain(branch)
    else { return .passed }
    func say(_ message: SetUpMessage) { context.err("\(Program.oneLine(message.line))\n") }
    guard let base = main.base(git) else {
      let isShallow = git.answer("rev-parse", "--is-shallow-repository") == "true"
      say(.noBase(branch: branch, main: main.name, isShallow: isShallow))
      return .passed
    }
    let name = "\(base.branch)@\(base.commit.prefix(7))"
    let repository = try Repository(around: git.directory)
    let builds = CommitBuilds(repository, context: context)
    switch try builds.program(suite, of: try repository.commit(base.commit)) {
    case .built(let path, _):
      say(.measuredBesideBase(branch: branch, base: name))
      context.out("\(path)\n\(base.branch)@\(base.commit)\n")
    case .failed(let reason):
      say(.baseDoesNotBuild(branch: branch, base: name, reason: reason))
    }
    return .passed
  }
}
