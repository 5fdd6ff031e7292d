/// The commands that a program is made by, and for each of them what its outputs follow from.
///
/// The package manager orders commands by the targets' direct dependencies. A compiler reads more: the modules that a
/// module exports again, the headers and the module maps behind them, the programs of macros. It says what it read in
/// a file beside the objects, and that is added here. A module that was read implies everything that it was made
/// from in turn, sources left out: of those the reader only sees the module.
package struct BuildClosure: Sendable {
  /// One command with what its outputs follow from.
  package struct Step: Hashable, Sendable {
    /// The command.
    package var command: BuildManifest.Command
    /// Every file that it may read, sorted, without the toolchain's own.
    package var inputs: [String]
  }

  /// The steps, those first that others need.
  package private(set) var steps: [Step] = []

  private let manifest: BuildManifest
  private let readBy: [String: [String]]
  private let toolchains: [String]
  private var visited: Set<String> = []
  private var interfaces: [String: Set<String>] = [:]

  /// Finds the commands behind a program.
  ///
  /// - Parameters:
  ///   - program: Its path, as the manifest writes it.
  ///   - readBy: The files that compilers read, by output.
  package init(of program: String, in manifest: BuildManifest, readBy: [String: [String]]) {
    self.manifest = manifest
    self.readBy = readBy
    toolchains = Self.toolchains(of: manifest)
    visit(program)
  }

  /// The files that no command makes: sources, headers, libraries.
  package var leaves: Set<String> {
    Set(steps.flatMap(\.inputs).filter { manifest.producer(of: $0) == nil })
  }

  /// Whether no command makes a file.
  package func isLeaf(_ path: String) -> Bool { manifest.producer(of: path) == nil }

  /// The folders of the compilers that the manifest calls, each with a slash at its end.
  static func toolchains(of manifest: BuildManifest) -> [String] {
    let folders = manifest.commands.compactMap { command -> String? in
      guard let program = command.arguments.first, program.hasSuffix("/usr/bin/swiftc") else {
        return nil
      }
      return String(program.dropLast("bin/swiftc".count))
    }
    return Set(folders).sorted()
  }

  private mutating func visit(_ path: String) {
    guard let command = manifest.producer(of: path), visited.insert(command.name).inserted else {
      return
    }
    var inputs = directInputs(of: command)
    for input in inputs { visit(input) }
    if command.isCompiler {
      for input in inputs {
        guard let maker = manifest.producer(of: input), maker.name != command.name else { continue }
        inputs.formUnion(interface(of: maker))
      }
    }
    // Nodes that only order commands, and the package manager's own texts, are checked through their readers.
    guard isProven(command) else { return }
    inputs.subtract(command.outputs)
    steps.append(Step(command: command, inputs: inputs.sorted()))
  }

  /// Whether a command's outputs have to be proven to follow from its inputs.
  ///
  /// The package manager writes its own texts from its plan each time. Sources that hold embedded resources are the
  /// exception: these it makes from other files.
  private func isProven(_ command: BuildManifest.Command) -> Bool {
    switch command.tool {
    case "phony", "package-structure-tool": false
    case "write-auxiliary-file":
      command.outputs.contains { $0.hasSuffix("/embedded_resources.swift") }
    default: true
    }
  }

  /// Returns the files that a command reads, by the manifest and by its compiler's dependency files.
  private func directInputs(of command: BuildManifest.Command) -> Set<String> {
    var inputs: Set<String> = []
    func take(_ path: String, depth: Int) {
      guard path.hasPrefix("<") else {
        // Objects of other targets only order commands that compile; folders are watched for names.
        if !path.hasSuffix("/"), !(command.isCompiler && path.hasSuffix(".o")) {
          inputs.insert(path)
        }
        return
      }
      guard depth < 100, let group = manifest.producer(of: path) else { return }
      for input in group.inputs { take(input, depth: depth + 1) }
    }
    for input in command.inputs { take(input, depth: 0) }
    for output in command.outputs { inputs.formUnion(readBy[output] ?? []) }
    return inputs.filter { path in !toolchains.contains { path.hasPrefix($0) } }
  }

  /// Returns the files that a module implies for the commands that read it.
  private mutating func interface(of command: BuildManifest.Command) -> Set<String> {
    if let known = interfaces[command.name] { return known }
    // A program is read as it is.
    guard command.isCompiler else { return [] }
    interfaces[command.name] = []
    var found = directInputs(of: command).filter { !Self.isImplementation($0) }
    for input in found {
      guard let maker = manifest.producer(of: input), maker.name != command.name else { continue }
      found.formUnion(interface(of: maker))
    }
    interfaces[command.name] = found
    return found
  }

  private static let implementations: Set<Substring> = [
    "swift", "c", "cc", "cpp", "cxx", "m", "mm", "s", "S", "o",
  ]

  private static func isImplementation(_ path: String) -> Bool {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return false }
    return implementations.contains(path[path.index(after: dot)...])
  }
}
