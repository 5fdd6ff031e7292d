import Foundation
package import GateFiles
import GateRecords

/// The budgets files as a commit has them.
package struct CommittedBudgets: Hashable, Sendable {
  /// A commit, a branch or a tag.
  package let revision: String
  /// The folder or the file in the work tree.
  package let path: String

  /// Names the budgets of a commit.
  package init(revision: String, path: String) {
    self.revision = revision
    self.path = path
  }

  /// The files' texts, empty when the commit has none.
  ///
  /// - Throws: ``FileError`` when git does not know the revision or cannot read what it has.
  package func texts() throws(FileError) -> [(text: [UInt8], path: String)] {
    let place = URL(fileURLWithPath: path)
    let folder = place.deletingLastPathComponent().path
    guard !revision.hasPrefix("-"),
      git(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: folder) != nil
    else {
      throw Self.error(
        .noSuchCommit(revision))
    }
    guard let prefix = git(["rev-parse", "--show-prefix"], in: folder) else {
      throw Self.error(.noRepository(folder))
    }
    let inside = text(prefix).trimmingCharacters(in: .newlines) + place.lastPathComponent
    // A listing succeeds and is empty where nothing is; a failure is never taken for that.
    guard
      let found = git(
        ["ls-tree", "-z", "--full-tree", revision, "--", inside], in: folder)
    else { throw unreadable(inside) }
    let words = text(found).split(separator: "\t").first?.split(separator: " ") ?? []
    switch words.dropFirst().first {
    case nil: return []
    case "blob": return [try show(inside, in: folder)]
    case "tree":
      guard let listed = git(["ls-tree", "-z", "--name-only", "\(revision):\(inside)"], in: folder)
      else { throw unreadable(inside) }
      var texts: [(text: [UInt8], path: String)] = []
      let names = text(listed).split(separator: "\0").map(String.init)
      for name in names.filter(BudgetPolicy.isBudgetsFile).sorted() {
        texts.append(try show("\(inside)/\(name)", in: folder))
      }
      return texts
    default:
      throw .malformed(
        path: "\(revision):\(inside)", place: nil,
        reason: BudgetMessage.notAFolder.line)
    }
  }

  private func show(
    _ file: String, in folder: String
  ) throws(FileError) -> (text: [UInt8], path: String) {
    guard let data = git(["cat-file", "blob", "\(revision):\(file)"], in: folder) else {
      throw unreadable(file)
    }
    return (Array(data), "\(revision):\(file)")
  }

  private func unreadable(_ file: String) -> FileError {
    .malformed(
      path: "\(revision):\(file)", place: nil,
      reason: BudgetMessage.unreadableCommit.line)
  }

  private static func error(_ message: BudgetMessage) -> FileError {
    .malformed(path: "--policy-from", place: nil, reason: message.line)
  }

  private func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  private func git(_ arguments: [String], in folder: String) -> Data? {
    GitCommand(directory: folder).data(arguments)
  }
}
