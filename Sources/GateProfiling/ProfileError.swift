/// Why a profile cannot be read.
package struct ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  package let file: String
  /// The line, from 1; nil where the file as a whole is meant.
  package let line: Int?
  /// What is wrong.
  package let reason: String

  /// The file, the line and what is wrong.
  package var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(reason); profile again"
  }
}
