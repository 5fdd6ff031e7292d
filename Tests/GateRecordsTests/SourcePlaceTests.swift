import Foundation
import GateRecords
import Testing

@Suite struct SourcePlaceTests {
  @Test(arguments: [
    "Main.swift", "Sources/Orders/Main.swift", "a b/c.swift", "..a/b", "日本/é.swift",
  ])
  func `a path inside the repository is a place`(_ file: String) throws {
    let place = try #require(SourcePlace(file: file, line: 7))
    let read = try JSONDecoder().decode(SourcePlace.self, from: JSONEncoder().encode(place))
    #expect(read == place && read.file == file && read.line == 7)
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", "../a", "a/..", "a/../b", "./a", "a//b", "a/", "a\\b", "c:/a", "main:a",
    "a\nb", "a\u{0}", "a\u{202E}b", "a\u{2028}b", String(repeating: "a", count: 1_025),
  ]) func `a path that leads elsewhere or cannot be read is none`(_ file: String) {
    #expect(SourcePlace(file: file, line: 1) == nil)
  }

  @Test(arguments: [0, -1, SourcePlace.lastLine + 1, .max]) func `a line that cannot be is none`(
    _ line: Int
  ) {
    #expect(SourcePlace(file: "a.swift", line: line) == nil)
  }

  @Test(arguments: [
    #"{"file":"../a","line":1}"#, #"{"file":"a","line":0}"#, #"{"file":"a"}"#,
    #"{"file":"a","line":1e30}"#,
  ]) func `a file with such a place is refused`(_ text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SourcePlace.self, from: Data(text.utf8))
    }
  }
}
