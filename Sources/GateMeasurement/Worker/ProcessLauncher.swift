import CSpeedgate
import Foundation
package import GateFiles
package import GateLinking
import GateProtocol
package import GateRecords

/// Starts the programs of both sides as processes, alike in all but what they are.
///
/// Every launch runs a fresh copy at a path of equal length: where the system's file cache happens to
/// put a program's pages shifts its timing, and a copy that stays would carry that shift through the
/// whole run. Both sides get the same working directory and environments of the same size, because the
/// latter shift the stack; the size itself differs from round to round, for the same reason.
///
/// With the link kits of both sides, what runs is linked from them: launches that are timed have layouts of
/// their own, all others the order of the build. Never is one side linked again and the other not.
package final class ProcessLauncher: WorkerLauncher {
  /// The program of one side.
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
  /// Bytes that a side's environment lacks to be as large as the other's.
  private let shortfalls: [Side: Int]
  private let folder: DriverFolder
  /// The programs' bytes as they were at the start: one that is built again meanwhile changes nothing.
  private var images: [Side: Image]
  /// The programs that are linked for single launches; nil where programs run as they are.
  private var linked: LinkedPrograms?
  /// Why they run as they are, though there were kits.
  package private(set) var layoutObstacle: String?
  /// The copies that ran last; the next launch of a side replaces its own.
  private var copies: [Side: URL] = [:]
  private var copyCount = 0
  /// The sides whose copies do not start, as programs that look for files beside themselves.
  private var sidesInPlace: Set<Side> = []
  /// The sides of which a copy has started.
  private var sidesFromCopies: Set<Side> = []

  /// Prepares the programs.
  ///
  /// - Parameter kits: The link kits of all sides, for layouts that are drawn for each launch; else none.
  /// - Throws: ``FileError`` when the programs cannot be read or copied.
  package init(
    candidate: Program, baseline: Program?, environment: [String: String],
    kits: [Side: LinkKit] = [:]
  ) throws(FileError) {
    var programs = [Side.candidate: candidate]
    programs[.baseline] = baseline
    self.programs = programs
    let environments = Self.environments(programs, base: environment)
    let sizes = environments.mapValues { $0.reduce(0) { $0 + $1.utf8.count + 1 } }
    shortfalls = sizes.mapValues { (sizes.values.max() ?? 0) - $0 }
    self.environments = environments
    folder = try CopyFolder.make(for: programs.values.map(\.path))
    var images: [Side: Image] = [:]
    for (side, program) in programs { images[side] = try Image(program.path) }
    self.images = images
    if !kits.isEmpty { linkAnew(kits, environment) }
    for side in programs.keys { copies[side] = try copy(of: side) }
  }

  /// Takes the copies away.
  package func remove() { folder.remove() }

  package func launch(_ side: Side, _ placement: Placement) throws(WorkerFault) -> any WorkerLink {
    guard let program = programs[side] else {
      throw WorkerFault(.notStarted, .programMissing(side))
    }
    let environment = environment(of: side, padding: placement.padding)
    if let seed = placement.layout, let path = try linked?.program(side, seed: seed) {
      return try start(path, environment, placement)
    }
    if !sidesInPlace.contains(side) {
      do {
        let link = try start(freshCopy(of: side), environment, placement)
        sidesFromCopies.insert(side)
        return link
      } catch {
        // Once layouts are drawn, no launch may have another.
        guard linked == nil || !sidesFromCopies.contains(side) else { throw error }
        // Where the copy does not start the original may: it finds its libraries by its place.
        guard let link = try? start(program.path, environment, placement) else { throw error }
        sidesInPlace.insert(side)
        runAsBuilt(because: "\(program.path) does not run from another place")
        return link
      }
    }
    return try start(program.path, environment, placement)
  }

  /// The variables of a side, as `NAME=VALUE`, with a number of bytes of padding.
  func environment(of side: Side, padding: Int) -> [String] {
    let length = (shortfalls[side] ?? 0) + padding
    return (environments[side] ?? [])
      + ["SPEEDGATE_PADDING=" + String(repeating: "x", count: length)]
  }

  /// Whether a side could not run from a copy.
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

  private func freshCopy(of side: Side) throws(WorkerFault) -> String {
    do {
      let fresh = try copy(of: side)
      if let old = copies[side] {
        try? FileManager.default.removeItem(at: old.deletingLastPathComponent())
      }
      copies[side] = fresh
      return fresh.path
    } catch {
      throw WorkerFault(kind: .notStarted, message: "\(error)")
    }
  }

  /// Copies a program to a path that is new and as long as every other.
  ///
  /// Written at once from memory: a copy by the file manager goes page by page.
  private func copy(of side: Side) throws(FileError) -> URL {
    let target = URL(fileURLWithPath: nextPlace())
    guard
      FileManager.default.createFile(
        atPath: target.path, contents: images[side]?.data,
        attributes: [.posixPermissions: images[side]?.permissions ?? 0o755])
    else {
      throw .unreadable(
        path: programs[side]?.path ?? "", reason: "it cannot be copied to \(target.path)")
    }
    return target
  }

  /// A path that is new and as long as every other, in a folder of its own.
  private func nextPlace() -> String {
    copyCount += 1
    let place = "\(folder.path)/\(1_000_000 + copyCount)"
    // Not the driver's folder itself: once an interruption has taken it away, it stays away.
    try? FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: false)
    return place + "/suite"
  }

  /// Both sides' variables.
  private static func environments(
    _ programs: [Side: Program], base: [String: String]
  ) -> [Side: [String]] {
    var common = base
    common["SPEEDGATE_WORKER"] = "1"
    common["SPEEDGATE_PADDING"] = nil
    // A crash is reported by us; a backtrace takes seconds and holds the output open.
    common["SWIFT_BACKTRACE"] = common["SWIFT_BACKTRACE"] ?? "enable=no"
    return programs.mapValues { program in
      common.merging(program.environment) { _, own in own }
        .map { "\($0.key)=\($0.value)" }.sorted()
    }
  }
}

extension ProcessLauncher {
  package var drawsLayouts: Bool { linked != nil }

  package func prepare(_ launches: [(side: Side, seed: UInt32)]) {
    linked?.prepare(launches, path: nextPlace)
  }

  /// Takes what the kits link in place of the programs, where all of them can be used.
  private func linkAnew(_ kits: [Side: LinkKit], _ environment: [String: String]) {
    var references: [Side: String] = [:]
    for side in kits.keys { references[side] = nextPlace() }
    defer {
      for path in references.values {
        try? FileManager.default.removeItem(
          at: URL(fileURLWithPath: path).deletingLastPathComponent())
      }
    }
    do {
      let linked = try LinkedPrograms(
        kits, folder: folder.path, references: references, environment: environment)
      var images: [Side: Image] = [:]
      for (side, path) in references { images[side] = try Image(path) }
      self.images = images
      self.linked = linked
    } catch {
      layoutObstacle = "\(error)"
    }
  }

  /// Runs both sides' programs as their builds made them, from now on.
  ///
  /// This happens when a program first lists its benchmarks, before anything is measured.
  private func runAsBuilt(because reason: String) {
    guard linked != nil else { return }
    linked = nil
    layoutObstacle = reason
    for (side, program) in programs {
      if let image = try? Image(program.path) { images[side] = image }
    }
  }
}

/// A program's file, read once.
private struct Image {
  let data: Data
  let permissions: Int

  init(_ path: String) throws(FileError) {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      permissions = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o755
    } catch {
      throw .unreadable(path: path, reason: "check that it is there and may be read")
    }
  }
}
