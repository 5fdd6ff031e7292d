import Foundation

/// Holds a rendered text against a file that somebody looked at, in `Goldens` beside the test.
///
/// It returns the difference instead of failing, because a target that is not itself a test has no expectations:
/// `#expect(try goldenDifference(text, "rich.md") == nil)`. `UPDATE_GOLDENS=1` writes the files again,
/// and says so, so that they are looked at again.
///
/// - Returns: The first line that differs, as both sides have it; nil when there is none.
package func goldenDifference(
  _ text: String, _ name: String, file: String = #filePath
) throws -> String? {
  let golden = goldens(near: URL(fileURLWithPath: file)).appending(path: name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(
      at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: golden, atomically: true, encoding: .utf8)
    return "\(name) was written; look at it and run again without UPDATE_GOLDENS"
  }
  let expected = try String(contentsOf: golden, encoding: .utf8)
  return firstDifference(of: text, from: expected).map { "\(name), \($0)" }
}

/// The first line in which a text differs from another; nil when both are the same bytes.
package func firstDifference(of text: String, from expected: String) -> String? {
  guard !text.utf8.elementsEqual(expected.utf8) else { return nil }
  // Split at the byte: a carriage return before a line end would otherwise hide it.
  let lines = [expected, text].map {
    $0.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
  }
  let index =
    zip(lines[0], lines[1]).enumerated()
    .first { !$1.0.utf8.elementsEqual($1.1.utf8) }?.offset ?? min(lines[0].count, lines[1].count)
  func line(_ lines: [String]) -> String {
    lines.indices.contains(index) ? "'\(lines[index])'" : "nothing"
  }
  return "line \(index + 1): expected \(line(lines[0])), found \(line(lines[1]))"
}

/// The nearest folder of golden files, beside a test's file or above it.
private func goldens(near file: URL) -> URL {
  var folder = file.deletingLastPathComponent()
  while folder.pathComponents.count > 2 {
    let goldens = folder.appending(path: "Goldens")
    if FileManager.default.fileExists(atPath: goldens.path) { return goldens }
    folder.deleteLastPathComponent()
  }
  return file.deletingLastPathComponent().appending(path: "Goldens")
}
