import Foundation
import GateFiles
import GateRecords

/// The commit that a push is compared with.
struct PushBase: Hashable {
  /// Why there is none.
  struct Missing: Error, Hashable {
    let reason: SetUpMessage
  }

  /// The branch it was found by, such as `origin/main`.
  let upstream: String
  /// The hash.
  let commit: String
  /// Why it is not the commit where the main branch was left; nil where it is.
  let remark: SetUpMessage?

  /// The branch and the commit, as reports name them.
  var name: String { "\(upstream)@\(commit.prefix(7))" }

  /// A branch by which a base may be found.
  private struct Candidate {
    let upstream: String
    let revision: String
    /// Whether what is pushed may be its commit already; a local branch is not evidence of what a remote has.
    var isOfRemote = true
  }

  /// Finds the commit where the pushed one left the main branch, else the one that the remote's branch has now.
  ///
  /// The main branch is looked for where git says it is at this moment, then as it was fetched last: by the remotes
  /// that are meant, whether the push names them or their URL, by other remotes, and at last in this repository.
  static func found(
    for pushed: Push.Update, of push: Push, _ git: GitCommand, environment: [String: String]
  ) -> Result<PushBase, Missing> {
    let remotes = Remotes(git)
    let meant = remotes.meant(by: push)
    func main(of remote: String?) -> MainBranch {
      MainBranch(
        environment: environment, directory: git.directory, remote: remote ?? "origin")
    }
    let names = main(of: meant.first).names
    var candidates: [Candidate] = []
    for update in push.updates where update.isBranch && !update.isNew {
      guard names.contains(update.branch) else { continue }
      candidates.append(
        Candidate(
          upstream: qualified(update.branch, meant.first), revision: update.remoteCommit))
    }
    for remote in meant + remotes.others(than: meant) {
      candidates += main(of: remote).names.map {
        Candidate(upstream: "\(remote)/\($0)", revision: "refs/remotes/\(remote)/\($0)")
      }
    }
    candidates += names.map {
      Candidate(upstream: $0, revision: "refs/heads/\($0)", isOfRemote: false)
    }
    let here = candidates.filter { exists($0.revision, git) }
    for candidate in here {
      guard
        let base = git.answer("merge-base", pushed.localCommit, candidate.revision),
        candidate.isOfRemote || base != pushed.localCommit
      else { continue }
      return .success(PushBase(upstream: candidate.upstream, commit: base, remark: nil))
    }
    let isShallow = git.answer("rev-parse", "--is-shallow-repository") == "true"
    let reason: SetUpMessage =
      if let unrelated = here.first(where: \.isOfRemote) {
        isShallow
          ? .baseCutOff(branch: pushed.branch, main: unrelated.upstream)
          : .nothingInCommon(branch: pushed.branch, main: unrelated.upstream)
      } else if !pushed.isNew, !exists(pushed.remoteCommit, git) {
        .remoteNotFetched(branch: pushed.branch, remote: meant.first)
      } else if pushed.isNew, names.contains(pushed.branch) {
        .nothingToCompare(remote: readable(push.remote), branch: pushed.branch)
      } else {
        .mainUnknown(names: names, remote: meant.first, isShallow: isShallow)
      }
    // The branch as the remote has it now is what the push replaces.
    guard !pushed.isNew, exists(pushed.remoteCommit, git) else {
      return .failure(Missing(reason: reason))
    }
    let base = git.answer("merge-base", pushed.localCommit, pushed.remoteCommit)
    return .success(
      PushBase(
        upstream: qualified(pushed.branch, meant.first), commit: base ?? pushed.remoteCommit,
        remark: .pushedBefore(reason: reason.line)))
  }

  private static func exists(_ revision: String, _ git: GitCommand) -> Bool {
    git.answer("rev-parse", "--verify", "--quiet", revision + "^{commit}") != nil
  }

  private static func qualified(_ branch: String, _ remote: String?) -> String {
    remote.map { "\($0)/\(branch)" } ?? branch
  }

  /// A URL without a user's name and password.
  private static func readable(_ remote: String) -> String {
    remote.replacing(#/:\/\/[^\/@]*@/#, with: "://")
  }
}

/// The remotes of a repository, with their URLs.
private struct Remotes {
  private let urls: [(name: String, urls: [String])]
  private let top: String

  init(_ git: GitCommand) {
    top = git.directory
    let names = (git.answer("remote") ?? "").split(separator: "\n").map(String.init)
    urls = names.map { name in
      let found = [["--all"], ["--push", "--all"]].compactMap { options in
        git.data(["remote", "get-url"] + options + [name]).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      return (name, found.flatMap { $0.split(separator: "\n").map(String.init) })
    }
  }

  /// The remote that a push names, and those at the same place.
  func meant(by push: Push) -> [String] {
    let places = Set([push.remote, push.url].map(place))
    let named = urls.map(\.name).filter { $0 == push.remote }
    return named
      + urls.filter { remote in
        remote.name != push.remote && remote.urls.contains { places.contains(place($0)) }
      }.map(\.name)
  }

  /// All other remotes, `origin` first.
  func others(than names: [String]) -> [String] {
    let others = urls.map(\.name).filter { !names.contains($0) }
    return others.filter { $0 == "origin" } + others.filter { $0 != "origin" }
  }

  /// What two spellings of a URL have in common.
  private func place(_ url: String) -> String {
    var text = url.hasPrefix("file://") ? String(url.dropFirst("file://".count)) : url
    if !text.contains("://"), !text.contains(#/^[^\/]+:/#), !text.hasPrefix("/") {
      text =
        URL(fileURLWithPath: text, relativeTo: URL(fileURLWithPath: top + "/"))
        .standardizedFileURL.path
    }
    text.replace(#/:\/\/[^\/@]*@/#, with: "://")
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    return text.hasSuffix(".git") ? String(text.dropLast(4)) : text
  }
}
