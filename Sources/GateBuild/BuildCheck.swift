import Foundation
package import GateFiles
import GateRecords

/// The check, after a build, that a program is what its sources make.
///
/// The package manager compiles a target again when the interface of a target that it depends on directly is written
/// again. What lies behind it, such as a module that is exported again, a header in C or a macro, it does not see: the
/// target keeps the bodies that were inlined from there. So every output is held against what it follows from, and
/// outputs that are not proven are removed: the next build makes them.
package struct BuildCheck {
  /// The result of the check.
  package enum Answer: Hashable, Sendable {
    /// The program is what its sources make.
    case fresh(steps: Int)
    /// Outputs of these targets were removed; build again and check again.
    case stale(targets: [String])
  }

  private let program: BuiltProgram
  private var contents: FileContents
  private var stamp: BuildStamp

  /// - Parameter now: The time in nanoseconds since 1970.
  package init(_ program: BuiltProgram, now: Int64) {
    self.program = program
    // A stamp that cannot be read proves nothing; then everything is made again.
    stamp =
      (try? RecordFile.read(BuildStamp.self, schema: BuildStamp.schema, at: program.stampPath))
      ?? BuildStamp()
    contents = FileContents(earlier: stamp.files, now: now)
  }

  /// Checks, removes what is not proven, and writes the stamp.
  ///
  /// - Parameter began: When the build began, in nanoseconds since 1970; nil when that is not known.
  /// - Throws: ``FileError`` when a file cannot be read, removed or written.
  package mutating func perform(since began: Int64?) throws(FileError) -> Answer {
    var observations: [(command: String, found: Freshness.Observation)] = []
    for step in program.closure.steps {
      observations.append((step.command.name, try observe(step)))
    }
    let freshness = Freshness(observations, stamp: stamp, began: began)
    let unproven = Set(freshness.unproven)
    // Other programs of the same folder keep theirs.
    stamp.proofs.merge(freshness.proofs) { $1 }
    for command in unproven { stamp.proofs[command] = nil }
    stamp.files = contents.known
    try RecordFile.write(stamp, to: program.stampPath)
    guard !unproven.isEmpty else { return .fresh(steps: observations.count) }
    var targets: Set<String> = []
    for step in program.closure.steps where unproven.contains(step.command.name) {
      for output in Self.removable(step.command) { try Self.remove(output) }
      targets.insert(Self.title(of: step.command))
    }
    return .stale(targets: targets.sorted())
  }

  /// The files that the program is made from and no command makes, with the hashes of their contents.
  ///
  /// - Throws: ``FileError`` when one cannot be read.
  package mutating func sources() throws(FileError) -> [(path: String, hash: String)] {
    var sources: [(path: String, hash: String)] = []
    for path in program.closure.leaves.sorted() {
      sources.append((path, try contents.hash(of: path)))
    }
    return sources
  }

  private mutating func observe(
    _ step: BuildClosure.Step
  ) throws(FileError) -> Freshness.Observation {
    let command = step.command
    var inputs = command.arguments + Self.compiler(of: command)
    var inputsChangedAt: Int64 = 0
    var sourcesChangedAt: Int64 = 0
    for input in step.inputs {
      inputs += [input, try contents.hash(of: input)]
      guard let changed = FileState(of: input)?.changed else { continue }
      inputsChangedAt = max(inputsChangedAt, changed)
      if program.closure.isLeaf(input), !input.hasPrefix(program.scratch + "/") {
        sourcesChangedAt = max(sourcesChangedAt, changed)
      }
    }
    var outputs: [String] = []
    for output in command.outputs where !output.hasPrefix("<") {
      outputs += [output, try contents.hash(of: output)]
    }
    // A module's interface is left as it is when nothing in it changes; the objects are always written.
    // A change of rights alone touches a file, but does not write it: the earlier of the two times counts.
    let times = Self.removable(command).map { path in
      FileState(of: path).map { min($0.changed, $0.modified) }
    }
    return Freshness.Observation(
      proof: BuildStamp.Proof(
        inputs: FileContents.hash(of: inputs), outputs: FileContents.hash(of: outputs)),
      madeAt: times.contains(nil) ? nil : times.compactMap(\.self).min(),
      inputsChangedAt: inputsChangedAt, sourcesChangedAt: sourcesChangedAt)
  }

  /// A stamp that differs for another compiler in the same place.
  private static func compiler(of command: BuildManifest.Command) -> [String] {
    guard let program = command.arguments.first else { return [] }
    let folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
    return [program, folder + "/swift-frontend", folder + "/clang"].compactMap { path in
      FileState(of: path).map { "\(path) \($0.size) \($0.modified)" }
    }
  }

  /// The outputs without which a command is run again; a compiler writes the others only when they change.
  private static func removable(_ command: BuildManifest.Command) -> [String] {
    let files = command.outputs.filter { !$0.hasPrefix("<") }
    return command.isCompiler ? files.filter { $0.hasSuffix(".o") } : files
  }

  private static func remove(_ path: String) throws(FileError) {
    guard PathKind(of: path) != .absent else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw .notWritable(path: path, reason: BuildMessage.staleNotRemoved.line)
    }
  }

  /// A target's name for people: that of the folder of its objects.
  private static func title(of command: BuildManifest.Command) -> String {
    let output = command.outputs.first { !$0.hasPrefix("<") } ?? command.name
    let parts = output.split(separator: "/")
    let folder = parts.last { $0.hasSuffix(".build") && $0 != ".build" }
    return String(folder?.dropLast(".build".count) ?? parts.last ?? "")
  }
}
