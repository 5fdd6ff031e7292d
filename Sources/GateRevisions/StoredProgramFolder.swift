import Foundation
import GateBuild
package import GateFiles

/// The folder of one kept program, its link kit and what it was made of.
///
/// Objects of kits that several programs share are one file with several names.
package struct StoredProgramFolder {
  let root: String
  let hash: String

  /// - Parameters:
  ///   - root: The folder of all kept programs.
  ///   - hash: The program's SHA-256.
  package init(root: String, hash: String) {
    self.root = root
    self.hash = hash
  }

  /// The path of the program under the name it is kept by.
  package func path(of name: String) -> String {
    folder + "/" + BaselineDirectory.folderName(name)
  }

  private var folder: String { root + "/programs/" + hash }
  private var objects: String { root + "/objects" }

  /// Copies a program and its files; the folder exists as a whole or not at all.
  ///
  /// - Throws: `FileError` where it cannot be written.
  package func fill(from program: String, name: String) throws(FileError) {
    let manager = FileManager.default
    let part = folder + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    let copy = part + "/" + BaselineDirectory.folderName(name)
    do {
      try? manager.removeItem(atPath: part)
      try manager.createDirectory(atPath: part, withIntermediateDirectories: true)
      try manager.copyItem(atPath: program, toPath: copy)
      try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy)
      for (from, to) in [
        (MadeOfFile.path(of: program), MadeOfFile.path(of: copy)),
        (KitPlace.folder(beside: program), KitPlace.folder(beside: copy)),
      ] where manager.fileExists(atPath: from) {
        try manager.copyItem(atPath: from, toPath: to)
      }
      try share(KitPlace(beside: copy).objects)
      try? manager.removeItem(atPath: folder)
      try manager.moveItem(atPath: part, toPath: folder)
    } catch {
      try? manager.removeItem(atPath: part)
      throw .notWritable(path: folder, reason: error.localizedDescription)
    }
  }

  private func share(_ kit: String) throws {
    let manager = FileManager.default
    guard let names = try? manager.contentsOfDirectory(atPath: kit) else { return }
    try manager.createDirectory(atPath: objects, withIntermediateDirectories: true)
    for name in names {
      let own = kit + "/" + name
      let shared = objects + "/" + name
      if manager.fileExists(atPath: shared) {
        try manager.removeItem(atPath: own)
        try manager.linkItem(atPath: shared, toPath: own)
      } else {
        try manager.linkItem(atPath: own, toPath: shared)
      }
    }
  }
}
