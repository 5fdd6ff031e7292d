import Foundation
import GateFiles

/// The paths whose changes are measured where none were named: what the package's manifests say it is made of.
///
/// Manifests are read as text, because git has them for every commit at once and a push should not wait for the package
/// manager. A place that is not written out counts as the whole package.
struct MeasuredPaths {
  /// Git at the top of the repository.
  let git: GitCommand
  /// The package's folder below the repository's top; empty at the top.
  let package: String

  /// The folders in which the package manager looks for targets without a path.
  private static let sourceFolders = ["Sources", "Source", "src", "srcs", "Plugins"]

  /// Returns the paths, relative to the repository's top: all of a nested package, and what the package around it is
  /// made of.
  ///
  /// - Parameter commits: A path of any of them counts.
  func paths(at commits: [String]) -> [String] {
    var found: [String] = []
    var visited: Set<String> = []
    if package.isEmpty {
      add("", at: commits, to: &found, &visited)
      found.append("budgets")
    } else {
      found.append(package)
      if let around = packageAround(at: commits) {
        add(around, at: commits, to: &found, &visited)
      }
      // What it depends on may lie beside it; the rest of it counts already.
      addDependencies(of: package, at: commits, to: &found, &visited)
    }
    var seen: Set<String> = []
    return found.contains(".") ? ["."] : found.filter { seen.insert($0).inserted }
  }

  /// The nearest folder above a nested package that is a package; nil without one.
  private func packageAround(at commits: [String]) -> String? {
    var parts = package.split(separator: "/")
    while parts.popLast() != nil {
      let folder = parts.joined(separator: "/")
      if commits.contains(where: { list(folder, at: $0).contains("Package.swift") }) {
        return folder
      }
    }
    return nil
  }

  private func add(
    _ folder: String, at commits: [String], to found: inout [String],
    _ visited: inout Set<String>
  ) {
    guard visited.insert(folder).inserted else { return }
    let prefix = folder.isEmpty ? "" : folder + "/"
    let names = Set(commits.flatMap { list(folder, at: $0) })
    // A submodule is a commit for git, and has no files of its own here.
    guard !names.isEmpty || folder.isEmpty else { return found.append(folder) }
    found += Self.sourceFolders.filter(names.contains).map { prefix + $0 }
    found.append(prefix + "Package.swift")
    found += names.filter(Self.isVersioned).sorted().map { prefix + $0 }
    found.append(prefix + "Package.resolved")
    addDependencies(of: folder, at: commits, to: &found, &visited)
  }

  private func addDependencies(
    of folder: String, at commits: [String], to found: inout [String],
    _ visited: inout Set<String>
  ) {
    let prefix = folder.isEmpty ? "" : folder + "/"
    for commit in commits {
      for name in ["Package.swift"] + list(folder, at: commit).filter(Self.isVersioned) {
        guard let text = git.text("show", "\(commit):\(prefix)\(name)") else { continue }
        for place in Self.places(in: text) {
          switch place {
          case .target(let path):
            if let path = resolved(path, in: folder) { found.append(path.isEmpty ? "." : path) }
          case .package(let path):
            guard let path = resolved(path, in: folder) else { continue }
            add(path, at: commits, to: &found, &visited)
          case .computed:
            found.append(folder.isEmpty ? "." : folder)
          }
        }
      }
    }
  }

  /// A path from the repository's top; nil outside of the repository.
  private func resolved(_ path: String, in folder: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.joined(separator: "/")
  }

  private func list(_ folder: String, at commit: String) -> [String] {
    let listed = git.data(["ls-tree", "-z", "--name-only", "\(commit):\(folder)"])
    return String(decoding: listed ?? Data(), as: UTF8.self).split(separator: "\0")
      .map(String.init)
  }

  private static func isVersioned(_ name: String) -> Bool {
    name.hasPrefix("Package@swift-") && name.hasSuffix(".swift")
  }

  /// A place that a manifest names.
  enum Place: Hashable {
    case target(String)
    case package(String)
    /// A place that is not written out.
    case computed
  }

  /// The places behind `path:`, except those of tests.
  static func places(in manifest: String) -> [Place] {
    let opening =
      /\.(package|target|executableTarget|testTarget|plugin|macro|systemLibrary|binaryTarget)\(/
    var opener: Substring?
    var places: [Place] = []
    for line in manifest.split(separator: "\n")
    where !line.drop(while: \.isWhitespace).hasPrefix("//") {
      var rest = line
      while let match = rest.firstMatch(of: #/\bpath:\s*(?:"([^"]*)"|[^\s"])/#) {
        if let last = rest[..<match.range.lowerBound].matches(of: opening).last { opener = last.1 }
        rest = rest[match.range.upperBound...]
        guard opener != "testTarget" else { continue }
        guard let path = match.1, !path.contains("\\") else {
          places.append(.computed)
          continue
        }
        places.append(opener == "package" ? .package(String(path)) : .target(String(path)))
      }
      if let last = rest.matches(of: opening).last { opener = last.1 }
    }
    return places
  }
}
