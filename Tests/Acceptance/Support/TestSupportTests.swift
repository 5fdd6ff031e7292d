import Foundation
import TestSupport
import Testing

@Suite struct TestSupportTests {
  @Test func `a temporary folder is gone when no one holds it`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    try folder?.write("deep/er/file", "text")
    #expect(try folder?.read("deep/er/file") == "text")
    #expect(folder?.names == ["deep"])
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: [
    ("a\nb\n", "a\nb\n", nil),
    ("a\nc\n", "a\nb\n", "line 2: expected 'b', found 'c'"),
    ("a\n", "a\nb\n", "line 2: expected 'b', found ''"),
    ("a\nb\nc", "a\nb", "line 3: expected nothing, found 'c'"),
    ("a\r\n", "a\n", "line 1: expected 'a', found 'a\r'"),
    // The same to a reader, not the same bytes.
    ("\u{e9}", "e\u{301}", "line 1: expected 'e\u{301}', found '\u{e9}'"),
  ]) func `the first line that differs is reported`(
    text: String, expected: String, difference: String?
  ) {
    #expect(firstDifference(of: text, from: expected) == difference)
  }
}
