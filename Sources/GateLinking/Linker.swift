import Foundation
import GateRecords

/// The linker `ld.lld`, which can put functions in any order.
struct Linker: Hashable, Sendable {
  let path: String
  let version: String

  var record: LinkerRecord { LinkerRecord(path: path, version: version) }

  /// Looks beside a toolchain's programs, then on the path.
  init?(beside program: String, environment: [String: String]) {
    let folders = [URL(fileURLWithPath: program).deletingLastPathComponent().path]
    self.init(places: folders.map { "\($0)/ld.lld" } + Self.onPath(environment))
  }

  /// The linker of a kit: where it was, else on the path.
  ///
  /// - Throws: ``LinkingError/noLinker``, or ``LinkingError/anotherToolchain(kit:here:)`` where only others are.
  init(of kit: LinkerRecord, environment: [String: String]) throws(LinkingError) {
    var other: String?
    for place in [kit.path] + Self.onPath(environment) {
      guard let found = Linker(places: [place]) else { continue }
      if found.version == kit.version {
        self = found
        return
      }
      other = other ?? found.version
    }
    throw other.map { .anotherToolchain(kit: kit.version, here: $0) } ?? .noLinker
  }

  private init?(places: [String]) {
    for place in places where FileManager.default.isExecutableFile(atPath: place) {
      guard let version = try? LinkerProcess(place, ["--version"]).output() else { continue }
      self.path = place
      self.version = version
      return
    }
    return nil
  }

  private static func onPath(_ environment: [String: String]) -> [String] {
    (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/ld.lld" }
  }
}

/// A linker, or the compiler that starts one, at work.
struct LinkerProcess {
  private let process = Process()
  private let pipe = Pipe()

  /// Starts it.
  ///
  /// - Throws: ``LinkingError/linkFailed(reason:)`` when it cannot be started.
  init(
    _ program: String, _ arguments: [String], directory: String? = nil,
    environment: [String: String] = [:]
  ) throws(LinkingError) {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    do {
      try process.run()
    } catch {
      throw .failed(.notStarted(program: program))
    }
  }

  /// Waits for its end, and returns its first line.
  ///
  /// - Throws: ``LinkingError/linkFailed(reason:)`` with the first line that reports an error.
  @discardableResult
  func output() throws(LinkingError) -> String {
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      // The compiler that starts the linker only says that it failed.
      let error =
        lines.first { $0.hasPrefix("ld.lld: error:") } ?? lines.first { $0.contains("error:") }
        ?? lines.last
      throw .linkFailed(reason: error ?? LinkingMessage.silent.line)
    }
    return lines.first ?? ""
  }
}
