import GateCommandLine
import GateFiles

/// The settings that the hook got when it was installed; kept in the repository's own configuration.
struct HookSettings {
  /// The suites' products.
  var products: [String]
  /// The package's folder below the repository's top; empty at the top.
  var package: String
  /// The named paths whose changes are measured, relative to the repository's top; empty means what the package is
  /// made of.
  var paths: [String]
  /// The folder of the three programs.
  var tools: String
  /// Arguments of the question, the same for measuring and judging: `--alpha`, `--policy-from`.
  var question: [String]
  /// Arguments for measuring alone: `--layouts`, `--same-code`.
  var measuring: [String]
  /// Whether it is recorded what the upstream branch's programs execute.
  var traces: Bool

  init(
    products: [String], package: String, paths: [String], tools: String, question: [String],
    measuring: [String], traces: Bool
  ) {
    self.products = products
    self.package = package
    self.question = question
    self.measuring = measuring
    self.traces = traces
    self.paths = paths
    self.tools = tools
  }

  /// The paths whose changes between commits are measured, relative to the repository's top.
  ///
  /// - Parameter git: Git at the top of the repository.
  func paths(_ git: GitCommand, at commits: [String]) -> [String] {
    paths.isEmpty ? MeasuredPaths(git: git, package: package).paths(at: commits) : paths
  }

  /// Reads the settings; nil when no hook was installed.
  init?(_ git: GitCommand) {
    guard let tools = git.answer("config", "--local", "--get", "speedgate.tools") else {
      return nil
    }
    func list(_ key: String) -> [String] {
      (git.answer("config", "--local", "--get-all", key) ?? "")
        .split(separator: "\n").map(String.init)
    }
    self.init(
      products: list("speedgate.product"), package: list("speedgate.package").first ?? "",
      paths: list("speedgate.path"), tools: tools,
      question: list("speedgate.question"), measuring: list("speedgate.measuring"),
      traces: list("speedgate.trace") != ["false"])
  }

  /// Stores the settings in place of earlier ones.
  func store(_ git: GitCommand) throws {
    Self.remove(git)
    let pairs =
      [("speedgate.tools", tools)] + products.map { ("speedgate.product", $0) }
      + (package.isEmpty ? [] : [("speedgate.package", package)])
      + paths.map { ("speedgate.path", $0) } + question.map { ("speedgate.question", $0) }
      + measuring.map { ("speedgate.measuring", $0) }
      + (traces ? [] : [("speedgate.trace", "false")])
    for (key, value) in pairs {
      guard git.data(["config", "--local", "--add", key, value]) != nil else {
        throw UsageError(SetUpMessage.settingsNotStored)
      }
    }
  }

  /// Forgets the settings.
  static func remove(_ git: GitCommand) {
    for key in ["tools", "product", "package", "path", "question", "measuring", "trace"] {
      _ = git.data(["config", "--local", "--unset-all", "speedgate." + key])
    }
  }
}
