import GateFiles

/// The measured sources in terms of version control; all values are unknown outside a repository.
package struct SourceRevision: Hashable, Sendable {
  /// The commit's hash.
  package var commit: String?
  /// The branch's name.
  package var branch: String?
  /// Whether the work tree holds changes that are not committed.
  package var hasUncommittedChanges: Bool?

  /// Reads the variables that CI services set, then asks git; never fails.
  package init(environment: [String: String], directory: String) {
    let git = GitCommand(directory: directory)
    commit =
      environment["GITHUB_SHA"] ?? environment["CI_COMMIT_SHA"] ?? git.answer("rev-parse", "HEAD")
    branch =
      Self.filled(environment["GITHUB_HEAD_REF"]) ?? Self.filled(environment["GITHUB_REF_NAME"])
      ?? environment["CI_COMMIT_REF_NAME"]
      ?? git.answer("symbolic-ref", "--short", "--quiet", "HEAD")
    let changes = git.text("status", "--porcelain", "--untracked-files=no")
    hasUncommittedChanges = changes.map { !$0.isEmpty }
  }

  private static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
