import GateRecords

/// Why a profile cannot be read.
package struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  package let file: String
  /// The line, from 1; nil for the whole file.
  package let line: Int?
  /// The error.
  package let message: ProfilingMessage

  /// Names a place and what is wrong there.
  init(file: String, line: Int?, _ message: ProfilingMessage) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// The file, the line, what is wrong and what to do.
  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(message.line)"
  }
}
