import Foundation
import GateFiles
import GateProtocol
import GateRecords

/// Valgrind's callgrind, which runs suites on a simulated processor.
struct Callgrind {
  /// The program.
  let path: String

  /// Looks for it.
  ///
  /// - Returns: Nil when `valgrind` is not on the path.
  init?(environment: [String: String]) {
    let places = (environment["PATH"] ?? "").split(separator: ":")
    guard
      let found = places.lazy.map({ "\($0)/valgrind" })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { return nil }
    path = found
  }

  /// The version that it prints; empty if it prints none.
  var version: String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--version"]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "" }
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
  }

  /// Starts a suite as a worker and hears its greeting.
  ///
  /// - Parameters:
  ///   - program: The suite's program; a copy of it runs.
  ///   - role: The value of `SPEEDGATE_WORKER`.
  ///   - environment: All other variables.
  ///   - output: The name of the file that callgrind writes, in the worker's folder.
  ///   - log: The name of the file for all else that valgrind writes, in the same folder.
  ///   - arguments: Further arguments of callgrind.
  ///   - hasRandomSeeds: Whether hash tables have seeds of chance, as in any other process; these change how often keys
  ///     collide, and with that the count.
  ///   - timeLimit: Seconds for which the worker may be silent.
  func start(
    _ program: String, role: String, environment: [String: String], output: String,
    log: String? = nil, arguments: [String], side: Side, hasRandomSeeds: Bool = false,
    timeLimit: Double
  ) throws(WorkerFault) -> CallgrindWorker {
    let folder: DriverFolder
    let copy: String
    do {
      folder = try DriverFolder(in: FileManager.default.temporaryDirectory)
      copy = folder.path + "/suite"
      try FileManager.default.copyItem(atPath: program, toPath: copy)
    } catch {
      throw WorkerFault(.notStarted, .copyRefused(program: program))
    }
    Self.strip(copy)
    var variables = environment
    variables["SPEEDGATE_WORKER"] = role
    variables["SWIFT_DETERMINISTIC_HASHING"] = hasRandomSeeds ? nil : "1"
    variables["SWIFT_BACKTRACE"] = "enable=no"
    let link = try WorkerProcess(
      .init(
        path: path, environment: Self.padded(variables),
        arguments: ["--tool=callgrind", "--callgrind-out-file=\(folder.path)/\(output)"]
          + (log.map { ["--log-file=\(folder.path)/\($0)"] } ?? []) + arguments + [copy]))
    let conversation = WorkerConversation(link, side: side, limit: timeLimit)
    do {
      _ = try conversation.greeting()
    } catch {
      // Valgrind does not understand every build of the shared runtime.
      throw WorkerFault(
        kind: error.kind,
        message: MeasurementMessage.underValgrind(reason: error.message).line,
        outputTail: error.outputTail)
    }
    return CallgrindWorker(link: link, conversation: conversation, owner: folder, program: copy)
  }

  /// Variables of a size that does not depend on what they are: it shifts the stack, and with that
  /// a few instructions of whatever copies memory.
  private static func padded(_ variables: [String: String]) -> [String] {
    let plain = variables.map { "\($0.key)=\($0.value)" }.sorted()
    let size = plain.reduce(0) { $0 + $1.utf8.count + 1 }
    let name = "SPEEDGATE_PADDING="
    let room = (size + name.utf8.count + 1) % 8_192
    return plain + [name + String(repeating: "x", count: 8_192 - room)]
  }

  /// Takes out what only a debugger reads, which valgrind may not understand; without the tool the
  /// program is tried as it is.
  private static func strip(_ path: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/strip")
    process.arguments = ["-g", path]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return }
    process.waitUntilExit()
  }
}

/// A suite that runs under callgrind.
struct CallgrindWorker {
  let link: WorkerProcess
  let conversation: WorkerConversation
  fileprivate let owner: DriverFolder
  /// The copy that runs.
  let program: String

  fileprivate init(
    link: WorkerProcess, conversation: WorkerConversation, owner: DriverFolder, program: String
  ) {
    self.link = link
    self.conversation = conversation
    self.owner = owner
    self.program = program
  }

  /// The folder that callgrind writes to; it is removed with this value.
  var folder: String { owner.path }

  /// The file that callgrind wrote last of those that it numbers: `counts.1`, `counts.2` and so on.
  func newestDump(_ name: String) -> (number: Int, path: String)? {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let numbers = files.compactMap {
      $0.hasPrefix("\(name).") ? Int($0.dropFirst(name.count + 1)) : nil
    }
    return numbers.max().map { ($0, "\(folder)/\(name).\($0)") }
  }
}
