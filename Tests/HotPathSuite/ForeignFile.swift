import GateInterchange
import GateStatistics

/// Results as other programs write them.
///
/// Every figure has a fixed number of digits, so a file's size follows from its number of rows.
enum ForeignFile {
  /// How long the text of ``go(rows:)`` is: a declaration says it before the text is made.
  static func bytesOfGo(rows: Int) -> Int { 61 + 85 * rows }

  /// What `go test -bench . -benchmem -count 10` prints: ten lines for each benchmark.
  static func go(rows: Int) -> ImportFile {
    var draw = SeededGenerator(seed: 11)
    var text = "goos: linux\ngoarch: amd64\npkg: example.org/made\ncpu: Made up\n"
    for row in 0..<rows {
      let name = padded(row / 10, to: 5)
      let time = Int.random(in: 10_000...99_999, using: &draw)
      text +=
        "BenchmarkOperation\(name)-2   \t  428532\t     \(time).5 ns/op\t      48 B/op\t  1 allocs/op\n"
    }
    precondition(text.utf8.count == bytesOfGo(rows: rows))
    return ImportFile(path: "go.txt", bytes: Array(text.utf8))
  }

  /// What pytest-benchmark writes: 100 rounds of each benchmark, in seconds, indented.
  static func pytest(benchmarks count: Int) -> ImportFile {
    var draw = SeededGenerator(seed: 12)
    let rows = (0..<count).map { place in
      let data = (0..<100).map { _ in
        "     0.0000\(Int.random(in: 100_000...999_999, using: &draw))1"
      }.joined(separator: ",\n")
      let name = "test_operation_\(padded(place, to: 5))"
      return """
          {
           "name": "\(name)",
           "fullname": "tests/test_made_up.py::\(name)",
           "stats": {
            "iterations": 1,
            "rounds": 100,
            "data": [
        \(data)
            ]
           }
          }
        """
    }
    let text = """
      {
       "machine_info": {},
       "datetime": "2026-11-20T10:00:00",
       "version": "5.1.0",
       "benchmarks": [
      \(rows.joined(separator: ",\n"))
       ]
      }

      """
    return ImportFile(path: "pytest.json", bytes: Array(text.utf8))
  }

  private static func padded(_ number: Int, to count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
