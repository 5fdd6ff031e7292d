import Foundation
import GateFiles

/// Packages that a package names by a path outside of its repository, which no commit holds.
struct OutsidePackages {
  /// The paths in the manifest that lead out of the repository, and where they lead from the work tree.
  ///
  /// - Parameter manifest: The text of a commit's `Package.swift`.
  static func named(in manifest: String, of repository: Repository) -> [(
    path: String, folder: String
  )] {
    manifest.matches(of: #/path:\s*"([^"]+)"/#).compactMap { match in
      let path = String(match.1)
      let folder = standard(path, from: repository.packageFolder)
      guard folder != repository.top, !folder.hasPrefix(repository.top + "/"),
        FileManager.default.fileExists(atPath: folder + "/Package.swift")
      else { return nil }
      return (path, folder)
    }
  }

  /// A hash of a folder's state: the names, sizes and times of its files, without those of builds and of git.
  ///
  /// - Complexity: O(*n*) in the files; their contents are not read.
  static func state(of folder: String) -> String {
    var digest = SHA256()
    let walk = FileManager.default.enumerator(
      at: URL(fileURLWithPath: folder).resolvingSymlinksInPath(), includingPropertiesForKeys: nil,
      options: [.skipsHiddenFiles])
    var lines: [String] = []
    while let file = walk?.nextObject() as? URL {
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
        attributes[.type] as? FileAttributeType == .typeRegular
      else { continue }
      let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      lines.append("\(file.path)\u{0}\(attributes[.size] as? Int64 ?? 0)\u{0}\(time)")
    }
    digest.update(lines.sorted().joined(separator: "\u{0}\u{0}").utf8)
    return digest.hexDigest()
  }

  /// A path made absolute, from a folder.
  static func standard(_ path: String, from folder: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder + "/")).standardizedFileURL
      .path
  }
}
