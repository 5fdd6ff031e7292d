import Foundation
import PackagePlugin

/// A program that was run to its end.
///
/// The package manager keeps what a plugin prints in a buffer and writes its own lines past it, so that they would appear
/// in the middle of a line of ours wherever the output is a file or a pipe. Progress messages are not kept, so all that is
/// said goes that way, in order.
struct Child {
  /// The exit status; 2 where a signal ended it, as it has judged nothing then.
  let status: Int32
  /// The child's standard output.
  let output: String

  /// Runs a program; the lines of its standard error are passed on as they come.
  ///
  /// - Parameter folder: Where its output is kept meanwhile: a full pipe would stop it.
  init(_ program: URL, _ arguments: [String], in directory: URL, keeping folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "output")
    try Data().write(to: file)
    let errors = Pipe()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: file)
    process.standardError = errors
    try process.run()
    var line = Data()
    while let data = try errors.fileHandleForReading.read(upToCount: 1), !data.isEmpty {
      guard data.first == UInt8(ascii: "\n") else {
        line.append(data)
        continue
      }
      Self.pass(line)
      line = Data()
    }
    Self.pass(line)
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : 2
    output = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    try? FileManager.default.removeItem(at: file)
  }

  private static func pass(_ line: Data) {
    if !line.isEmpty { Diagnostics.progress(String(decoding: line, as: UTF8.self)) }
  }
}
