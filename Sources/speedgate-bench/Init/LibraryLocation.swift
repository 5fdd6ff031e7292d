import Foundation
import GateCommandLine
import GateFiles

/// Where a package finds the library: a repository, or a folder beside it.
enum LibraryLocation: Hashable {
  case repository(url: String)
  case folder(path: String)

  /// Takes what a user named, or the checkout that this program was built in.
  ///
  /// - Parameter package: The folder of the package that will depend on the library.
  init(_ named: String?, for package: String) throws(UsageError) {
    if let named {
      guard !named.isEmpty, !named.contains(where: { $0 == "\"" || $0 == "\\" || $0.isNewline })
      else { throw UsageError("--library cannot be '\(named)'; give a URL or a folder") }
      self = Self.isURL(named) ? .repository(url: named) : .folder(path: named)
      return
    }
    guard let checkout = Self.checkout() else {
      // As in the documentation: a checkout beside the package.
      self = .folder(path: "../Speedgate")
      return
    }
    let origin = GitCommand(directory: checkout).answer("remote", "get-url", "origin")
    if let origin, Self.isURL(origin) {
      self = .repository(url: origin)
    } else {
      self = .folder(path: Self.path(to: checkout, from: package))
    }
  }

  /// The line of a manifest.
  var dependency: String {
    switch self {
    case .repository(let url): ".package(url: \"\(url)\", branch: \"main\")"
    case .folder(let path): ".package(name: \"Speedgate\", path: \"\(path)\")"
    }
  }

  private static func isURL(_ text: String) -> Bool {
    text.contains("://") || text.contains(/^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:/)
  }

  /// The nearest folder above this program whose manifest is the library's.
  private static func checkout() -> String? {
    var folder = (Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0]))
      .resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      // In a package that depends on the library, its checkout lies in the build folder.
      let checkouts = folder.appending(path: "checkouts")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: checkouts.path)) ?? []
      for candidate in [folder] + names.sorted().map({ checkouts.appending(path: $0) }) {
        let manifest = candidate.appending(path: "Package.swift").path
        if let text = try? String(contentsOfFile: manifest, encoding: .utf8),
          text.contains(/Package\(\s*name:\s*"Speedgate"/)
        {
          return candidate.path
        }
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// The way from one folder to another: relative when they are neighbours.
  private static func path(to target: String, from package: String) -> String {
    let neighbours = URL(fileURLWithPath: package).deletingLastPathComponent().path
    let url = URL(fileURLWithPath: target)
    return url.deletingLastPathComponent().path == neighbours
      ? "../" + url.lastPathComponent : target
  }
}
