import CSpeedgate
import Foundation
package import GateFiles
import GateProtocol

/// Starts the programs of both sides as processes, alike in all but what they are.
///
/// Copies stand at twin paths of equal length, which exchange their content at random; both sides get
/// the same working directory and environments of the same size, because each of these shifts the
/// stack and with it the timing.
package final class ProcessLauncher: WorkerLauncher {
  /// What one side runs.
  package struct Program: Hashable, Sendable {
    /// The executable.
    package var path: String
    /// Variables that only this side gets.
    package var environment: [String: String]

    /// Names a program.
    package init(path: String, environment: [String: String] = [:]) {
      self.path = path
      self.environment = environment
    }
  }

  private let programs: [Side: Program]
  private let environments: [Side: [String]]
  private let folder: URL
  /// The sides whose copies do not start, as programs that look for files beside themselves.
  private var sidesInPlace: Set<Side> = []

  /// How long a worker may take to greet, in seconds.
  private static let greetingLimit = 10.0

  /// Prepares the twin paths.
  ///
  /// - Throws: ``FileError`` when the programs cannot be read or copied.
  package init(
    candidate: Program, baseline: Program?, environment: [String: String]
  ) throws(FileError) {
    var programs = [Side.candidate: candidate]
    programs[.baseline] = baseline
    self.programs = programs
    environments = Self.environments(programs, base: environment)
    folder = FileManager.default.temporaryDirectory
      .appending(path: "speedgate-\(UInt32.random(in: 0 ... .max))", directoryHint: .isDirectory)
    TemporaryFolders.add(folder.path)
    for (side, program) in programs {
      for swaps in [false, true] {
        try copy(program.path, to: twin(side, swapsPaths: swaps))
      }
    }
  }

  deinit { remove() }

  /// Takes the copies away.
  package func remove() {
    try? FileManager.default.removeItem(at: folder)
    TemporaryFolders.forget(folder.path)
  }

  package func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink {
    guard let program = programs[side], let environment = environments[side] else {
      throw WorkerFault(kind: .notStarted, message: "there is no \(side) program")
    }
    if !sidesInPlace.contains(side) {
      let copy = twin(side, swapsPaths: placement.swapsPaths).path
      do {
        return try start(copy, environment, placement)
      } catch {
        // Where the copy does not start the original may: it finds its libraries by its place.
        guard let link = try? start(program.path, environment, placement) else { throw error }
        sidesInPlace.insert(side)
        return link
      }
    }
    return try start(program.path, environment, placement)
  }

  /// Whether a side could not run from its twin path.
  package var runsInPlace: Bool { !sidesInPlace.isEmpty }

  private func start(
    _ path: String, _ environment: [String], _ placement: Placement
  ) throws(WorkerFault) -> any WorkerLink {
    // A child inherits what its parent is bound to; binding it afterwards would come too late for
    // what it does first.
    let original = Processors.allowed()
    if let processor = placement.processor { Processors.bind(to: [processor]) }
    defer { if placement.processor != nil { Processors.bind(to: original) } }
    return try WorkerProcess(.init(path: path, environment: environment))
  }

  private func twin(_ side: Side, swapsPaths: Bool) -> URL {
    let isFirst = (side == .candidate) != swapsPaths
    // Four copies, so that neither a path nor a place in the page cache belongs to one side.
    return folder.appending(path: "\(swapsPaths ? "b" : "a")\(isFirst ? 1 : 2)/suite")
  }

  private func copy(_ path: String, to target: URL) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: path).resolvingSymlinksInPath(), to: target)
    } catch {
      throw .unreadable(path: path, reason: "it cannot be copied to \(target.path)")
    }
  }

  /// Both sides' environments, padded to the same size.
  private static func environments(
    _ programs: [Side: Program], base: [String: String]
  ) -> [Side: [String]] {
    var common = base
    common["SPEEDGATE_WORKER"] = "1"
    // A crash is reported by us; a backtrace takes seconds and holds the output open.
    common["SWIFT_BACKTRACE"] = common["SWIFT_BACKTRACE"] ?? "enable=no"
    let sides = programs.mapValues { program in
      common.merging(program.environment) { _, own in own }
        .map { "\($0.key)=\($0.value)" }.sorted()
    }
    let sizes = sides.mapValues { $0.reduce(0) { $0 + $1.utf8.count + 1 } }
    let largest = sizes.values.max() ?? 0
    let padding = "SPEEDGATE_PADDING="
    guard Set(sizes.values).count > 1 else { return sides }
    var padded = sides
    for (side, size) in sizes {
      let fill = String(repeating: "x", count: largest - size + 1)
      padded[side]?.append(padding + fill)
    }
    return padded
  }
}
