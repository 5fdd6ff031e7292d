/// A commit, as reports name it.
package struct Commit: Hashable, Sendable, Codable {
  /// The full hash.
  package let hash: String
  /// The hash of its files as a whole.
  package let tree: String
  /// The author: name and address.
  package let author: String
  /// When it was committed, by the committer's clock: 2026-10-02T12:00:00+02:00.
  package let date: String
  /// The first line of its message.
  package let title: String

  /// Names a commit.
  package init(hash: String, tree: String, author: String, date: String, title: String) {
    self.hash = hash
    self.tree = tree
    self.author = author
    self.date = date
    self.title = title
  }

  /// The first letters of the hash.
  package var short: String { String(hash.prefix(9)) }
}
