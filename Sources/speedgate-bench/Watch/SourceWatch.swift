import Foundation
import GateBuild
import GateFiles

/// The files that a package's programs are made of, and which of them have changed.
///
/// The system is asked for the state of every file, twice a second: that works on every system and costs a millisecond.
/// Files are listed again only when a folder has changed, and read again only when their state has.
struct SourceWatch {
  /// Larger files count as changed when their state changes, whatever they hold.
  private static let mostRead: Int64 = 1_000_000

  private struct Known: Hashable {
    var state: FileState?
    /// The SHA-256 of the content; nil for what is not read.
    var hash: String?
  }

  private let package: String
  /// The top of the repository; the package's folder outside of one.
  private let top: String
  private let git: GitCommand?
  private var files: [String: Known] = [:]
  private var folders: [String: FileState?] = [:]

  /// Takes the files as they are now.
  ///
  /// - Parameter package: The package's folder. In a repository all its files that git does not ignore are watched,
  ///   because a package may use its neighbours; elsewhere the manifest and what is below `Sources`, `Plugins` and
  ///   `budgets`.
  init(package: String) {
    self.package = package
    let git = GitCommand(directory: package)
    let found = git.answer("rev-parse", "--show-toplevel")
    top = found ?? package
    self.git = found == nil ? nil : GitCommand(directory: top)
    list()
    for path in files.keys { files[path] = known(path) }
  }

  /// How many files are watched.
  var count: Int { files.count { $0.value.state != nil } }

  /// The files that have changed since they were looked at last, by their paths from the top, in order.
  mutating func changes() -> [String] {
    if folders.contains(where: { FileState(of: top + "/" + $0.key) != $0.value }) { list() }
    var changed: [String] = []
    for (path, before) in files {
      let state = FileState(of: top + "/" + path)
      guard state != before.state else { continue }
      let now = known(path)
      files[path] = now
      // A build may write a file again as it was, and so may a person.
      let isSame = now.hash != nil && now.hash == before.hash
      if !isSame { changed.append(path) }
    }
    return changed.sorted()
  }

  /// Lists files and their folders; what is new has no state yet, so it counts as changed.
  private mutating func list() {
    let paths = git.flatMap { Self.known(by: $0) } ?? Self.usual(in: package)
    let former = files
    files = Dictionary(
      paths.map { ($0, former[$0] ?? Known()) }, uniquingKeysWith: { first, _ in first })
    // Git still names a file that was deleted a moment ago; elsewhere its state must be asked for once more.
    for (path, known) in former where known.state != nil && files[path] == nil {
      files[path] = known
    }
    folders = [:]
    for path in files.keys {
      var folder = path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        guard folders[String(folder)] == nil else { break }
        folders[String(folder)] = .some(FileState(of: top + "/" + folder))
      }
    }
    folders["."] = .some(FileState(of: top))
  }

  private func known(_ path: String) -> Known {
    let place = top + "/" + path
    let state = FileState(of: place)
    guard let state, state.size <= Self.mostRead else { return Known(state: state) }
    return Known(state: state, hash: try? SHA256.hexDigest(ofFile: place))
  }

  /// The files that git knows or would add; nil where it does not say.
  private static func known(by git: GitCommand) -> [String]? {
    git.data(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).map { data in
      String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
    }
  }

  private static func usual(in package: String) -> [String] {
    var paths = ["Package.swift", "Package.resolved"]
    for folder in ["Sources", "Plugins", "budgets"] {
      let walk = FileManager.default.enumerator(atPath: package + "/" + folder)
      while let path = walk?.nextObject() as? String {
        let parts = path.split(separator: "/")
        if parts.contains(where: { $0.hasPrefix(".") }) { continue }
        if walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular {
          paths.append(folder + "/" + path)
        }
      }
    }
    return paths
  }
}
