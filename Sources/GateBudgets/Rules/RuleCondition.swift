package import GateRecords

/// On which machines a rule holds: `when: { os: "linux", arch: "arm64", runner: "ci-*" }`.
package struct RuleCondition: Hashable, Sendable {
  /// The operating system: linux or macos.
  package var operatingSystem: GlobPattern?
  /// The processor architecture: x86_64 or arm64, by any of its names.
  package var architecture: GlobPattern?
  /// The runner's name, or the environment's key.
  package var runner: GlobPattern?

  /// Everywhere.
  package static let always = RuleCondition()

  /// Creates a condition; nil matches everything.
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
    func fits(_ pattern: GlobPattern?, _ names: [String?]) -> Bool {
      pattern.map { pattern in names.contains { $0.map(pattern.matches) ?? false } } ?? true
    }
    return fits(operatingSystem, Self.synonyms(of: environment.operatingSystem))
      && fits(architecture, Self.synonyms(of: environment.architecture))
      && fits(runner, [environment.runner, environment.key])
  }
}

extension RuleCondition {
  /// The names of operating systems; those in one list mean the same.
  static let operatingSystems = [["linux"], ["macos", "darwin"], ["windows"], ["freebsd"]]

  /// The names of architectures; those in one list mean the same: kernels differ in what they call
  /// themselves on one and the same machine.
  static let architectures = [
    ["x86_64", "amd64"], ["arm64", "aarch64"], ["i686", "i386"], ["armv7l"], ["riscv64"],
    ["ppc64le"], ["s390x"],
  ]

  private static func synonyms(of name: String) -> [String] {
    (operatingSystems + architectures).first { $0.contains(name) } ?? [name]
  }
}

extension RuleCondition: CustomStringConvertible {
  /// The condition in words: `os linux, arch arm64`; empty when it matches everything.
  package var description: String {
    [("os", operatingSystem), ("arch", architecture), ("runner", runner)]
      .compactMap { name, pattern in pattern.map { "\(name) \($0.text)" } }
      .joined(separator: ", ")
  }
}
