import Foundation
package import GateFiles
import GateRecords

/// A program that the package manager built, with the files next to it that describe the build.
package struct BuiltProgram: Sendable {
  /// The program, with all links followed.
  package let path: String
  /// The folder of the configuration's products, which holds the program.
  package let products: String
  /// The build folder, which holds everything that the package manager makes.
  package let scratch: String
  /// The package manager's description of the build for its engine.
  package let manifest: BuildManifest
  /// The commands behind the program.
  package let closure: BuildClosure

  /// Where a program's stamp lies.
  package var stampPath: String { products + "/speedgate-stamp.json" }

  /// Reads how a program was built.
  ///
  /// - Returns: nil where no package manager's manifest is found: another build system made the program.
  /// - Throws: ``FileError`` when the program or a file of the build cannot be read.
  package init?(at program: String) throws(FileError) {
    try PathKind.requireFile(program)
    // The products' folder is reached through a link, the program itself is none.
    let named = URL(fileURLWithPath: program)
    let folder = named.deletingLastPathComponent().resolvingSymlinksInPath()
    path = folder.appending(path: named.lastPathComponent).path
    products = folder.path
    scratch = folder.deletingLastPathComponent().deletingLastPathComponent().path
    let manifestPath = scratch + "/" + folder.lastPathComponent + ".yaml"
    guard PathKind(of: manifestPath) != .absent else { return nil }
    let text = String(decoding: try TextFile.read(manifestPath), as: UTF8.self)
    guard let manifest = BuildManifest(text: text) else {
      throw .malformed(
        path: manifestPath, place: nil,
        reason: BuildMessage.descriptionUnknown.line)
    }
    guard manifest.producer(of: path) != nil else { return nil }
    self.manifest = manifest
    closure = BuildClosure(
      of: path, in: manifest, readBy: try Self.readBy(manifest, products: folder.path))
  }

  /// Reads the compilers' dependency files of all targets in the products' folder.
  private static func readBy(
    _ manifest: BuildManifest, products: String
  ) throws(FileError) -> [String: [String]] {
    var folders: Set<String> = []
    for command in manifest.commands where command.isCompiler {
      for output in command.outputs where output.hasPrefix(products + "/") {
        guard let end = output.dropFirst(products.count + 1).firstIndex(of: "/") else { continue }
        folders.insert(String(output[..<end]))
      }
    }
    var rules: [String: [String]] = [:]
    for folder in folders.sorted() {
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
      for name in names where name.hasSuffix(".d") {
        let text = String(decoding: try TextFile.read(folder + "/" + name), as: UTF8.self)
        rules.merge(DependencyFile.inputs(in: text)) { $0 + $1 }
      }
    }
    return rules
  }
}
