import Foundation
import GateFiles

/// The folder that is worked in, as the repository around it sees it.
struct WorkTree {
  private let folder: String
  private let prefix: String

  /// The work tree around a folder; outside of any, and where git is not there, the folder itself.
  init(around folder: String) {
    self.folder = folder
    prefix = GitCommand(directory: folder).answer("rev-parse", "--show-prefix") ?? ""
  }

  /// The path of a file as seen from the repository's root, by its path as seen from the folder.
  ///
  /// A file that is not there was named as seen from elsewhere, so its path stays as it is.
  func path(of file: String) -> String {
    guard !prefix.isEmpty, !file.hasPrefix("/"),
      FileManager.default.fileExists(atPath: folder + "/" + file)
    else { return file }
    var parts: [Substring] = []
    for part in (prefix + file).split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      guard parts.popLast() != nil else { return file }
    }
    return parts.joined(separator: "/")
  }
}
