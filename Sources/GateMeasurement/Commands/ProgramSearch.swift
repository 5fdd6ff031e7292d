import Foundation
import GateFiles

/// Finds programs as a shell does.
package struct ProgramSearch: Sendable {
  /// The folders of programs, separated by colons.
  let path: String
  /// The folder that relative paths start from; the driver's own when nil.
  let folder: String?

  /// Prepares a search.
  package init(path: String, folder: String?) {
    self.path = path
    self.folder = folder
  }

  /// The path of a program; nil when it is not there or cannot be executed.
  package func program(_ name: String) -> String? {
    let candidates =
      name.contains("/")
      ? [name] : path.split(separator: ":").map { "\($0)/\(name)" }
    return candidates.lazy.map(placed).first {
      FileManager.default.isExecutableFile(atPath: $0) && !TextFile.isFolder($0)
    }
  }

  private func placed(_ path: String) -> String {
    guard let folder, !path.hasPrefix("/") else { return path }
    return folder + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }
}
