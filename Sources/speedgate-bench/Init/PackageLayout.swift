import Foundation
import GateFiles

/// Where a suite goes: into the package itself, or into a package of benchmarks inside of it.
struct PackageLayout: Hashable {
  /// The usual name of a nested package's folder.
  static let usualNested = "Benchmarks"

  /// The folder of the package that gets the suite.
  let folder: String
  /// The folder of the package that is measured; the same where the suite is in it.
  let measured: String
  /// The top of the repository, where workflows belong.
  let top: String
  /// Whether the package is in a git repository.
  let isInRepository: Bool
  /// Whether the manifest of the nested package is still to be written.
  let isNew: Bool

  /// Whether the suite is in a package of its own.
  var isNested: Bool { folder != measured }

  /// The package's folder below the repository's top; empty at the top.
  var pathInRepository: String {
    folder == top ? "" : String(folder.dropFirst(top.count + 1))
  }

  /// - Parameters:
  ///   - folder: The package that was named, or the one of this folder.
  ///   - wantsNested: Whether a nested package is asked for.
  ///   - isNamed: Whether the folder was named, so that the suite belongs there and nowhere else.
  init(at folder: String, wantsNested: Bool, isNamed: Bool) {
    func isPackage(_ path: String) -> Bool {
      FileManager.default.fileExists(atPath: path + "/Package.swift")
    }
    let found = GitCommand(directory: folder).answer("rev-parse", "--show-toplevel")
      .map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    let isInside = found.map { folder == $0 || folder.hasPrefix($0 + "/") } ?? false
    let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    let nested = folder + "/" + Self.usualNested
    let hasNested = isPackage(nested) && !isNamed
    if wantsNested || hasNested {
      self.folder = nested
      measured = folder
      isNew = !isPackage(nested)
    } else {
      self.folder = folder
      // A package in a package's folder, in the same repository, measures the one around it.
      let isNestedItself = isPackage(parent) && (found == nil || (isInside && folder != found))
      measured = isNestedItself ? parent : folder
      isNew = false
    }
    isInRepository = isInside
    top = found.flatMap { isInside ? $0 : nil } ?? measured
  }
}
