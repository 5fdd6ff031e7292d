import GateFiles

/// A request to build a commit's suite, by its build settings, perhaps with another commit's benchmarks.
package struct BuildRequest: Hashable, Sendable {
  /// The commit.
  package var commit: Commit
  /// The package's folder below the repository's top.
  package var packagePath: String
  /// The suite's product.
  package var product: String
  /// The commit whose benchmarks are laid over the commit's own; nil for its own.
  package var suiteFrom: Commit?
  /// A command that builds in place of the package manager; it prints the program's path last.
  package var buildCommand: String?

  /// Names what is to be built.
  package init(
    commit: Commit, packagePath: String, product: String, suiteFrom: Commit? = nil,
    buildCommand: String? = nil
  ) {
    self.commit = commit
    self.packagePath = packagePath
    self.product = product
    self.suiteFrom = suiteFrom
    self.buildCommand = buildCommand
  }

  /// The name under which the program is kept: the same for all that makes the same program.
  ///
  /// - Parameter toolchain: The compiler's version text.
  func key(toolchain: String) -> String {
    let parts = [
      "speedgate.build 1", commit.tree, packagePath, product, suiteFrom?.tree ?? "",
      buildCommand ?? ReleaseFlags.arguments.joined(separator: " "), toolchain,
    ]
    var digest = SHA256()
    digest.update(parts.joined(separator: "\u{0}").utf8)
    return digest.hexDigest()
  }
}
