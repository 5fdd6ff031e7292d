import Foundation
import GateBudgets
import GateCommandLine
import GateFiles

/// The budgets files as a commit has them.
struct CommittedBudgets {
  /// A commit, a branch or a tag.
  let revision: String
  /// The folder or the file in the work tree.
  let path: String

  /// The files' texts, empty when the commit has none.
  ///
  /// - Throws: ``UsageError`` when git does not know the revision.
  func texts() throws -> [(text: [UInt8], path: String)] {
    let place = URL(fileURLWithPath: path)
    let folder = place.deletingLastPathComponent().path
    guard !revision.hasPrefix("-"),
      git(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], in: folder) != nil
    else {
      throw UsageError(
        "--policy-from: there is no folder and no commit '\(revision)'; "
          + "fetch it first, or name a folder of budgets")
    }
    guard let prefix = git(["rev-parse", "--show-prefix"], in: folder) else {
      throw UsageError("--policy-from: \(folder) is in no git repository; name a folder of budgets")
    }
    let inside = text(prefix).trimmingCharacters(in: .newlines) + place.lastPathComponent
    switch git(["cat-file", "-t", "\(revision):\(inside)"], in: folder).map(text) {
    case "blob\n": return try [show(inside, in: folder)]
    case "tree\n":
      let listed = git(["ls-tree", "-z", "--name-only", "\(revision):\(inside)"], in: folder)
      return try listed.map(text).map { names in
        try names.split(separator: "\0").map(String.init).filter(BudgetPolicy.isBudgetsFile)
          .sorted().map { try show("\(inside)/\($0)", in: folder) }
      } ?? []
    default: return []
    }
  }

  private func show(_ file: String, in folder: String) throws -> (text: [UInt8], path: String) {
    guard let data = git(["cat-file", "blob", "\(revision):\(file)"], in: folder) else {
      throw UsageError("\(revision):\(file): cannot be read by git; fetch the commit again")
    }
    return (Array(data), "\(revision):\(file)")
  }

  private func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  private func git(_ arguments: [String], in folder: String) -> Data? {
    GitCommand(directory: folder).data(arguments)
  }
}
