package import GateRecords

/// On which machines a rule holds: `when: { os: "linux", arch: "arm64", runner: "ci-*" }`.
package struct RuleCondition: Hashable, Sendable {
  /// The operating system: linux or macos.
  package var operatingSystem: GlobPattern?
  /// The processor architecture: x86_64 or arm64.
  package var architecture: GlobPattern?
  /// The runner's name, or the environment's key.
  package var runner: GlobPattern?

  /// Everywhere.
  package static let always = RuleCondition()

  /// Creates a condition; nil asks for nothing.
  package init(
    operatingSystem: GlobPattern? = nil, architecture: GlobPattern? = nil,
    runner: GlobPattern? = nil
  ) {
    self.operatingSystem = operatingSystem
    self.architecture = architecture
    self.runner = runner
  }

  /// How much it asks for: more is more specific.
  package var count: Int { [operatingSystem, architecture, runner].count { $0 != nil } }

  /// Whether a machine is one of those it asks for.
  package func holds(on environment: EnvironmentRecord) -> Bool {
    func fits(_ pattern: GlobPattern?, _ names: String?...) -> Bool {
      pattern.map { pattern in names.contains { $0.map(pattern.matches) ?? false } } ?? true
    }
    return fits(operatingSystem, environment.operatingSystem)
      && fits(architecture, environment.architecture)
      && fits(runner, environment.runner, environment.key)
  }
}

extension RuleCondition: CustomStringConvertible {
  /// `os linux, arch arm64`; nothing when it asks for nothing.
  package var description: String {
    [("os", operatingSystem), ("arch", architecture), ("runner", runner)]
      .compactMap { name, pattern in pattern.map { "\(name) \($0.text)" } }
      .joined(separator: ", ")
  }
}
