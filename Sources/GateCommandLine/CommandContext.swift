package import Foundation
private import GateRecords
private import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The world as a command sees it, so that tests can be the world.
package struct CommandContext: Sendable {
  /// Writes to standard output, as it is.
  package var out: @Sendable (String) -> Void
  /// Writes to standard error, as it is.
  package var err: @Sendable (String) -> Void
  /// Reads all of standard input.
  package var readInput: @Sendable () throws -> Data
  /// The environment variables.
  package var environment: [String: String]
  /// The folder that relative paths start from.
  package var currentDirectory: String
  /// Milliseconds since 1970.
  package var now: @Sendable () -> Int64
  /// Standard output's abilities.
  package var output: TerminalAbilities
  /// Standard error's abilities.
  package var errorOutput: TerminalAbilities

  /// Why standard output could not be written, when that happened; a reader that has gone away is
  /// no failure.
  package var outputFailure: @Sendable () -> String?

  /// Creates a world.
  package init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable () throws -> Data, environment: [String: String],
    currentDirectory: String, now: @escaping @Sendable () -> Int64, output: TerminalAbilities,
    errorOutput: TerminalAbilities, outputFailure: @escaping @Sendable () -> String? = { nil }
  ) {
    self.out = out
    self.err = err
    self.readInput = readInput
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.now = now
    self.output = output
    self.errorOutput = errorOutput
    self.outputFailure = outputFailure
  }

  /// The real world.
  package static func live() -> CommandContext {
    let environment = ProcessInfo.processInfo.environment
    let standardOutput = StandardOutput()
    return CommandContext(
      out: { standardOutput.write($0) },
      err: { try? FileHandle.standardError.write(contentsOf: Data($0.utf8)) },
      readInput: { try standardInput(limit: ReadingLimit.wholeFile) },
      environment: environment,
      currentDirectory: FileManager.default.currentDirectoryPath,
      now: { Int64(Date().timeIntervalSince1970 * 1000) },
      output: .detect(descriptor: 1, environment: environment),
      errorOutput: .detect(descriptor: 2, environment: environment),
      outputFailure: { standardOutput.failure })
  }
}

/// All of standard input.
///
/// - Throws: ``UsageError`` where it holds more than the limit in bytes, which no file may have either.
private func standardInput(limit: Int64) throws -> Data {
  var data = Data()
  while true {
    let block: Data?
    do {
      block = try FileHandle.standardInput.read(upToCount: 1 << 20)
    } catch {
      throw UsageError(CommandLineMessage.inputUnreadable)
    }
    guard let block, !block.isEmpty else { return data }
    data += block
    guard Int64(data.count) <= limit else {
      throw UsageError(CommandLineMessage.inputHoldsMore(limit: limit))
    }
  }
}

/// Standard output, and the first failure to write it.
private final class StandardOutput: Sendable {
  private let reason = Mutex<String?>(nil)

  var failure: String? { reason.withLock { $0 } }

  /// Writes text; a reader that has closed the pipe, as `head` does, is not an error.
  func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
      guard cause.domain == NSPOSIXErrorDomain else {
        return reason.withLock { $0 = $0 ?? cause.localizedDescription }
      }
      guard cause.code != Int(EPIPE) else { return }
      let text = unsafe String(cString: strerror(Int32(cause.code))).lowercased()
      reason.withLock { $0 = $0 ?? text }
    }
  }
}
