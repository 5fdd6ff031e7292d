import Foundation
package import GateFiles
package import GateRecords

/// Finds what a program is made of, after the check has proven that it is.
package struct MadeOfFinder {
  private let program: BuiltProgram
  private var labels: SourceLabels

  /// - Parameter program: A program that was found fresh.
  package init(_ program: BuiltProgram) {
    self.program = program
    labels = SourceLabels(root: Self.root(of: program), scratch: program.scratch)
  }

  /// Finds it.
  ///
  /// - Parameter sources: The files that no command makes, with the hashes of their contents.
  /// - Throws: ``FileError`` when a file cannot be read.
  package mutating func madeOf(sources: [(path: String, hash: String)]) throws(FileError) -> MadeOf
  {
    // A package that is seen through a link has each file twice, by the link's path and by its own.
    var named: Set<String> = []
    for (path, hash) in sources {
      if let label = labels.label(of: path) { named.insert("\(label)\u{0}\(hash)") }
    }
    let resolved = labels.root + "/Package.resolved"
    let toolchain = try self.toolchain()
    return MadeOf(
      sources: FileContents.hash(of: named.sorted()),
      manifests: FileContents.hash(of: try manifests()),
      resolved: PathKind(of: resolved) == .absent ? nil : try SHA256.hexDigest(ofFile: resolved),
      flags: FileContents.hash(of: flags()), toolchain: toolchain,
      system: FileContents.hash(of: Self.systemLibraries()),
      place: FileContents.hash(of: [labels.root, program.scratch]),
      code: ProgramCode.hash(of: try TextFile.read(program.path)))
  }

  /// The package that the build was started in: the one whose dependencies were resolved.
  private static func root(of program: BuiltProgram) -> String {
    let watched = program.manifest.producer(of: "<PackageStructure>")?.inputs ?? []
    let resolved = watched.first { $0.hasSuffix("/Package.resolved") }
    return resolved.map { String($0.dropLast("/Package.resolved".count)) }
      ?? URL(fileURLWithPath: program.scratch).deletingLastPathComponent().path
  }

  private func manifests() throws(FileError) -> [String] {
    var parts: [String] = []
    var last: [String] = []
    let others = labels.packages.map { (label: labels.withoutPlaces($0), folder: $0) }
    let folders = [labels.root] + others.sorted { $0.label < $1.label }.map(\.folder)
    for folder in folders {
      var own: [String] = []
      for name in try Folder.names(in: folder)
      where name.hasPrefix("Package") && name.hasSuffix(".swift") {
        own += [
          labels.withoutPlaces(folder + "/" + name),
          try SHA256.hexDigest(ofFile: folder + "/" + name),
        ]
      }
      // The same package by another path is no other package.
      if own != last { parts += own }
      last = own
    }
    return parts
  }

  private func flags() -> [String] {
    program.closure.steps.map(\.command).filter { !$0.arguments.isEmpty }
      .map { command in
        ([command.name] + command.arguments).map(labels.withoutPlaces).joined(separator: "\u{0}")
      }.sorted()
  }

  /// Returns the compiler's version text, which the package manager keeps next to the products.
  private func toolchain() throws(FileError) -> String {
    let files = Set(
      program.closure.steps.flatMap(\.command.inputs).filter {
        $0.hasPrefix(program.products + "/swift-version-")
      })
    guard let file = files.sorted().first else { return "unknown" }
    let text = String(decoding: try TextFile.read(file), as: UTF8.self)
    return text.split(separator: "\n").joined(separator: "; ")
  }

  /// The system's objects and libraries that programs are linked with.
  ///
  /// Their times are those that their packages gave them, so equal images have equal ones.
  private static func systemLibraries() -> [String] {
    var folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib"]
    for name in (try? Folder.names(in: "/usr/lib")) ?? [] where name.contains("-linux-") {
      folders.append("/usr/lib/" + name)
    }
    for machine in (try? Folder.names(in: "/usr/lib/gcc")) ?? [] {
      for version in (try? Folder.names(in: "/usr/lib/gcc/" + machine)) ?? [] {
        folders.append("/usr/lib/gcc/\(machine)/\(version)")
      }
    }
    var parts: [String] = []
    for folder in folders {
      for name in (try? Folder.names(in: folder)) ?? []
      where name.hasSuffix(".a") || name.hasSuffix(".o") {
        guard let state = FileState(of: folder + "/" + name) else { continue }
        parts.append("\(folder)/\(name) \(state.size) \(state.modified)")
      }
    }
    return parts
  }
}
