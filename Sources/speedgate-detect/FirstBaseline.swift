import GateFiles
import GateRecords

/// What is said when a check stores a first baseline, or cannot.
struct FirstBaseline {
  /// Why nothing is kept without a folder, and how to begin.
  static let absence =
    DetectMessage.nothingKept.line

  let run: RunRecord
  let hasProgram: Bool
  let root: String

  /// What was stored, and where it comes from.
  var announcement: String {
    let kept = hasProgram ? "this run and its program" : "this run, without its program"
    return DetectMessage.established(kept: kept, origin: Self.origin(of: run), root: root).line
  }

  /// Another check was quicker.
  func lost(to other: RunRecord) -> String {
    DetectMessage.establishedElsewhere(
      run: other.runID.rawValue, origin: Self.origin(of: other)
    ).line
  }

  /// What makes a first baseline a poor one.
  func warnings(main: MainBranch) -> [String] {
    var warnings: [String] = []
    if !run.leftOut.isEmpty {
      warnings.append(
        DetectMessage.baselineLacksBenchmarks(
          held: run.benchmarks.count, all: run.benchmarks.count + run.leftOut.count
        ).line)
    }
    if let branch = run.suite.branch, !main.isMain(branch) {
      warnings.append(
        DetectMessage.baselineOfBranch(branch: branch, main: main.name).line)
    }
    if run.suite.hasUncommittedChanges == true {
      warnings.append(
        DetectMessage.baselineOfUncommittedChanges.line)
    }
    return warnings
  }

  /// Branch and commit, as far as they are known, with a space before them.
  private static func origin(of run: RunRecord) -> String {
    let commit = run.suite.commit.map { String($0.prefix(7)) }
    return switch (run.suite.branch, commit) {
    case (let branch?, let commit?): " from \(branch) at \(commit)"
    case (let branch?, nil): " from \(branch)"
    case (nil, let commit?): " from \(commit)"
    case (nil, nil): ""
    }
  }
}

/// The branch that changes are compared with.
struct MainBranch {
  /// Its name, or its possible names, for a sentence.
  let name: String
  private let names: [String]

  /// Asks GitLab's variable, then git's idea of the remote `origin`; else it is `main` or `master`.
  init(environment: [String: String], directory: String) {
    let head = GitCommand(directory: directory)
      .answer("symbolic-ref", "--short", "--quiet", "refs/remotes/origin/HEAD")
    let known =
      environment["CI_DEFAULT_BRANCH"] ?? head.map { String($0.dropFirst("origin/".count)) }
    names = known.map { [$0] } ?? ["main", "master"]
    name = names.joined(separator: " or ")
  }

  /// Whether a branch is it.
  func isMain(_ branch: String) -> Bool { names.contains(branch) }
}
