package import Foundation

/// The program `git`, asked questions in a folder.
package struct GitCommand: Sendable {
  /// The folder.
  package let directory: String
  /// Variables to set in addition to those of this process.
  package var environment: [String: String] = [:]

  /// Runs git in a folder.
  package init(directory: String) {
    self.directory = directory
  }

  /// Returns git's output; nil when git fails or is not installed.
  package func data(_ arguments: [String]) -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? data : nil
  }

  /// Returns git's output without the blanks around it; nil when git fails or is not installed.
  package func text(_ arguments: String...) -> String? {
    data(arguments).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// Returns git's output; nil when git fails or prints nothing.
  package func answer(_ arguments: String...) -> String? {
    data(arguments).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
