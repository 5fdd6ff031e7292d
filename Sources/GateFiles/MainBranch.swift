/// The branch that changes are compared with, and whose runs become the baseline.
package struct MainBranch: Hashable, Sendable {
  /// Its possible names, the likeliest first.
  package let names: [String]

  /// Its name, or its possible names, for a sentence.
  package var name: String { names.joined(separator: " or ") }

  /// The setting of git that names it.
  package static let setting = "speedgate.mainbranch"

  /// Takes the name that was given; else asks git's setting `speedgate.mainbranch`, GitLab's variable, and git's record
  /// of a remote's default branch; else it is `main` or `master`.
  package init(
    named: String? = nil, environment: [String: String], directory: String,
    remote: String = "origin"
  ) {
    let git = GitCommand(directory: directory)
    let known =
      named ?? git.answer("config", "--get", Self.setting)
      ?? environment["CI_DEFAULT_BRANCH"].flatMap { $0.isEmpty ? nil : $0 }
      ?? git.answer("symbolic-ref", "--quiet", "refs/remotes/\(remote)/HEAD")
      .map { String($0.dropFirst("refs/remotes/\(remote)/".count)) }
    names = known.map { [$0] } ?? ["main", "master"]
  }

  /// Whether a branch is it.
  package func isMain(_ branch: String) -> Bool { names.contains(branch) }

  /// The first of its names that is a branch of this repository, or else the first.
  ///
  /// A repository without a commit has its branch in `HEAD` alone.
  package func existing(_ git: GitCommand) -> String {
    let checkedOut = git.answer("symbolic-ref", "--short", "--quiet", "HEAD")
    return names.first { name in
      name == checkedOut
        || git.answer("rev-parse", "--verify", "--quiet", "refs/heads/" + name) != nil
    } ?? names[0]
  }

  /// The commit where the branch that is checked out left the main branch; nil where there is none in this repository.
  ///
  /// - Parameter git: Git in the repository. The remote's branch counts before the local one, which may be older.
  package func base(_ git: GitCommand) -> (branch: String, commit: String)? {
    for name in names {
      for reference in ["refs/remotes/origin/" + name, "refs/heads/" + name] {
        guard git.answer("rev-parse", "--verify", "--quiet", reference + "^{commit}") != nil,
          let commit = git.answer("merge-base", "HEAD", reference)
        else { continue }
        return (name, commit)
      }
    }
    return nil
  }
}
