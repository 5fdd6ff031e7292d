import Foundation
package import GateFiles
package import GateRecords

/// The repository's files, by which what `#fileID` says of a benchmark becomes a path.
///
/// `#fileID` is `Module/File.swift`: the same wherever a package is built, and without folders of the machine that built
/// it. No module has two files of one name, so a file is known by its name and a folder that is named like the module.
package struct SourceFiles: Sendable {
  private var paths: [String: [String]] = [:]
  /// The folder that is worked in, as seen from the repository's root: empty, or with `/` at its end.
  private let folder: String

  /// - Parameters:
  ///   - paths: Paths from the repository's root.
  ///   - folder: The folder that is worked in, as `git rev-parse --show-prefix` says it.
  package init(paths: [String], folder: String = "") {
    self.folder = folder
    for path in paths { self.paths[Self.name(of: path), default: []].append(path) }
  }

  /// Gets the files that may be meant from git; there are none outside a repository.
  package init(declaring benchmarks: [BenchmarkRecord], in git: GitCommand) {
    let names = Set(benchmarks.compactMap { $0.source.map { Self.name(of: $0.file) } })
      .filter { !$0.contains(where: { "*?[]".contains($0) }) }.sorted().prefix(Self.mostNames)
    // Quick, and it looks at no file: only what is in version control can be shown beside a change.
    let listed =
      names.isEmpty
      ? nil
      : git.data(
        ["ls-files", "--cached", "--full-name", "-z", "--"] + names.map { ":(top,glob)**/\($0)" })
    self.init(
      paths: String(decoding: listed ?? Data(), as: UTF8.self).split(separator: "\0").map(
        String.init),
      folder: listed == nil ? "" : git.answer("rev-parse", "--show-prefix") ?? "")
  }

  /// A command line holds them all.
  private static let mostNames = 500

  /// The place in the repository that a module and a file mean; nil where none or several files may be meant.
  package func place(of declared: SourcePlace) -> SourcePlace? {
    guard let all = paths[Self.name(of: declared.file)] else { return nil }
    let module = String(declared.file.prefix { $0 != "/" })
    let own = all.filter { path in
      path.split(separator: "/").dropLast().contains { Self.module(named: $0) == module }
    }
    // A target's folder may have another name than its module.
    let possible = own.isEmpty ? all : own
    let nearer = possible.filter { $0.hasPrefix(folder) }
    let chosen = possible.count > 1 ? nearer : possible
    guard chosen.count == 1, let file = chosen.first else { return nil }
    return SourcePlace(file: file, line: declared.line)
  }

  /// Benchmarks with the places of their declarations in the repository, and without those that are not found.
  package func located(_ benchmarks: [BenchmarkRecord]) -> [BenchmarkRecord] {
    benchmarks.map { benchmark in
      var located = benchmark
      located.source = benchmark.source.flatMap(place)
      return located
    }
  }

  private static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The module that the package manager makes of a target's name.
  private static func module(named target: Substring) -> String {
    String(target.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }
}
