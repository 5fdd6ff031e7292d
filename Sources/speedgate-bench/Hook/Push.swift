import GateFiles

/// What git is about to push, and what it is to be compared with.
struct Push {
  /// What is to be done about it.
  enum Plan: Hashable {
    /// Nothing, and why; nil when there is nothing to say.
    case leave(String?)
    /// Measure the work tree against a commit.
    case measure(base: String, title: String)
  }

  /// One line of what git tells a `pre-push` hook.
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
  }

  let remote: String
  let updates: [Update]

  /// Reads what git says.
  init(remote: String, input: String) {
    self.remote = remote
    updates = input.split(separator: "\n").compactMap { Update($0) }
  }

  /// Decides what to do.
  func plan(_ git: GitCommand, paths: [String]) -> Plan {
    let branches = updates.filter { !$0.isDeletion && $0.remoteReference.hasPrefix("refs/heads/") }
    guard !branches.isEmpty else { return .leave(nil) }
    let head = git.answer("rev-parse", "HEAD")
    guard branches.contains(where: { $0.localCommit == head }) else {
      return .leave("the commit that is pushed is not the one that is checked out")
    }
    guard let upstream = upstream(git), let base = git.answer("merge-base", "HEAD", upstream) else {
      return .leave("\(remote) has no branch yet to compare with")
    }
    let changed = git.data(["diff", "--name-only", "-z", base, "HEAD", "--"] + paths)
    guard let changed, !changed.isEmpty else {
      return .leave("nothing changed in \(paths.joined(separator: ", "))")
    }
    return .measure(base: base, title: upstream.replacing("refs/remotes/", with: ""))
  }

  /// The remote's main branch, as it was fetched last.
  private func upstream(_ git: GitCommand) -> String? {
    let folder = "refs/remotes/\(remote)/"
    if let head = git.answer("symbolic-ref", "--quiet", folder + "HEAD") { return head }
    return ["main", "master"].map { folder + $0 }
      .first { git.answer("rev-parse", "--verify", "--quiet", $0) != nil }
  }
}
