import Foundation
import GateCommandLine
import GateFiles
import GateRecords

/// Where a package finds the library: a repository, or a folder of this machine.
struct LibraryLocation: Hashable {
  enum Place: Hashable {
    case repository(url: String, requirement: String)
    case folder(path: String)
  }

  let place: Place
  /// The name by which targets refer to the package.
  let packageName: String
  /// The URL by which a service finds it; nil when none is known.
  let url: String?

  /// The folder, where it is one of this machine.
  var localFolder: String? {
    if case .folder(let path) = place { path } else { nil }
  }

  /// Completes the location in a manifest with the one that a user named.
  init(_ dependency: PackageManifest.Dependency, named: LibraryLocation?) {
    switch dependency {
    case .url(let url, let identity, let requirement):
      place = .repository(url: url, requirement: requirement)
      packageName = identity == "speedgate" ? "Speedgate" : identity
      self.url = url
    case .folder(let path, let name):
      place = .folder(path: path)
      packageName = name == "speedgate" ? "Speedgate" : name
      url = named?.url ?? Self.origin(of: path)
    }
  }

  /// Takes what a user named.
  init(named: String, in directory: String) throws(UsageError) {
    guard !named.isEmpty, Self.isPlain(named) else {
      throw UsageError(SetUpMessage.noLibraryName(named))
    }
    if Self.isURL(named) {
      self.init(url: named, requirement: "from: \"\(ToolVersion.current)\"")
    } else {
      let folder = Self.absolute(named, in: directory)
      guard Self.isLibrary(folder) else { throw UsageError(SetUpMessage.noLibrary(folder: folder)) }
      self.init(folder: folder, url: nil)
    }
  }

  /// Where this program comes from: the repository of its release or of the checkout it was built in, else that folder.
  init(ofThisProgram: Void = ()) throws(UsageError) {
    let program = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .resolvingSymlinksInPath()
    // A release's archive names the repository that it was built from.
    let note = program.deletingLastPathComponent().appending(path: "ORIGIN").path
    if let text = try? String(contentsOfFile: note, encoding: .utf8) {
      let url = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if Self.isURL(url), Self.isPlain(url) {
        self.init(url: url, requirement: "from: \"\(ToolVersion.current)\"")
        return
      }
    }
    guard let checkout = Self.checkout(around: program) else {
      throw UsageError(SetUpMessage.unknownLibrary)
    }
    guard let url = Self.origin(of: checkout) else {
      self.init(folder: checkout, url: nil)
      return
    }
    let git = GitCommand(directory: checkout)
    let tag = git.answer("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*")
    self.init(
      url: url, requirement: tag.map { "from: \"\($0.dropFirst())\"" } ?? "branch: \"main\"")
  }

  private init(url: String, requirement: String) {
    place = .repository(url: url, requirement: requirement)
    let identity = Self.identity(of: url)
    packageName = identity.lowercased() == "speedgate" ? "Speedgate" : identity
    self.url = url
  }

  private init(folder: String, url: String?) {
    place = .folder(path: folder)
    packageName = "Speedgate"
    self.url = url
  }

  /// The entry in the dependencies of the manifest in a folder.
  func dependency(seenFrom package: String) -> String {
    switch place {
    case .repository(let url, let requirement): ".package(url: \"\(url)\", \(requirement))"
    case .folder(let path):
      ".package(name: \"\(packageName)\", path: \"\(Self.path(to: path, from: package))\")"
    }
  }

  /// The name that the package manager gives to a repository: the last part of its URL.
  static func identity(of url: String) -> String {
    let last = url.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? url
    return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
  }

  /// Whether a folder's manifest is the library's.
  static func isLibrary(_ folder: String) -> Bool {
    let text = try? String(contentsOfFile: folder + "/Package.swift", encoding: .utf8)
    return text?.contains(/Package\(\s*name:\s*"Speedgate"/) ?? false
  }

  /// The way from one folder to another: relative where they are near each other.
  static func path(to target: String, from package: String) -> String {
    let to = target.split(separator: "/")
    let from = package.split(separator: "/")
    let shared = zip(to, from).prefix { $0 == $1 }.count
    let up = from.count - shared
    guard shared > 0, up <= 2, up > 0 || to.count > shared else {
      return up == 0 && to.count == shared ? "." : target
    }
    return (Array(repeating: "..", count: up) + to.dropFirst(shared).map(String.init))
      .joined(separator: "/")
  }

  private static func absolute(_ path: String, in directory: String) -> String {
    URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: directory + "/"))
      .standardizedFileURL.path
  }

  /// Whether a text can be in a manifest's string and in a script's quotes without ending either.
  private static func isPlain(_ text: String) -> Bool {
    !text.contains { "\"'\\$`".contains($0) || $0.isNewline }
  }

  private static func isURL(_ text: String) -> Bool {
    text.contains("://") || text.contains(/^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:/)
  }

  private static func origin(of checkout: String) -> String? {
    let git = GitCommand(directory: checkout)
    // A folder inside of somebody else's repository has that one's remote.
    guard
      let top = git.answer("rev-parse", "--show-toplevel"),
      URL(fileURLWithPath: top).resolvingSymlinksInPath().path
        == URL(fileURLWithPath: checkout).resolvingSymlinksInPath().path,
      let url = git.answer("remote", "get-url", "origin"), isURL(url), isPlain(url)
    else { return nil }
    return url
  }

  /// The nearest folder above a program whose manifest is the library's.
  ///
  /// The package manager's checkout for another package is in that package's build folder, so it is not a location to
  /// name.
  private static func checkout(around program: URL) -> String? {
    var folder = program.deletingLastPathComponent()
    while folder.path != "/" {
      if isLibrary(folder.path) { return folder.path.contains("/checkouts/") ? nil : folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
