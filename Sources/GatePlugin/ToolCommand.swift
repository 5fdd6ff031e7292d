import Foundation

/// A command of `speedgate-bench` that a package can be given before there is a suite.
struct ToolCommand {
  /// The words behind `swift package gate`.
  let arguments: [String]

  /// The subcommands of `hook`, and of `init`, which has none.
  private static let subcommands = [
    "init": [], "hook": ["install", "uninstall", "status", "run"],
  ]

  /// - Returns: Nil where the first word is no such command.
  init?(_ arguments: [String]) {
    guard let first = arguments.first, Self.subcommands[first] != nil else { return nil }
    self.arguments = arguments
  }

  /// Whether both programs are needed: the hook calls both, and finds them beside each other.
  var needsDetect: Bool { arguments.first == "hook" }

  /// The help text, which no tool has to be built for; nil where the command is to be run.
  var help: String? {
    let asked = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    guard asked || arguments == ["hook"] else { return nil }
    return arguments[0] == "init" ? Self.helpOfInit : Self.helpOfHook
  }

  /// The mistake that is seen without a tool; nil where there is none.
  var mistake: String? { wrongSubcommand ?? unknownOption }

  private var unknownOption: String? {
    let text = arguments[0] == "init" ? Self.helpOfInit : Self.helpOfHook
    let known = text.split { $0.isWhitespace }.filter { $0.hasPrefix("--") }
    let given = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { $0.prefix { $0 != "=" } }
    return given.first { !known.contains($0) && !["--quiet", "--no-color"].contains($0) }.map {
      "unknown option \($0); 'swift package gate \(arguments[0]) --help' lists the options"
    }
  }

  private var wrongSubcommand: String? {
    let known = Self.subcommands[arguments[0]] ?? []
    guard !known.isEmpty, arguments.count > 1, !known.contains(arguments[1]) else { return nil }
    let nearest = known.min {
      Self.distance($0, arguments[1]) < Self.distance($1, arguments[1])
    }
    let hint = nearest.flatMap { Self.distance($0, arguments[1]) <= 2 ? $0 : nil }
    return "'\(arguments[0])' has no subcommand '\(arguments[1])'; "
      + (hint.map { "did you mean \($0)?" } ?? "it is one of \(known.joined(separator: ", "))")
  }

  /// The fewest letters to insert, remove or replace to make one word of another.
  private static func distance(_ one: String, _ other: String) -> Int {
    let letters = Array(other)
    var row = Array(0...letters.count)
    for (index, letter) in one.enumerated() {
      var next = [index + 1]
      for (place, other) in letters.enumerated() {
        next.append(
          min(next[place] + 1, row[place + 1] + 1, row[place] + (letter == other ? 0 : 1)))
      }
      row = next
    }
    return row[letters.count]
  }

  static let helpOfInit = """
    Adds a suite, budgets and workflows to the package. It overwrites nothing and leaves Package.swift to you:
    it prints the lines that belong there.

    USAGE: swift package --allow-writing-to-package-directory gate init [SUITE] [OPTIONS]

    OPTIONS:
      --package DIR          The package's folder (default: this one).
      --main-branch NAME     The branch whose runs become the baseline.
      --library PLACE        Speedgate's URL or folder (default: what the manifest names).
      --nested               Put the suite into a package of its own, Benchmarks.
      --dry-run              Only say what would be written.

    EXAMPLES:
      swift package --allow-writing-to-package-directory gate init --dry-run
      swift package --allow-writing-to-package-directory gate init OrderBenchmarks
    """

  static let helpOfHook = """
    Measures before every push, with a git hook. A push is stopped only by a verdict that fails.

    USAGE: swift package --allow-writing-to-package-directory gate hook install SUITE... [OPTIONS]
           swift package --allow-writing-to-package-directory gate hook uninstall
           swift package gate hook status

    OPTIONS OF INSTALL:
      --path PATH            Measure only when this changed, a file or a folder; repeat for more.
      --tools DIR            The folder of the three programs (default: the plugin's build).
      --alpha SHARE          The suite's false-alarm rate (default: 1%).
      --policy-from REF      Measure and judge by the budgets of this commit or folder.
      --main-branch NAME     Store this name in git's setting speedgate.mainbranch.
      --layouts MODE         Where code lies: fresh or fixed.
      --same-code MODE       For benchmarks whose code is the same: measure, skip or ignore.
      --no-trace             Do not record what the upstream branch's benchmarks execute.

    EXAMPLES:
      swift package --allow-writing-to-package-directory gate hook install OrderBenchmarks
      swift package gate hook status
    """
}
