import Foundation
import GateCommandLine
import GateFiles
import GateMeasurement

extension Command {
  /// `speedgate-bench hook install`.
  static let hookInstall = Command(
    CommandDefinition(
      "speedgate-bench hook install", summary: "Measures before every push.",
      details: """
        Writes the hook 'pre-push' where this repository keeps its hooks. A hook that is there is \
        kept beside it and run first. The push is stopped only by a verdict that fails; \
        SPEEDGATE_SKIP=1 or 'git push --no-verify' pushes without measuring.
        """,
      positionals: [.init("PRODUCT", "A suite's product.", isRepeated: true)],
      options: [
        .repeated("path", "PATH", "Measure only when this changed; several are any of them."),
        .value("tools", "DIR", "The folder of the three programs; this program's unless given."),
        .value("alpha", "SHARE", "The suite's false-alarm rate; 1% unless given."),
        .value(
          "policy-from", "REF",
          "Measure and judge by the budgets of this commit or folder, such as origin/main."),
        .value("layouts", "MODE", "Where code lies: fresh or fixed, as 'run' has it."),
        .value(
          "same-code", "MODE",
          "For benchmarks whose code is the same: measure, skip or ignore, as 'run' has it."),
        .flag("no-trace", "Do not record what the upstream branch's benchmarks execute."),
      ],
      examples: ["speedgate-bench hook install OrderBenchmarks"])
  ) { arguments, context in
    guard !arguments.positionals.isEmpty else {
      throw UsageError("no suite is named; give the product that 'swift build --product' builds")
    }
    if let name = arguments.positionals.first(where: { $0.hasPrefix("-") || $0.contains("/") }) {
      throw UsageError("'\(name)' is no product; give the name that 'swift build --product' builds")
    }
    let git = GitCommand(directory: context.currentDirectory)
    let hook = try HookFile(git)
    guard let root = git.answer("rev-parse", "--show-toplevel") else {
      throw UsageError("\(git.directory): has no work tree; go to your package's folder")
    }
    guard FileManager.default.fileExists(atPath: root + "/Package.swift") else {
      throw UsageError(
        "\(root): has no Package.swift; the hook measures a package at the top of its repository")
    }
    let own = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .standardizedFileURL
    let tools =
      arguments.value("tools").map { URL(fileURLWithPath: $0).standardizedFileURL.path }
      ?? own.deletingLastPathComponent().path
    for name in ["speedgate-bench", "speedgate-detect"]
    where !FileManager.default.isExecutableFile(atPath: tools + "/" + name) {
      throw UsageError("\(tools)/\(name): no such program; build it, or name a folder with --tools")
    }
    _ = try arguments.share("alpha")
    let question = ["alpha", "policy-from"].flatMap { name in
      arguments.value(name).map { ["--\(name)=\($0)"] } ?? []
    }
    try LayoutChoice.require(arguments)
    _ = try SameCodeOption(arguments, hasOwnEnvironment: false)
    let measuring = ["layouts", "same-code"].flatMap { name in
      arguments.value(name).map { ["--\(name)=\($0)"] } ?? []
    }
    try hook.install(calling: own.path)
    try HookSettings(
      products: arguments.positionals, paths: arguments.values("path"), tools: tools,
      question: question, measuring: measuring, traces: !arguments.flag("no-trace")
    ).store(git)
    context.out("installed: \(hook.path)\n")
    if hook.keepsAnother { context.out("runs first: \(hook.keptPath)\n") }
    if !arguments.flag("no-trace"), !ExecutionTrace.isPossible(context.environment) {
      context.out(
        "no valgrind: pushes cannot prove that a benchmark runs the same code; install valgrind, or go without\n"
      )
    }
    return .passed
  }

  /// `speedgate-bench hook uninstall`.
  static let hookUninstall = Command(
    CommandDefinition(
      "speedgate-bench hook uninstall", summary: "Takes the hook away again.",
      details: "A hook that was there before gets its place back.")
  ) { _, context in
    let git = GitCommand(directory: context.currentDirectory)
    let hook = try HookFile(git)
    switch hook.state {
    case .absent: context.out("there is no hook\n")
    case .foreign:
      throw UsageError("\(hook.path): is not Speedgate's; it is left as it is")
    case .ours:
      try hook.uninstall()
      context.out("removed: \(hook.path)\n")
    }
    HookSettings.remove(git)
    if let common = git.answer("rev-parse", "--path-format=absolute", "--git-common-dir") {
      try? FileManager.default.removeItem(atPath: common + "/speedgate")
    }
    return .passed
  }

  /// `speedgate-bench hook status`.
  static let hookStatus = Command(
    CommandDefinition(
      "speedgate-bench hook status", summary: "Tells whether the hook is there.",
      details: "Exit status: 0 it is there, 1 it is not.")
  ) { _, context in
    let git = GitCommand(directory: context.currentDirectory)
    let hook = try HookFile(git)
    guard hook.state == .ours, let settings = HookSettings(git) else {
      context.out(
        hook.state == .foreign
          ? "not installed; another hook is at \(hook.path)\n" : "not installed\n")
      return .failed
    }
    context.out(
      """
      installed: \(hook.path)
      measures: \(settings.products.joined(separator: ", "))
      when these change: \(settings.paths.joined(separator: ", "))

      """)
    let options =
      settings.question + settings.measuring + (settings.traces ? [] : ["--no-trace"])
    if !options.isEmpty { context.out("with: \(options.joined(separator: " "))\n") }
    if hook.keepsAnother { context.out("runs first: \(hook.keptPath)\n") }
    return .passed
  }

  /// `speedgate-bench hook run`, which the hook calls.
  static let hookRun = Command(
    CommandDefinition(
      "speedgate-bench hook run", summary: "What the hook calls; git tells it what is pushed.",
      positionals: [
        .init("REMOTE", "The remote's name.", isOptional: true),
        .init("URL", "Where it is.", isOptional: true),
      ])
  ) { arguments, context in
    let git = GitCommand(directory: context.currentDirectory)
    // Only a verdict stops a push: whatever else goes wrong is told, and the push goes on.
    func leave(_ reason: String) -> ExitStatus {
      context.err("speedgate: not measured: \(Program.oneLine(reason))\n")
      return .passed
    }
    // A folder of hooks that many repositories share serves those, too, that never asked for it.
    guard let settings = HookSettings(git), !settings.products.isEmpty else {
      return leave("no suite is named here; 'speedgate-bench hook install PRODUCT' names one")
    }
    do {
      let input = String(decoding: try context.readInput(), as: UTF8.self)
      let push = Push(remote: arguments.positionals.first ?? "origin", input: input)
      switch push.plan(git, paths: settings.paths) {
      case .leave(let reason): return reason.map(leave) ?? .passed
      case .measure(let base, let title):
        let gate = try PushGate(git, settings: settings, context: context)
        return try gate.allows(base: base, title: title) ? .passed : .failed
      }
    } catch {
      return leave("\(error)")
    }
  }
}
