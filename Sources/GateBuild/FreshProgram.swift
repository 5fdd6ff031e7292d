import Foundation
package import GateFiles
import GateRecords

/// Builds until a program is proven to be what its sources make.
package enum FreshProgram {
  /// More rounds do not help: each removes what was compiled against something older.
  private static let mostRounds = 20

  /// The result of one check.
  package enum Outcome: Hashable, Sendable {
    /// Proven to be up to date; a list of what it was made of is beside it.
    case fresh
    /// Outputs of these targets were removed; build again.
    case stale(targets: [String])
    /// Another build system made it, and nothing is known.
    case unknown
  }

  /// Checks a program once, after a build.
  ///
  /// - Parameters:
  ///   - path: The program.
  ///   - began: When the build began, in nanoseconds since 1970 by the file system's clock; nil when unknown.
  /// - Throws: ``FileError``.
  package static func check(_ path: String, since began: Int64?) throws(FileError) -> Outcome {
    let record = MadeOfFile.path(of: path)
    guard let program = try BuiltProgram(at: path) else {
      try remove(record)
      return .unknown
    }
    var check = BuildCheck(program, now: now())
    switch try check.perform(since: began) {
    case .stale(let targets):
      try remove(record)
      return .stale(targets: targets)
    case .fresh:
      let hash = try SHA256.hexDigest(ofFile: program.path)
      var finder = MadeOfFinder(program)
      let madeOf = try finder.madeOf(sources: try check.sources())
      try RecordFile.write(MadeOfFile(programHash: hash, madeOf: madeOf), to: record)
      return .fresh
    }
  }

  /// Builds and checks in turn.
  ///
  /// - Parameters:
  ///   - marker: A file that is written before each build, on the disk of the build folder: its time says when the
  ///     build began.
  ///   - build: Builds, and returns the program; nil when it does not build.
  ///   - onStale: Is called with the targets that are compiled again.
  /// - Returns: The program; nil when it does not build.
  /// - Throws: ``FileError``; ``StaleProgram`` when building does not come to an end.
  package static func built(
    marker: String, build: () -> String?, onStale: ([String]) -> Void
  ) throws -> (path: String, isKnown: Bool)? {
    for _ in 0..<mostRounds {
      // A file that was just edited must not have the same timestamp as the build's beginning.
      Thread.sleep(forTimeInterval: 0.02)
      try TextFile.write(Data("speedgate\n".utf8), to: marker)
      let began = FileState(of: marker)?.changed
      guard let path = build() else { return nil }
      switch try check(path, since: began) {
      case .fresh: return (path, true)
      case .unknown: return (path, false)
      case .stale(let targets): onStale(targets)
      }
    }
    throw StaleProgram()
  }

  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e9) }

  private static func remove(_ path: String) throws(FileError) {
    guard PathKind(of: path) != .absent else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw .notWritable(path: path, reason: BuildMessage.notRemoved.line)
    }
  }
}

/// A build that is never proven fresh, such as one whose sources are written all the time.
package struct StaleProgram: Error, CustomStringConvertible, Hashable, Sendable {
  /// The failure in one line, with the remedy.
  package var description: String {
    BuildMessage.filesChangeWhileBuilding.line
  }
}
