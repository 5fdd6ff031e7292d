import GateRecords
import GateRevisions

/// The revision that a user names: a commit, or the work tree.
enum Revision {
  /// A commit, under the name that was given.
  case commit(name: String, Commit)
  /// The files as they are.
  case workTree(head: Commit?, hasChanges: Bool)

  /// Finds what a name means; `.` is the work tree.
  ///
  /// - Throws: `RevisionError` where there is no such commit.
  init(_ name: String, in repository: Repository) throws(RevisionError) {
    if name == "." {
      self = .workTree(head: try? repository.commit("HEAD"), hasChanges: repository.hasChanges)
    } else {
      self = .commit(name: name, try repository.commit(name))
    }
  }

  /// The commit; of the work tree the one that is checked out.
  var commit: Commit? {
    switch self {
    case .commit(_, let commit): commit
    case .workTree(let head, _): head
    }
  }

  /// Returns its entry in records.
  func record(programHash: String? = nil) -> RevisionRecord {
    switch self {
    case .commit(let name, let commit):
      RevisionRecord(commit, name: name, programHash: programHash)
    case .workTree(let head, let hasChanges):
      RevisionRecord(
        name: ".", commit: head?.hash, title: hasChanges ? nil : head?.title,
        hasUncommittedChanges: hasChanges, programHash: programHash)
    }
  }
}

extension RevisionRecord {
  /// Describes a commit.
  init(_ commit: Commit, name: String? = nil, programHash: String? = nil) {
    self.init(
      name: name ?? commit.short, commit: commit.hash, title: commit.title, author: commit.author,
      date: commit.date, programHash: programHash)
  }
}
