import Foundation
import Testing

/// Holds a rendered text against a file that somebody looked at.
///
/// `UPDATE_GOLDENS=1` writes the files anew, and fails, so that they are looked at again.
func expectGolden(_ text: String, _ name: String, file: String = #filePath) throws {
  let golden = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appending(path: "Goldens/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(
      at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: golden, atomically: true, encoding: .utf8)
    Issue.record("\(name) was written; look at it and run again without UPDATE_GOLDENS")
    return
  }
  let expected = try String(contentsOf: golden, encoding: .utf8)
  let lines = zip(
    expected.split(separator: "\n", omittingEmptySubsequences: false),
    text.split(separator: "\n", omittingEmptySubsequences: false))
  let difference = lines.enumerated().first { $1.0 != $1.1 }
  #expect(
    text == expected,
    "\(name), line \((difference?.offset ?? -1) + 1): \(difference.map { "\($0.element)" } ?? "length")"
  )
}
