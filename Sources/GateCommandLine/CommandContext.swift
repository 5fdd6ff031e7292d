package import Foundation

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

  /// Creates a world.
  package init(
    out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
    readInput: @escaping @Sendable () throws -> Data, environment: [String: String],
    currentDirectory: String, now: @escaping @Sendable () -> Int64, output: TerminalAbilities,
    errorOutput: TerminalAbilities
  ) {
    self.out = out
    self.err = err
    self.readInput = readInput
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.now = now
    self.output = output
    self.errorOutput = errorOutput
  }

  /// The real world.
  package static func live() -> CommandContext {
    let environment = ProcessInfo.processInfo.environment
    return CommandContext(
      out: { FileHandle.standardOutput.writeIgnoringClosedPipes($0) },
      err: { FileHandle.standardError.writeIgnoringClosedPipes($0) },
      readInput: { try FileHandle.standardInput.readToEnd() ?? Data() },
      environment: environment,
      currentDirectory: FileManager.default.currentDirectoryPath,
      now: { Int64(Date().timeIntervalSince1970 * 1000) },
      output: .detect(descriptor: 1, environment: environment),
      errorOutput: .detect(descriptor: 2, environment: environment))
  }
}

extension FileHandle {
  /// Writes text; a reader that has gone away, as `head` does, is no error of ours.
  fileprivate func writeIgnoringClosedPipes(_ text: String) {
    try? write(contentsOf: Data(text.utf8))
  }
}
