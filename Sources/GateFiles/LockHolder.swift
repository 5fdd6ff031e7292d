import Foundation

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The process that has a lock on a file, where the kernel lists it.
struct LockHolder: Hashable, Sendable {
  /// Its number.
  let process: Int32
  /// The program and its first arguments; nil where the kernel hides them.
  let command: String?

  /// Looks for the holder of the lock that is waited for.
  ///
  /// - Parameters:
  ///   - descriptor: The open file.
  ///   - kernel: The folder in which the kernel shows locks and processes.
  init?(of descriptor: Int32, kernel: String = "/proc") {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0,
      let table = try? String(contentsOfFile: kernel + "/locks", encoding: .utf8),
      let process = Self.process(holding: UInt64(status.st_ino), in: table)
    else { return nil }
    self.process = process
    let words = (try? String(contentsOfFile: "\(kernel)/\(process)/cmdline", encoding: .utf8))?
      .split(separator: "\0").prefix(3).joined(separator: " ")
    // Any program may have any arguments; only what cannot be a command to a terminal or a service is shown.
    let shown = words?.prefix(80).map { Self.isPlain($0) ? $0 : "?" }
    command = shown.flatMap { $0.isEmpty ? nil : String($0) }
  }

  /// The number of the process that holds a file's lock, by the kernel's table of locks.
  ///
  /// A line is `NUMBER: FLOCK ADVISORY WRITE PROCESS MAJOR:MINOR:INODE START END`; one that waits has `->` behind
  /// its number.
  static func process(holding inode: UInt64, in table: String) -> Int32? {
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let process = Int32(words[4]), process > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { continue }
      return process
    }
    return nil
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII
      && (character.isLetter || character.isNumber || " ./_-=+,@".contains(character))
  }

  /// `process 4711 (speedgate-detect check run.json)`.
  var words: String { "process \(process)" + (command.map { " (\($0))" } ?? "") }
}
