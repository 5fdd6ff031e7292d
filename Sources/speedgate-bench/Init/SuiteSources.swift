import Foundation
import GateCommandLine
import GateRecords

/// Where a suite's source goes, and whether there is one already.
struct SuiteSources: Hashable {
  /// The folder of the target, from the package's folder.
  let folder: String
  /// Whether the folder has sources of a suite whose files have other names.
  let isThere: Bool

  /// Looks at the package that gets the suite.
  ///
  /// - Parameters:
  ///   - folder: The package's folder.
  ///   - own: Its manifest; nil where it is still to be written.
  ///   - measured: The manifest of the package that is measured, which may be the same.
  /// - Throws: `UsageError` where the name belongs to something that is not a suite: its module would get a second
  ///   `@main`.
  init(
    of suite: String, in folder: String, own: PackageManifest?, measured: PackageManifest
  ) throws(UsageError) {
    let target = own?.targets.first { $0.name == suite }
    if let target, !target.isSuite {
      throw UsageError(
        SetUpMessage.targetExists(name: suite, kind: target.kind, package: own?.name ?? ""))
    }
    // Names of targets are unique among packages that are built together.
    if target == nil, let other = measured.targets.first(where: { $0.name == suite }) {
      throw UsageError(
        SetUpMessage.targetExists(name: suite, kind: other.kind, package: measured.name))
    }
    self.folder = target?.path ?? Self.usualFolder(of: suite, in: folder)
    let place = folder + "/" + self.folder
    let files = Self.swiftFiles(in: place)
    if target != nil {
      isThere = !files.isEmpty && !files.contains("\(suite).swift")
      return
    }
    isThere = false
    guard !files.isEmpty else { return }
    let text = try? String(contentsOfFile: "\(place)/\(suite).swift", encoding: .utf8)
    guard text?.contains("Speedgate") == true else {
      throw UsageError(SetUpMessage.sourcesExist(folder: self.folder))
    }
  }

  /// The file that is written, or the folder that is left as it is.
  func path(of suite: String) -> String { isThere ? folder : "\(folder)/\(suite).swift" }

  /// The folder in which the package manager looks for a target without a path.
  private static func usualFolder(of suite: String, in package: String) -> String {
    let names = ["Sources", "Source", "src", "srcs"].map { "\($0)/\(suite)" }
    return names.first { FileManager.default.fileExists(atPath: package + "/" + $0) } ?? names[0]
  }

  private static func swiftFiles(in folder: String) -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".swift") }
  }
}
