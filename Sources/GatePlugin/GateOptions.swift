/// The options of `swift package gate`.
///
/// Most options belong to one of the three commands and are handed on as they are.
struct GateOptions {
  /// The suites to judge; empty means all.
  private(set) var suites: [String] = []

  /// Arguments for `speedgate-bench run`.
  private(set) var benchArguments: [String] = []

  /// Arguments for `speedgate-detect check`.
  private(set) var detectArguments: [String] = []

  /// The folder with the budgets, when not the package's own.
  private(set) var budgets: String?

  /// The folder with the baseline, when not the package's own.
  private(set) var baseline: String?

  /// The commit whose program is measured beside the suite's; nil for the baseline's.
  private(set) var against: String?

  /// Whether a run that passes becomes the baseline.
  private(set) var updatesBaseline = false

  /// The commit whose program becomes the baseline before the gate; nil leaves the baseline as it is.
  private(set) var baselineFrom: String?

  /// The main branch, when not the one that git names.
  private(set) var mainBranch: String?

  /// Whether it is recorded what the benchmarks of a stored program execute.
  private(set) var traces = true

  /// Whether suites are linked again or their code is compared, so that they need what that takes.
  var makesKits: Bool {
    #if os(Linux)
      let pairs = zip(benchArguments, benchArguments.dropFirst())
      return !pairs.contains { $0 == ("--layouts", "fixed") }
        || !pairs.contains { $0 == ("--same-code", "ignore") }
    #else
      false
    #endif
  }

  /// Whether this gate may store the program that it judged.
  var mayStore: Bool {
    against == nil && (updatesBaseline || !detectArguments.contains("--read-only"))
  }

  /// Whether a branch without a baseline is measured beside the commit where it left the main branch.
  var mayTakeBranchBase: Bool {
    against == nil && !updatesBaseline && baselineFrom == nil
      && !detectArguments.contains("--require-baseline")
  }

  /// Whether the folder of baselines in the package's folder may be written.
  var writesPackage: Bool { baseline == nil && (mayStore || baselineFrom != nil) }

  /// Arguments for measuring a commit that is stored: how it is measured, and never a part of the suite.
  var storedArguments: [String] {
    zip(benchArguments, benchArguments.dropFirst()).flatMap { option, value in
      ["--profile", "--time-budget", "--layouts"].contains(option) ? [option, value] : []
    }
  }

  /// Whether only the help text is asked for.
  private(set) var wantsHelp = false

  private static let benchOptions: Set<String> = [
    "--filter", "--profile", "--time-budget", "--seed", "--candidate-env", "--layouts",
    "--same-code",
  ]
  private static let benchFlags: Set<String> = ["--instructions"]
  /// The options that both programs get, because a run is measured for the question that judges it.
  private static let sharedOptions: Set<String> = ["--alpha", "--policy-from"]
  private static let detectFlags: Set<String> = [
    "--strict", "--read-only", "--require-baseline", "--all", "--growth",
  ]

  /// Parses the command's arguments.
  ///
  /// - Throws: ``GateError`` for an unknown option or a missing value.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let option = String(parts[0])
      func value() throws -> String {
        if parts.count == 2 { return String(parts[1]) }
        guard let next = rest.popFirst() else { throw GateError.missingValue(option) }
        return next
      }
      switch option {
      case "--help", "-h": wantsHelp = true
      case "--suite": suites.append(try value())
      case "--budgets": budgets = try value()
      case "--baseline": baseline = try value()
      case "--against": against = try value()
      case "--baseline-from": baselineFrom = try value()
      case "--main-branch": mainBranch = try value()
      case "--update-baseline": updatesBaseline = true
      case "--no-trace": traces = false
      case _ where Self.benchOptions.contains(option): benchArguments += [option, try value()]
      case _ where Self.benchFlags.contains(option): benchArguments.append(option)
      case _ where Self.sharedOptions.contains(option):
        let text = try value()
        benchArguments += [option, text]
        detectArguments += [option, text]
      case _ where Self.detectFlags.contains(option): detectArguments.append(option)
      default: throw GateError.unknownOption(argument)
      }
    }
    if against != nil, baseline != nil || updatesBaseline || baselineFrom != nil {
      throw GateError.twoBaselines
    }
    if baselineFrom != nil, updatesBaseline { throw GateError.twoUpdates }
    if baselineFrom != nil, detectArguments.contains("--read-only") {
      throw GateError.readOnlyUpdate
    }
    // The update stores the run, whatever its branch is, so the check need not say whether it would.
    if updatesBaseline, !detectArguments.contains("--read-only") {
      detectArguments.append("--read-only")
    }
    if let mainBranch { detectArguments += ["--main-branch", mainBranch] }
  }

  static let help = """
    Measures the package's suites, judges them and writes the reports.

    USAGE: swift package --allow-writing-to-package-directory gate [OPTIONS]
           swift package --allow-writing-to-package-directory gate init [SUITE] [OPTIONS]
           swift package --allow-writing-to-package-directory gate hook install SUITE

    On Linux 'swift package gate' does the same. On macOS the package manager lets plugins write to the
    package's folder, where the baseline is kept, only with that option.

    OPTIONS:
      --suite NAME           Judge only this suite; repeat for more.
      --filter PATTERN       Measure only the benchmarks whose names match.
      --profile NAME         quick, standard or thorough (default: standard).
      --time-budget TIME     Stop measuring after this time: 60s, 5m.
      --seed NUMBER          Repeat the random choices of an earlier run.
      --layouts MODE         fresh: a random place of code for each launch; fixed: the builds' own.
      --same-code MODE       For benchmarks whose code is the same: measure (alone), skip or ignore.
      --no-trace             Do not record what the benchmarks of a stored program execute.
      --instructions         Count instructions exactly, with valgrind's callgrind; slow.
      --candidate-env N=V    Set a variable for the candidate only, to compare settings.
      --budgets DIR          The budgets (default: the package's folder budgets).
      --baseline DIR         The baseline (default: the package's folder baselines).
      --against REF          Measure beside this commit's program, built apart, and use no baseline.
      --update-baseline      Make this run the baseline when it passes.
      --baseline-from REF    First build, measure and store this commit as the baseline: origin/main.
      --main-branch NAME     The branch whose first run becomes the baseline (default: the default
                             branch of origin, else main or master).
      --read-only            Establish no baseline, not even on the first run.
      --require-baseline     Judge nothing when there is no baseline.
      --alpha SHARE          The suite's false-alarm rate (default: 1%).
      --policy-from REF      Measure and judge by the budgets of this commit or folder.
      --strict               Let unproven findings fail the gate.
      --all                  Show every metric of every benchmark.
      --growth               Show how series of benchmarks grow with their parameter.

    The first run of the main branch establishes the baseline; later runs measure its program beside the
    change. Without a baseline, another branch is measured beside the commit where it left the main branch.

    The exit status is 0 when the gate passes and 1 otherwise. The three commands, run without the package
    manager, end with 1 when the gate failed and with 2 when it could not judge.

    EXAMPLES:
      swift package --allow-writing-to-package-directory gate
      swift package --allow-writing-to-package-directory gate --filter 'parse/*' --profile quick
      swift package --allow-writing-to-package-directory gate --baseline-from origin/main
    """
}
