import Foundation
import GateBuild
import GateFiles

/// The command by which SwiftPM linked a program.
package struct LinkCommand: Hashable, Sendable {
  /// The program and its arguments.
  package let words: [String]
  /// Where the build leaves what it makes.
  package let scratch: String

  /// Names a command.
  package init(words: [String], scratch: String) {
    self.words = words
    self.scratch = scratch
  }

  /// Reads it from the build description that SwiftPM leaves in its scratch folder.
  ///
  /// `release.yaml` there holds a node a product: its outputs, and the linker's arguments as a JSON array.
  /// It is what the last build went by, whether or not that had anything to link.
  ///
  /// - Parameter scratch: The folder; nil looks in the folders above the program.
  /// - Throws: ``LinkingError/noLinkCommand(program:)`` where no description knows the program.
  package init(of program: String, scratch: String?) throws(LinkingError) {
    let target = Self.resolved(program)
    for folder in scratch.map({ [$0] }) ?? Self.foldersAbove(target) {
      // Of several descriptions the newest is that of the last build.
      for description in Self.descriptions(in: folder) {
        guard let words = Self.words(linking: target, in: description) else { continue }
        self.init(words: words, scratch: Self.resolved(folder))
        return
      }
    }
    throw .noLinkCommand(program: program)
  }

  /// An object that is newer than a program that should hold it; nil where none is.
  func newerObject(than program: String) -> String? {
    let built = Self.modified(Self.resolved(program))
    return objects.first { Self.modified($0) > built }
  }

  /// The objects that it names, itself or in a list of files.
  private var objects: [String] {
    words.flatMap { word -> [String] in
      guard word.hasPrefix("@"), let list = try? TextFile.read(String(word.dropFirst())) else {
        return [word]
      }
      return ResponseFile.words(String(decoding: list, as: UTF8.self))
    }.filter { $0.hasSuffix(".o") }
  }

  /// SCRATCH/TRIPLE/CONFIGURATION/PROGRAM is what SwiftPM makes.
  private static func foldersAbove(_ program: String) -> [String] {
    var folders: [String] = []
    var folder = URL(fileURLWithPath: program).deletingLastPathComponent()
    for _ in 0..<4 where folder.path != "/" {
      folders.append(folder.path)
      folder = folder.deletingLastPathComponent()
    }
    return folders
  }

  private static func descriptions(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
      .sorted { modified($0) > modified($1) }
  }

  /// When a file was last written; long ago where that is not known.
  static func modified(_ path: String) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  private static func words(linking program: String, in description: String) -> [String]? {
    guard let data = try? TextFile.read(description),
      let manifest = BuildManifest(text: String(decoding: data, as: UTF8.self))
    else { return nil }
    return manifest.commands.first { command in
      command.arguments.contains("-emit-executable")
        && command.outputs.contains { resolved($0) == program }
    }?.arguments
  }

  static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
