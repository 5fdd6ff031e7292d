import GateCommandLine
import GateFiles
import GateRecords

/// How a commit descends from others, as far as this clone knows.
struct Ancestry {
  private let git: GitCommand
  private let commit: String

  /// Takes a commit, a branch or a tag.
  ///
  /// - Throws: ``UsageError`` when git does not know it.
  init(of revision: String, in directory: String) throws {
    git = GitCommand(directory: directory)
    guard !revision.hasPrefix("-"),
      let commit = git.answer("rev-parse", "--verify", "--quiet", revision + "^{commit}")
    else {
      throw UsageError(DetectMessage.unknownCommit(revision: revision))
    }
    self.commit = commit
  }

  /// How many commits another one lies behind; nil when it is not an ancestor or is not in this clone.
  func distance(of ancestor: String) -> Int? {
    guard !ancestor.hasPrefix("-"),
      git.data(["merge-base", "--is-ancestor", ancestor, commit]) != nil
    else { return nil }
    return git.answer("rev-list", "--count", "\(ancestor)..\(commit)").flatMap { Int($0) }
  }
}
