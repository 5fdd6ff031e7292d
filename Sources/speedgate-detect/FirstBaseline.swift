import GateFiles
import GateRecords

/// The messages when a check stores a first baseline, or cannot.
struct FirstBaseline {
  /// Why nothing is kept without a folder, and how to begin.
  static let absence =
    DetectMessage.nothingKept.line

  let run: RunRecord
  let hasProgram: Bool
  let root: String

  /// The message that names the stored run and its origin.
  var announcement: String {
    let kept = hasProgram ? "this run and its program" : "this run, without its program"
    return DetectMessage.established(kept: kept, origin: Self.origin(of: run), root: root).line
  }

  /// Why a run of another branch is not kept where no service runs the check; nil where it is kept.
  ///
  /// A service decides by itself which runs it stores. A run of unknown origin may be of any branch, but one of the
  /// commit that is checked out without a branch is refused where git knows that the main branch lacks it.
  func refusal(
    main: MainBranch, environment: [String: String], directory: String
  ) -> String? {
    guard !BuildService.isHere(environment) else { return nil }
    let origin: String
    if let branch = run.suite.branch {
      if main.isMain(branch) { return nil }
      origin = "the branch '\(branch)'"
    } else {
      let git = GitCommand(directory: directory)
      guard let commit = run.suite.commit, git.answer("rev-parse", "HEAD") == commit,
        git.answer("symbolic-ref", "--quiet", "HEAD") == nil,
        main.contains(commit: commit, git) == false
      else { return nil }
      origin = "a detached HEAD at \(commit.prefix(7))"
    }
    return DetectMessage.notEstablishedOfOrigin(origin: origin, main: main.name).line
  }

  /// Another check was quicker.
  func lost(to other: RunRecord) -> String {
    DetectMessage.establishedElsewhere(
      run: other.runID.rawValue, origin: Self.origin(of: other)
    ).line
  }

  /// Returns the reasons why a first baseline is a poor one.
  func warnings(main: MainBranch, directory: String) -> [String] {
    var warnings: [String] = []
    if !run.leftOut.isEmpty {
      warnings.append(
        DetectMessage.baselineLacksBenchmarks(
          held: run.benchmarks.count, all: run.benchmarks.count + run.leftOut.count
        ).line)
    }
    if let branch = run.suite.branch, !main.isMain(branch) {
      warnings.append(
        DetectMessage.baselineOfBranch(
          branch: branch, names: main.name, main: main.existing(GitCommand(directory: directory))
        ).line)
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
