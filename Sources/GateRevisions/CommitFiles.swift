import Foundation
import GateFiles
import GateRecords

/// A folder that holds one commit's files after another's, apart from the work tree.
///
/// Git sees it through an index of its own, so neither the work tree, its index nor the list of work trees learns of
/// it. From one commit to the next only the files are written that differ, so that the package manager
/// compiles no more than it must.
struct CommitFiles {
  /// The repository.
  let repository: Repository
  /// Where the files lie.
  let folder: String
  private let index: String
  private let state: String

  /// - Parameter place: A folder for the files and what git knows of them.
  init(_ repository: Repository, in place: String) {
    self.repository = repository
    folder = place + "/source/" + URL(fileURLWithPath: repository.top).lastPathComponent
    index = place + "/index"
    state = place + "/checked-out"
  }

  /// The package's folder in it.
  var packageFolder: String {
    repository.packagePath.isEmpty ? folder : folder + "/" + repository.packagePath
  }

  /// Makes the folder hold a commit's files, with some paths as they are in another one.
  ///
  /// - Throws: ``RevisionError`` where git fails, or a submodule's commit is not here.
  func hold(_ commit: Commit, layingOver paths: [String] = [], from other: Commit? = nil)
    throws(RevisionError)
  {
    // Files that were interrupted or changed by a build are made again.
    if !isAsLeft { remove() }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      if FileManager.default.fileExists(atPath: state) {
        try FileManager.default.removeItem(atPath: state)
      }
    } catch {
      throw RevisionError(
        RevisionMessage.notWritable(path: folder, reason: error.localizedDescription))
    }
    try git(["read-tree", "--reset", "-u", commit.tree], "the files of \(commit.short)")
    if let other {
      for path in paths {
        try layOver(path, from: other)
      }
    }
    // Files that are in no commit came from an earlier commit's build, and would become part of this one's. Ignored
    // files stay, as in any work tree; build folders are among them.
    try git(
      ["clean", "-ffdq", "-e", "Package.resolved"],
      "the files of \(commit.short), without others,")
    try checkOutSubmodules(of: commit, in: apart, at: "")
    guard FileManager.default.createFile(atPath: state, contents: Data()) else {
      throw RevisionError(
        RevisionMessage.notWritable(path: state, reason: "the disk may be full"))
    }
  }

  /// Takes the folder away.
  func remove() {
    for path in [
      state, index, index + ".lock", URL(fileURLWithPath: folder).deletingLastPathComponent().path,
    ] {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private var isAsLeft: Bool {
    guard FileManager.default.fileExists(atPath: state),
      FileManager.default.fileExists(atPath: index)
    else { return false }
    _ = apart.data(["update-index", "-q", "--refresh"])
    return apart.data(["diff-files", "--quiet", "--ignore-submodules=all"]) != nil
  }

  private func layOver(_ path: String, from other: Commit) throws(RevisionError) {
    let inTop = [repository.packagePath, path].filter { !$0.isEmpty }.joined(separator: "/")
    _ = apart.data(["rm", "-r", "-q", "--cached", "--ignore-unmatch", "--", inTop])
    try? FileManager.default.removeItem(atPath: folder + "/" + inTop)
    guard let list = apart.data(["ls-tree", "-r", "-z", "--full-tree", other.tree, "--", inTop]),
      !list.isEmpty
    else {
      throw RevisionError(
        RevisionMessage.suiteFolderMissing(commit: other.short, folder: inTop))
    }
    for entry in String(decoding: list, as: UTF8.self).split(separator: "\0") {
      // MODE TYPE HASH, a tab, and the path.
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let fields = parts.first?.split(separator: " ") ?? []
      guard parts.count == 2, fields.count == 3 else { continue }
      try git(
        ["update-index", "--add", "--cacheinfo", "\(fields[0]),\(fields[2]),\(parts[1])"],
        "\(inTop) of \(other.short)")
    }
    try git(["checkout-index", "--all", "--force", "-q"], "\(inTop) of \(other.short)")
  }

  /// Fills the folders of submodules, and of theirs, from the copies that the work tree has of them.
  ///
  /// - Parameters:
  ///   - git: Git with the index that names the submodules.
  ///   - parent: The folder that this index is of; empty for the repository itself.
  private func checkOutSubmodules(
    of commit: Commit, in git: GitCommand, at parent: String
  ) throws(RevisionError) {
    guard let list = git.data(["ls-files", "-s", "-z"]) else {
      throw RevisionError(RevisionMessage.submodulesUnlisted(commit: commit.short))
    }
    for entry in String(decoding: list, as: UTF8.self).split(separator: "\0")
    where entry.hasPrefix("160000 ") {
      let parts = entry.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let hash = parts[0].split(separator: " ").dropFirst().first else {
        continue
      }
      let path = (parent.isEmpty ? "" : parent + "/") + parts[1]
      var module = GitCommand(directory: repository.top + "/" + path)
      // Submodules of submodules are often not fetched on purpose; their folders are empty in the work tree, too.
      if !parent.isEmpty, !FileManager.default.fileExists(atPath: module.directory + "/.git") {
        continue
      }
      // Git names the repository in variables of its hooks, and would look for the submodule's commit there.
      module.environment = ["GIT_DIR": module.directory + "/.git"]
      guard FileManager.default.fileExists(atPath: module.directory + "/.git"),
        module.data(["cat-file", "-e", "\(hash)^{commit}"]) != nil,
        let common = module.answer("rev-parse", "--absolute-git-dir")
      else {
        throw RevisionError(
          RevisionMessage.submoduleMissing(
            path: path, hash: String(hash.prefix(9)), commit: commit.short))
      }
      let place = folder + "/" + path
      module.environment = [
        "GIT_DIR": common, "GIT_WORK_TREE": place,
        "GIT_INDEX_FILE": index + "-" + path.replacing("/", with: "-"),
      ]
      try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      guard module.data(["read-tree", "--reset", "-u", String(hash)]) != nil else {
        throw RevisionError(
          RevisionMessage.submoduleNotWritten(path: path, folder: place))
      }
      try checkOutSubmodules(of: commit, in: module, at: path)
    }
  }

  private var apart: GitCommand {
    var git = GitCommand(directory: folder)
    git.environment = [
      "GIT_DIR": repository.git.answer("rev-parse", "--absolute-git-dir") ?? "",
      "GIT_WORK_TREE": folder, "GIT_INDEX_FILE": index,
    ]
    return git
  }

  private func git(_ arguments: [String], _ what: String) throws(RevisionError) {
    var apart = apart
    guard apart.data(arguments) == nil else { return }
    // A lock that an ended process left.
    try? FileManager.default.removeItem(atPath: index + ".lock")
    apart = self.apart
    guard apart.data(arguments) == nil else { return }
    throw RevisionError(
      RevisionMessage.filesNotWritten(what: what, folder: folder))
  }
}
