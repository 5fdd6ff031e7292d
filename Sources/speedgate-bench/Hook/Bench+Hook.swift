import Foundation
import GateCommandLine
import GateFiles
import GateRecords

extension Command {
  /// `speedgate-bench hook install`.
  static let hookInstall = Command(
    CommandDefinition(
      "speedgate-bench hook install", summary: "Measures before every push.",
      details: """
        First it builds the suite of the commit that is checked out, as a push will, and asks it for \
        its benchmarks; where that fails no hook is installed. The first build takes as long as a \
        release build in a fresh clone.

        Then it writes the hook 'pre-push' where this repository keeps its hooks. A hook that is there \
        is kept beside it and run first. A push is stopped only by a verdict that fails; \
        SPEEDGATE_SKIP=1 or 'git push --no-verify' pushes without measuring.
        """,
      positionals: [.init("PRODUCT", "A suite's product.", isRepeated: true)],
      options: [
        .repeated(
          "path", "PATH", "Measure only when this changed, a file or a folder; repeat for more."),
        .value("tools", "DIR", "The folder of the three programs (default: this program's)."),
        .value("alpha", "SHARE", "The suite's false-alarm rate (default: 1%)."),
        .value(
          "policy-from", "REF",
          "Measure and judge by the budgets of this commit or folder, such as origin/main."),
        .value(
          "main-branch", "NAME",
          "Store this name in git's setting speedgate.mainbranch, which the gate uses, too (default: leave that setting as "
            + "it is)."),
        LayoutChoice.option, SameCodeOption.option,
        .flag("no-trace", "Do not record what the upstream branch's benchmarks execute."),
      ],
      examples: ["speedgate-bench hook install OrderBenchmarks"])
  ) { arguments, context in
    try HookInstallation(arguments: arguments, context: context).perform()
  }

  /// `speedgate-bench hook uninstall`.
  static let hookUninstall = Command(
    CommandDefinition(
      "speedgate-bench hook uninstall", summary: "Removes the hook.",
      details: """
        A hook that was there before is put back in its place. The stored programs in .git/speedgate are \
        removed, too.
        """,
      examples: ["speedgate-bench hook uninstall"])
  ) { _, context in
    let git = GitCommand(directory: context.currentDirectory)
    let hook = try HookFile(git)
    switch hook.state {
    case .absent: context.out("there is no hook\n")
    case .foreign:
      throw UsageError(SetUpMessage.foreignHook(path: hook.path))
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
      "speedgate-bench hook status", summary: "Says whether the hook is installed.",
      details: "Exit status: 0 it is installed, 1 it is not.",
      examples: ["speedgate-bench hook status || speedgate-bench hook install OrderBenchmarks"])
  ) { _, context in
    let git = gitAtTop(context)
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
      measures: \(settings.products.joined(separator: ", "))\(settings.package.isEmpty ? "" : " in \(settings.package)")
      when these change: \(settings.paths(git, at: ["HEAD"]).joined(separator: ", "))

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
      "speedgate-bench hook run", summary: "Measures a push; git's hook calls it.",
      details: """
        Standard input has a line for each branch, as git writes it for the hook 'pre-push': local reference, local \
        commit, remote reference, remote commit.

        Exit status: 1 the verdict fails, which stops the push; 2 wrong arguments, or input that git does not \
        write; 0 everything else. The hook says what it did not measure.
        """,
      positionals: [
        .init("REMOTE", "The remote's name (default: origin).", isOptional: true),
        .init("URL", "The remote's URL (default: the remote's name).", isOptional: true),
      ],
      examples: [
        "echo \"refs/heads/faster $(git rev-parse faster) refs/heads/faster $(git rev-parse origin/main)\" | "
          + "speedgate-bench hook run origin"
      ])
  ) { arguments, context in
    // Only a verdict stops a push: whatever else goes wrong is said, and the push goes on.
    func leave(_ message: SetUpMessage) -> ExitStatus {
      context.err("speedgate: \(Program.oneLine(message.line))\n")
      return .passed
    }
    let git = gitAtTop(context)
    // A folder of hooks that many repositories share serves those, too, that never asked for it.
    guard let settings = HookSettings(git), !settings.products.isEmpty else {
      return leave(.notMeasured(reason: SetUpMessage.notInstalledHere.line))
    }
    if !settings.package.isEmpty {
      // Git names the repository in variables, and would take a folder below its top for the top.
      for name in ["GIT_DIR", "GIT_WORK_TREE"] { _ = unsafe unsetenv(name) }
    }
    do {
      let input = String(decoding: try context.readInput(), as: UTF8.self)
      let push = Push(
        remote: arguments.positionals.first ?? "origin",
        url: arguments.positionals.dropFirst().first, input: input)
      let plan = push.plan(git, environment: context.environment) { base, commit in
        settings.paths(git, at: [base, commit])
      }
      switch plan {
      case .leave(let message):
        return message.map { leave(.notMeasured(reason: $0.line)) } ?? .passed
      case .measure(let commit, let branch, let base, let upstream, let remark):
        if let remark { context.err("speedgate: \(Program.oneLine(remark.line))\n") }
        let gate = try PushGate(top: git.directory, settings: settings, context: context)
        return try gate.allows(commit, of: branch, beside: base, of: upstream) ? .passed : .failed
      }
    } catch {
      return leave(.notMeasured(reason: "\(error)"))
    }
  }

  /// Git at the top of the repository, else in this folder.
  private static func gitAtTop(_ context: CommandContext) -> GitCommand {
    let here = GitCommand(directory: context.currentDirectory)
    return GitCommand(
      directory: here.answer("rev-parse", "--show-toplevel") ?? context.currentDirectory)
  }
}
