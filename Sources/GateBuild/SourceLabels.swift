import Foundation
import GateFiles

/// Names for source files that do not depend on where packages lie: the package and the path inside it.
///
/// Two clones of a package, and a dependency that was checked out here and is edited there, get the same names for
/// the same files.
struct SourceLabels {
  /// The package in whose folder the build was started.
  let root: String
  /// The build folder.
  let scratch: String
  /// The folders of the packages that were met, without the one above.
  private(set) var packages: Set<String> = []
  private var packageOfFolder: [String: String?] = [:]

  init(root: String, scratch: String) {
    self.root = root
    self.scratch = scratch
  }

  /// The name of a file; nil for what belongs to no package, such as the system's headers.
  ///
  /// Of what plugins made only the file's name is taken: folders there hold the package's place.
  mutating func label(of path: String) -> String? {
    if path.hasPrefix(scratch + "/plugins/") { return "plugins/" + Self.name(path) }
    guard let package = package(of: Self.folder(path)) else { return nil }
    let inside = path.dropFirst(package.count + 1)
    guard package != root else {
      return path.hasPrefix(scratch + "/") ? nil : "/" + inside
    }
    packages.insert(package)
    return Self.name(package).lowercased() + "/" + inside
  }

  /// A text with the places of package and build folder taken out.
  func withoutPlaces(_ text: String) -> String {
    var text = text.replacing(scratch, with: "SCRATCH").replacing(root, with: "ROOT")
    for package in packages.sorted(by: { $0.count > $1.count }) {
      text = text.replacing(package, with: "PACKAGE/" + Self.name(package).lowercased())
    }
    return text
  }

  private mutating func package(of folder: String) -> String? {
    if let known = packageOfFolder[folder] { return known }
    var found: String?
    if PathKind(of: folder + "/Package.swift") == .file {
      found = folder
    } else if folder.count > 1 {
      found = package(of: Self.folder(folder))
    }
    packageOfFolder[folder] = .some(found)
    return found
  }

  private static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
