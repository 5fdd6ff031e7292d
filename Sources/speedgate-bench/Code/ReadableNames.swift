import Foundation

/// Turns the linker's names of Swift functions into those of the source, by the toolchain's own program.
struct ReadableNames {
  private let tool: String

  /// - Parameter toolFolder: The folder of the toolchain's programs.
  init(toolFolder: String) { tool = "\(toolFolder)/swift-demangle" }

  /// Whether the toolchain's program is there.
  var isReadable: Bool { FileManager.default.isExecutableFile(atPath: tool) }

  /// The names of the source, in the same order; the names themselves where the program fails.
  func of(_ names: [String]) -> [String] {
    guard isReadable, !names.isEmpty else { return names }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = ["--compact", "--simplified"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return names }
    // Both pipes are small: what it prints is read while it is still being asked.
    let writer = Thread {
      try? input.fileHandleForWriting.write(
        contentsOf: Data((names.joined(separator: "\n") + "\n").utf8))
      try? input.fileHandleForWriting.close()
    }
    writer.start()
    let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard process.terminationStatus == 0, lines.count == names.count + 1 else { return names }
    return lines.dropLast().map(String.init)
  }
}
