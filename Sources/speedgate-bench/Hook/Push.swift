import GateFiles

/// The push that git is about to make, and the commit to compare with.
struct Push {
  /// The plan for a push.
  enum Plan: Hashable {
    /// Nothing is measured, with the reason; nil when there is nothing to say.
    case leave(SetUpMessage?)
    /// Measure a commit beside another one.
    case measure(commit: String, branch: String, base: String, upstream: String)
  }

  /// One line of what git gives a `pre-push` hook.
  struct Update: Hashable {
    let localReference: String
    let localCommit: String
    let remoteReference: String

    init?(_ line: Substring) {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 4 else { return nil }
      (localReference, localCommit, remoteReference) = (fields[0], fields[1], fields[2])
    }

    /// Whether it takes the remote's reference away.
    var isDeletion: Bool { localCommit.allSatisfy { $0 == "0" } }

    /// The remote's branch, without what all branches have in front.
    var branch: String { String(remoteReference.dropFirst("refs/heads/".count)) }
  }

  let remote: String
  let updates: [Update]

  /// Reads what git says.
  init(remote: String, input: String) {
    self.remote = remote
    updates = input.split(separator: "\n").compactMap { Update($0) }
  }

  /// Decides what to do.
  ///
  /// - Parameters:
  ///   - git: Git at the top of the repository.
  ///   - paths: The paths whose changes are measured, relative to it.
  func plan(_ git: GitCommand, paths: [String]) -> Plan {
    let branches = updates.filter { !$0.isDeletion && $0.remoteReference.hasPrefix("refs/heads/") }
    guard !branches.isEmpty else { return .leave(nil) }
    let head = git.answer("rev-parse", "HEAD")
    let commits = Set(branches.map(\.localCommit))
    // Of several commits that are pushed together one is measured: that which the author works on.
    guard
      let pushed = branches.first(where: { $0.localCommit == head })
        ?? (commits.count == 1 ? branches.first : nil)
    else { return .leave(.notCheckedOut(count: commits.count)) }
    guard let upstream = upstream(git),
      let base = git.answer("merge-base", pushed.localCommit, upstream)
    else { return .leave(.nothingToCompare(remote: remote)) }
    let changed = git.data(
      ["diff", "--name-only", "-z", base, pushed.localCommit, "--"] + paths)
    guard let changed, !changed.isEmpty else {
      return .leave(.nothingChanged(paths: paths.joined(separator: ", ")))
    }
    return .measure(
      commit: pushed.localCommit, branch: pushed.branch, base: base,
      upstream: upstream.replacing("refs/remotes/", with: ""))
  }

  /// The remote's main branch, as it was fetched last.
  private func upstream(_ git: GitCommand) -> String? {
    let folder = "refs/remotes/\(remote)/"
    if let head = git.answer("symbolic-ref", "--quiet", folder + "HEAD") { return head }
    return ["main", "master"].map { folder + $0 }
      .first { git.answer("rev-parse", "--verify", "--quiet", $0) != nil }
  }
}
