import Foundation
import GateFiles
import GateRevisions

/// The parts of a package's manifest that a suite needs.
struct PackageManifest: Hashable {
  /// A library that the package offers.
  struct Library: Hashable {
    let name: String
    let targets: [String]
  }

  /// A target of the package.
  struct Target: Hashable {
    let name: String
    /// What it is, for a sentence: "a library target".
    let kind: String
    /// Its folder, where the manifest names one.
    let path: String?
    /// Whether it is a program with benchmarks.
    let isSuite: Bool
  }

  /// How the package names Speedgate.
  enum Dependency: Hashable {
    case url(String, identity: String, requirement: String)
    case folder(String, name: String)
  }

  let name: String
  private(set) var libraries: [Library]
  /// Its targets that are libraries, in the order of the manifest.
  private(set) var modules: [String]
  private(set) var executables: [String]
  /// All targets; none where the package manager could not read the manifest.
  let targets: [Target]
  /// The folders of packages that it depends on.
  private let neighbours: [String]
  /// Whether it asks for the version of macOS that Speedgate needs, or for a later one.
  let asksForMacOS: Bool
  private(set) var speedgate: Dependency?
  /// Whether the package manager read it; else it was taken from the text.
  let isExact: Bool

  /// Gets it from the package manager, which resolves and builds nothing for that; reads the text if that fails.
  init(in folder: String, environment: [String: String]) throws(FileError) {
    let path = folder + "/Package.swift"
    let text = String(decoding: try TextFile.read(path), as: UTF8.self)
    // The plugin that may run this holds the lock of the package's build folder, so another one is named.
    // The package manager leaves a lock file for each name, so the name is always the same.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "speedgate-manifest")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let result = ChildProgram.run(
      ["swift", "package", "--scratch-path", scratch.path, "dump-package"], in: folder,
      environment: environment)
    if result.status == 0, let dump = try? JSONDecoder().decode(Dump.self, from: result.output) {
      self.init(dump)
    } else {
      self.init(text, folder: folder)
    }
  }

  /// Whether it depends on the package in a folder.
  func dependsOn(folder: String) -> Bool {
    func resolved(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    return neighbours.contains { resolved($0) == resolved(folder) }
  }

  /// The libraries that a suite most likely measures: the one with the package's name, else all.
  var measured: [Library] {
    func plain(_ text: String) -> String {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let own = libraries.filter { plain($0.name) == plain(name) }
    return own.isEmpty ? libraries : own
  }

  private init(_ dump: Dump) {
    name = dump.name
    isExact = true
    libraries = dump.products.filter { $0.type["library"] != nil }
      .map { Library(name: $0.name, targets: $0.targets) }
    modules = dump.targets.filter { $0.type == "regular" }.map(\.name)
    executables = dump.targets.filter { $0.type == "executable" }.map(\.name)
    speedgate = dump.dependencies.lazy.compactMap(\.speedgate).first
    targets = dump.targets.map(\.target)
    neighbours = dump.dependencies.compactMap { $0.fileSystem?.first?.path }
    asksForMacOS = (dump.platforms ?? []).contains {
      $0.platformName == "macos"
        && ($0.version.split(separator: ".").first.flatMap { Int($0) } ?? 0) >= 15
    }
  }

  /// Reads the names that are written out in the text.
  private init(_ text: String, folder: String) {
    func names(_ pattern: String) -> [String] {
      guard let regex = try? Regex(pattern + "\\(\\s*name:\\s*\"([^\"]+)\"") else { return [] }
      return text.matches(of: regex).compactMap { $0.output[1].substring.map(String.init) }
    }
    name = names("Package").first ?? URL(fileURLWithPath: folder).lastPathComponent
    isExact = false
    targets = []
    neighbours = text.matches(of: #/\.package\([^()]*path:\s*"([^"]+)"/#).map { match in
      URL(
        fileURLWithPath: String(match.1), relativeTo: URL(fileURLWithPath: folder + "/")
      ).standardizedFileURL.path
    }
    asksForMacOS = text.contains(#/\.macOS\(/#)
    modules = names("\\.target")
    executables = names("\\.executableTarget")
    libraries = names("\\.library").map { Library(name: $0, targets: []) }
    speedgate = nil
    let named =
      #/\.package\(\s*(?:name:\s*"[^"]*",\s*)?(url|path):\s*"([^"]*speedgate[^"]*)"([^)]*)\)/#
      .ignoresCase()
    if let match = text.firstMatch(of: named) {
      let place = String(match.2)
      speedgate =
        match.1 == "url"
        ? .url(
          place, identity: LibraryLocation.identity(of: place),
          requirement: match.3.trimmingCharacters(in: CharacterSet(charactersIn: ", \n")))
        : .folder(
          URL(fileURLWithPath: place, relativeTo: URL(fileURLWithPath: folder + "/"))
            .standardizedFileURL.path, name: "Speedgate")
    } else if text.contains(#/package:\s*"Speedgate"/#.ignoresCase()) {
      speedgate = .url("", identity: "Speedgate", requirement: "")
    }
  }

  /// The output of `swift package dump-package`.
  private struct Dump: Decodable {
    struct Product: Decodable {
      let name: String
      let targets: [String]
      let type: [String: JSONValueIgnored?]
    }
    struct Target: Decodable {
      let name: String
      let type: String
      let path: String?
      let dependencies: [[String: [Word]]]?

      var target: PackageManifest.Target {
        let kind =
          switch type {
          case "regular": "a library target"
          case "executable": "an executable target"
          case "test": "a test target"
          default: "a \(type) target"
          }
        let usesSpeedgate = (dependencies ?? []).contains { dependency in
          dependency.values.contains { $0.first?.text == "Speedgate" }
        }
        return .init(
          name: name, kind: kind, path: path, isSuite: type == "executable" && usesSpeedgate)
      }
    }
    struct Platform: Decodable {
      let platformName: String
      let version: String
    }
    /// A text among values whose content does not matter.
    struct Word: Decodable {
      let text: String?
      init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)
      }
    }
    struct Entry: Decodable {
      struct Location: Decodable {
        struct Remote: Decodable { let urlString: String }
        let remote: [Remote]?
      }
      struct Requirement: Decodable {
        struct Range: Decodable { let lowerBound: String }
        let range: [Range]?
        let exact: [String]?
        let branch: [String]?
        let revision: [String]?

        var text: String {
          if let version = exact?.first { return "exact: \"\(version)\"" }
          if let branch = branch?.first { return "branch: \"\(branch)\"" }
          if let revision = revision?.first { return "revision: \"\(revision)\"" }
          return "from: \"\(range?.first?.lowerBound ?? "0.0.0")\""
        }
      }
      let identity: String
      let location: Location?
      let requirement: Requirement?
      let path: String?
      let nameForTargetDependencyResolutionOnly: String?
    }
    struct Dependency: Decodable {
      let sourceControl: [Entry]?
      let fileSystem: [Entry]?

      var speedgate: PackageManifest.Dependency? {
        if let entry = sourceControl?.first, entry.identity.contains("speedgate"),
          let url = entry.location?.remote?.first?.urlString
        {
          return .url(
            url, identity: entry.identity,
            requirement: entry.requirement?.text ?? "branch: \"main\"")
        }
        guard let entry = fileSystem?.first, let path = entry.path,
          LibraryLocation.isLibrary(path) || entry.identity.contains("speedgate")
        else { return nil }
        return .folder(path, name: entry.nameForTargetDependencyResolutionOnly ?? entry.identity)
      }
    }
    /// A value whose content does not matter.
    struct JSONValueIgnored: Decodable {
      init(from decoder: any Decoder) throws {}
    }

    let name: String
    let products: [Product]
    let targets: [Target]
    let dependencies: [Dependency]
    let platforms: [Platform]?
  }
}
