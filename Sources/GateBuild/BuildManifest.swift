import Foundation

/// The package manager's build description: every command with its inputs, outputs and arguments.
///
/// It is beside the build, as `.build/release.yaml`. Only what is needed here is read, line by line: the package
/// manager writes one key a line, and lists as arrays in the notation of JSON.
package struct BuildManifest: Sendable {
  /// One command of the build.
  package struct Command: Hashable, Sendable {
    /// Its name, which stays the same from build to build.
    package var name: String
    /// The kind of command, such as `shell`, `clang`, `phony` or `write-auxiliary-file`.
    package var tool: String
    /// Paths and names in angle brackets, which denote groups.
    package var inputs: [String]
    /// Paths and names in angle brackets.
    package var outputs: [String]
    /// The command line, program first; empty for what the engine does itself.
    package var arguments: [String]

    /// Creates a command.
    package init(
      name: String, tool: String, inputs: [String], outputs: [String], arguments: [String] = []
    ) {
      self.name = name
      self.tool = tool
      self.inputs = inputs
      self.outputs = outputs
      self.arguments = arguments
    }

    /// Whether it makes object files.
    package var isCompiler: Bool { outputs.contains { $0.hasSuffix(".o") } }
  }

  /// All commands.
  package let commands: [Command]
  private let producers: [String: Int]

  /// Creates a manifest.
  package init(commands: [Command]) {
    self.commands = commands
    var producers: [String: Int] = [:]
    for (index, command) in commands.enumerated() {
      for output in command.outputs { producers[output] = index }
    }
    self.producers = producers
  }

  /// Reads the package manager's text; nil when it is no such text.
  package init?(text: String) {
    var commands: [Command] = []
    var isInside = false
    var current: Command?
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if !line.hasPrefix(" ") {
        isInside = line == "commands:"
      } else if isInside, line.hasPrefix("    ") {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, current != nil else { continue }
        let value = parts[1].drop { $0 == " " }
        switch parts[0].drop(while: { $0 == " " }) {
        case "tool": current?.tool = String(value)
        case "inputs":
          guard let list = Self.list(value) else { return nil }
          current?.inputs = list
        case "outputs":
          guard let list = Self.list(value) else { return nil }
          current?.outputs = list
        case "args":
          guard let list = Self.list(value) else { return nil }
          current?.arguments = list
        default: continue
        }
      } else if isInside {
        if let current { commands.append(current) }
        guard let name = Self.name(line) else { return nil }
        current = Command(name: name, tool: "", inputs: [], outputs: [])
      }
    }
    if let current { commands.append(current) }
    guard !commands.isEmpty else { return nil }
    self.init(commands: commands)
  }

  /// The command that makes a file or a group; nil for what no command makes.
  package func producer(of path: String) -> Command? {
    producers[path].map { commands[$0] }
  }

  private static func list(_ text: Substring) -> [String]? {
    try? JSONDecoder().decode([String].self, from: Data(text.utf8))
  }

  private static func name(_ line: Substring) -> String? {
    let text = line.drop { $0 == " " }
    guard text.hasSuffix(":") else { return nil }
    let quoted = text.dropLast()
    return try? JSONDecoder().decode(
      [String].self, from: Data("[\(quoted)]".utf8)
    ).first
  }
}
