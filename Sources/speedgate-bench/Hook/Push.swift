import GateFiles

/// The push that git is about to make, and the commit to compare with.
struct Push {
  /// The plan for a push.
  enum Plan: Hashable {
    /// Nothing is measured, with the reason; nil when there is nothing to say.
    case leave(SetUpMessage?)
    /// Measure a commit beside another one; the remark says why that one is not where the main branch was left.
    case measure(
      commit: String, branch: String, base: String, upstream: String, remark: SetUpMessage?)
  }

  /// One line of what git gives a `pre-push` hook.
  struct Update: Hashable {
    let localReference: String
    let localCommit: String
    let remoteReference: String
    /// The commit that the remote's reference has now.
    let remoteCommit: String

    init?(_ line: Substring) {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count == 4 else { return nil }
      localReference = fields[0]
      localCommit = fields[1]
      remoteReference = fields[2]
      remoteCommit = fields[3]
    }

    /// Whether it takes the remote's reference away.
    var isDeletion: Bool { localCommit.allSatisfy { $0 == "0" } }

    /// Whether the remote does not have the reference yet.
    var isNew: Bool { remoteCommit.allSatisfy { $0 == "0" } }

    /// Whether the reference is a branch.
    var isBranch: Bool { remoteReference.hasPrefix("refs/heads/") }

    /// The remote's branch, without what all branches have in front.
    var branch: String { String(remoteReference.dropFirst("refs/heads/".count)) }
  }

  /// The remote's name; its URL where the push names that.
  let remote: String
  /// Where the remote is.
  let url: String
  let updates: [Update]

  /// Reads what git says.
  init(remote: String, url: String? = nil, input: String) {
    self.remote = remote
    self.url = url ?? remote
    updates = input.split(separator: "\n").compactMap { Update($0) }
  }

  /// Decides what to do.
  ///
  /// - Parameters:
  ///   - git: Git at the top of the repository.
  ///   - paths: The paths whose changes between two commits are measured, relative to it.
  ///   - environment: The variables that may name the main branch.
  func plan(
    _ git: GitCommand, environment: [String: String] = [:],
    paths: (_ base: String, _ commit: String) -> [String]
  ) -> Plan {
    let branches = updates.filter { !$0.isDeletion && $0.isBranch }
    guard !branches.isEmpty else { return .leave(nil) }
    let head = git.answer("rev-parse", "HEAD")
    let commits = Set(branches.map(\.localCommit))
    // Of several commits that are pushed together one is measured: that which the author works on.
    guard
      let pushed = branches.first(where: { $0.localCommit == head })
        ?? (commits.count == 1 ? branches.first : nil)
    else { return .leave(.notCheckedOut(count: commits.count)) }
    let base: PushBase
    switch PushBase.found(for: pushed, of: self, git, environment: environment) {
    case .success(let found): base = found
    case .failure(let missing): return .leave(missing.reason)
    }
    let paths = paths(base.commit, pushed.localCommit)
    let changed = git.data(
      ["diff", "--name-only", "-z", base.commit, pushed.localCommit, "--"] + paths)
    guard let changed else {
      return .leave(.changesUnlisted(base: base.name, branch: pushed.branch))
    }
    guard !changed.isEmpty else {
      return .leave(.nothingChanged(paths: paths.joined(separator: ", "), base: base.name))
    }
    return .measure(
      commit: pushed.localCommit, branch: pushed.branch, base: base.commit,
      upstream: base.upstream, remark: base.remark)
  }
}
