import Foundation
package import GateFiles
import GateRecords

/// A package's repository, asked about its commits; nothing in it is changed.
package struct Repository: Sendable {
  /// The top of the work tree.
  package let top: String
  /// The folder that all its work trees share, such as `.git`.
  package let common: String
  /// The package's folder below the top; empty at the top.
  package let packagePath: String
  /// Git, in the package's folder.
  package let git: GitCommand

  /// Finds the package around a folder and its repository.
  ///
  /// - Throws: ``RevisionError`` where there is none, or no git.
  package init(around directory: String) throws(RevisionError) {
    let outside = GitCommand(directory: directory)
    guard outside.answer("--version") != nil else {
      throw RevisionError(RevisionMessage.gitMissing)
    }
    guard let top = outside.answer("rev-parse", "--show-toplevel"),
      let common = outside.answer("rev-parse", "--path-format=absolute", "--git-common-dir")
    else {
      throw RevisionError(
        RevisionMessage.notInRepository(directory: directory))
    }
    let here = URL(fileURLWithPath: directory).resolvingSymlinksInPath().path
    var folder = here
    while !FileManager.default.fileExists(atPath: folder + "/Package.swift") {
      guard folder != top, folder.count > 1 else {
        throw RevisionError(
          RevisionMessage.notInPackage(directory: directory)
        )
      }
      folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    }
    guard folder == top || folder.hasPrefix(top + "/") else {
      throw RevisionError(RevisionMessage.packageOutside(folder: folder, repository: top))
    }
    self.top = top
    self.common = common
    packagePath = folder == top ? "" : String(folder.dropFirst(top.count + 1))
    git = GitCommand(directory: folder)
  }

  /// The package's folder.
  package var packageFolder: String { git.directory }

  /// Whether files differ from the commit that is checked out; files that git does not know count, too.
  package var hasChanges: Bool { git.text("status", "--porcelain") != "" }

  /// The commit that a name means.
  ///
  /// - Throws: ``RevisionError`` where there is none here.
  package func commit(_ name: String) throws(RevisionError) -> Commit {
    guard !name.hasPrefix("-"), !name.isEmpty else {
      throw RevisionError(RevisionMessage.notACommit(name: name))
    }
    guard
      let hash = git.answer(
        "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
    else {
      try requireCommits()
      throw RevisionError(
        RevisionMessage.commitMissing(name: name, isShallow: isShallow))
    }
    guard let commit = commits(["--no-walk", hash])?.first else {
      throw RevisionError(RevisionMessage.commitUnreadable(hash: hash))
    }
    return commit
  }

  private func requireCommits() throws(RevisionError) {
    // A branch without a commit names none, but a commit may be there on other branches.
    guard
      git.answer("rev-list", "--all", "--max-count=1") != nil
        || git.answer("rev-parse", "--verify", "--quiet", "HEAD") != nil
    else { throw RevisionError(RevisionMessage.noCommits(repository: top)) }
  }

  private var isShallow: Bool { git.answer("rev-parse", "--is-shallow-repository") == "true" }

  /// The files as they are, as a commit that no branch has; files that git does not know are left out.
  ///
  /// - Throws: ``RevisionError`` where git makes none, as in the middle of a merge with conflicts.
  package func workTreeAsCommit() throws(RevisionError) -> Commit {
    try requireCommits()
    guard let made = git.text("stash", "create") else {
      throw RevisionError(
        RevisionMessage.workTreeNotStored)
    }
    return try commit(made.isEmpty ? "HEAD" : made)
  }

  /// The commit where the branch that is checked out left the main branch, which git's setting may name.
  ///
  /// On the main branch itself it is the last commit that the remote one has, too; where that is the one that is checked
  /// out and no file differs from it, the commit before.
  ///
  /// - Throws: ``RevisionError`` where no main branch is known.
  package func mergeBase() throws(RevisionError) -> Commit {
    let setting = git.answer("config", "--get", MainBranch.setting)
    let names =
      setting.map { ["origin/" + $0, $0] }
      ?? ["origin/HEAD", "origin/main", "origin/master", "main", "master"]
    let known = names.filter {
      git.answer("rev-parse", "--verify", "--quiet", $0 + "^{commit}") != nil
    }
    guard let main = known.first else {
      try requireCommits()
      throw RevisionError(
        RevisionMessage.mainBranchMissing(name: setting ?? "main or master"))
    }
    guard let base = git.answer("merge-base", "HEAD", main) else {
      throw RevisionError(RevisionMessage.nothingInCommon(branch: main, isShallow: isShallow))
    }
    let found = try commit(base)
    guard !hasChanges, git.answer("rev-parse", "HEAD") == base,
      let before = try? commit("HEAD^")
    else { return found }
    return before
  }

  /// The commits after one up to another along first parents, oldest first.
  ///
  /// - Parameter paths: Only commits that change one of these; all where there are none.
  /// - Throws: ``RevisionError`` when the second does not follow from the first.
  package func commits(
    after good: Commit, upTo bad: Commit, paths: [String]
  ) throws(RevisionError) -> [Commit] {
    guard git.data(["merge-base", "--is-ancestor", good.hash, bad.hash]) != nil else {
      throw RevisionError(
        RevisionMessage.notAnAncestor(
          good: good.short, bad: bad.short, isShallow: isShallow))
    }
    // Only along first parents does one change follow the other.
    let walk = ["--reverse", "--topo-order", "--ancestry-path", "--first-parent"]
    guard
      let found = commits(
        walk + ["\(good.hash)..\(bad.hash)"]
          + (paths.isEmpty ? [] : ["--full-history", "--"] + paths))
    else {
      throw RevisionError(
        RevisionMessage.commitsUnlisted(good: good.short, bad: bad.short)
      )
    }
    return found
  }

  /// Where the branch that a merge brought left the line, and its last commit; nil for other commits.
  package func side(ofMerge hash: String) -> (base: Commit, last: Commit)? {
    guard let second = git.answer("rev-parse", "--verify", "--quiet", hash + "^2"),
      let base = git.answer("merge-base", hash + "^1", second), base != second
    else { return nil }
    guard let from = try? commit(base), let to = try? commit(second) else { return nil }
    return (from, to)
  }

  private func commits(_ arguments: [String]) -> [Commit]? {
    let format = "--format=%H%x00%T%x00%an <%ae>%x00%cI%x00%s%x00"
    guard let data = git.data(["log", "-z", format, "--no-show-signature"] + arguments) else {
      return nil
    }
    let fields = String(decoding: data, as: UTF8.self)
      .split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    var commits: [Commit] = []
    // Five fields, and an empty one between the last field's end and the record's.
    for start in stride(from: 0, to: fields.count - 5, by: 6) {
      commits.append(
        Commit(
          hash: fields[start], tree: fields[start + 1], author: fields[start + 2],
          date: fields[start + 3], title: fields[start + 4]))
    }
    return commits
  }
}
