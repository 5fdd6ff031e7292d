import Foundation
import Testing

/// Rendered texts kept as files, compared byte by byte; UPDATE_GOLDENS=1 rewrites them.
func expectGolden(
  _ name: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/\(name)")
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    try Data(text.utf8).write(to: path)
    Issue.record("\(name) was rewritten; look at it", sourceLocation: sourceLocation)
    return
  }
  let golden = try String(contentsOf: path, encoding: .utf8)
  #expect(text == golden, sourceLocation: sourceLocation)
}
