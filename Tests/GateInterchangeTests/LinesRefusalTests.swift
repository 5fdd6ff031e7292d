import Foundation
import GateFiles
import GateInterchange
import GateRecords
import Testing

/// Lines that are wrong: one clear error each, with the number of the line.
@Suite struct LinesRefusalTests {
  struct Wrong: CustomTestStringConvertible, Sendable {
    var line: String
    var words: String
    init(_ line: String, _ words: String) {
      self.line = line
      self.words = words
    }
    var testDescription: String { String(line.prefix(70)) }
  }

  static let wrong: [Wrong] = [
    Wrong(#"{"benchmark":"a","duration_ms":1"#, "may be cut short; remove the line"),
    Wrong(#"{"benchmark":"a","dura"#, "may be cut short; remove the line"),
    Wrong("{", "may be cut short"),
    Wrong("hello", "expected a value"),
    Wrong("[]", "expected an object for a line, found an array"),
    Wrong("{}", "none of the keys 'schema'"),
    Wrong(#"{"benchmark":"a"}"#, "none of the keys 'schema'"),
    Wrong(#"{"type":"gauge","benchmark":"a"}"#, "none of the keys 'schema'"),
    Wrong(#"{"benchmark":"a","duration_ms":NaN}"#, "NaN is not a valid value"),
    Wrong(#"{"benchmark":"a","duration_ms":Infinity}"#, "Infinity is not a valid value"),
    Wrong(#"{"benchmark":"a","duration_ms":1e999}"#, "is not a number"),
    Wrong(#"{"benchmark":"a","duration_ms":1e13}"#, "more than thirty years"),
    Wrong(#"{"benchmark":"a","value":1e300,"unit":"s"}"#, "too large to be measured"),
    Wrong(#"{"benchmark":"a","duration_ms":-1}"#, "duration_ms cannot be below zero"),
    Wrong(
      #"{"benchmark":"a","duration_ms":"1"}"#, "expected a number for duration_ms, found a string"),
    Wrong(#"{"benchmark":"a","value":1}"#, "wall_time needs a 'unit'"),
    Wrong(#"{"benchmark":"a","value":1,"unit":"MB"}"#, "wall_time has the unit 'bytes'"),
    Wrong(#"{"benchmark":"a","metric":"peak_memory","value":1}"#, "peak_memory needs a 'unit'"),
    Wrong(#"{"benchmark":"a","metric":"hits","value":-1}"#, "hits cannot be below zero"),
    Wrong(
      #"{"benchmark":"a","metric":"rows_read","value":1,"better":"higher"}"#,
      "rows_read is 'higher_is_better', but must be 'lower_is_better'"),
    Wrong(
      #"{"benchmark":"a","metric":"rows_written","value":1,"unit":"ms"}"#,
      "rows_written is a count; leave 'unit' out"),
    Wrong(
      #"{"benchmark":"a","duration_ms":1,"better":"higher"}"#,
      "wall_time is 'higher_is_better', but must be 'lower_is_better'"),
    Wrong(#"{"benchmark":"a","metric":"step:x","value":1}"#, "lines with 'step'"),
    Wrong(#"{"benchmark":"a","value":1,"duration_ms":1}"#, "exclude each other"),
    Wrong(#"{"benchmark":"a","duration_ms":1,"unit":"ms"}"#, "leave 'unit' out"),
    Wrong(
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":-1}"#, "rows_read cannot be -1"),
    Wrong(
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":1.5}"#, "rows_read cannot be 1.5"),
    Wrong(
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":1e30}"#, "rows_read cannot be 1e30"),
    Wrong(
      #"{"benchmark":"a","step":"s","duration_ms":1,"rows_writen":1}"#, "did you mean rows_written?"
    ),
    Wrong(#"{"benchmark":"a","step":"s"}"#, "a step has no 'duration_ms'"),
    Wrong(#"{"benchmark":"a","step":"s","duration_ms":1,"kind":"load"}"#, "kind cannot be 'load'"),
    Wrong(#"{"benchmark":"a","step":"","duration_ms":1}"#, "the text for step is empty"),
    Wrong(#"{"duration_ms":1}"#, "no 'benchmark' is named"),
    Wrong(#"{"benchmark":"a\nb","duration_ms":1}"#, "a line end or a control character"),
    Wrong(#"{"benchmark":"a","duration_ms":1,"duration_ms":2}"#, "is given twice"),
    Wrong(#"{"benchmark":"a","duration_ms":1,"tags":"x"}"#, "expected an array for tags"),
    Wrong(#"{"benchmark":"a","duration_ms":1,"time":"yesterday"}"#, "time cannot be 'yesterday'"),
    Wrong(#"{"benchmark":"a","duration_ms":1,"error":"x"}"#, "needs \"ok\": false"),
    Wrong(#"{"benchmark":"a","metric":"hits","value":1,"ok":true}"#, "'ok' belongs to the time"),
    Wrong(#"{"stage":"s","jobs":4,"workers":0,"duration_ms":1}"#, "workers cannot be 0"),
    Wrong(#"{"stage":"s","jobs":4,"duration_ms":1}"#, "a stage has no 'workers'"),
    Wrong(
      #"{"schema":"speedgate.run/1"}"#,
      "is a 'speedgate.run/1' file, but speedgate.lines/1 is needed"),
    Wrong(#"{"schema":"speedgate.lines/2"}"#, "newer than speedgate.lines/1"),
    Wrong(
      #"{"benchmark":"ok","duration_ms":1,"better":"higher"}"#, "wall_time is 'higher_is_better'"),
    Wrong(
      #"{"benchmark":"ok","metric":"m","value":1,"unit":"MB"}"#,
      "in bytes here and in count on line 3"),
    Wrong(#"{"benchmark":"a","metric":"m","value":-3,"unit":"ratio"}"#, "m cannot be below zero"),
    Wrong(#"{"benchmark":"a","metric":"rows_read","value":5.5}"#, "rows_read cannot be 5.5"),
    Wrong(
      #"{"benchmark":"ok","step":"s","duration_ms":1,"rows_read":1}"#,
      "rows_read of 'ok' comes from iterations or their steps here and from a line with 'metric' on line 4"
    ),
    Wrong(
      #"{"benchmark":"ok","duration_ms":1,"ok":true}"#,
      "error_rate of 'ok' comes from 'ok' of calls here and from a line with 'metric' on line 5"),
    Wrong(
      #"{"stage":"ok","jobs":4,"workers":4,"duration_ms":1}"#,
      "wall_time of 'ok' comes from a stage here and from iterations or their steps on line 2"),
    Wrong(
      #"{"stage":"s","jobs":4,"workers":4,"duration_ms":10,"sequential_ms":4000,"speedup":2}"#,
      "speedup is 2.0, but 400.0 follows"),
    Wrong(
      #"{"stage":"s","jobs":4,"workers":4,"duration_ms":10,"speedup":2,"efficiency_pct":90}"#,
      "efficiency_pct is 90.0, but 50.0 follows"),
    Wrong(
      #"{"stage":"s","jobs":4,"workers":4,"duration_ms":100,"ms_per_job":100}"#,
      "ms_per_job is 100.0, but 25.0 follows"),
    Wrong(#"{"benchmark":"ok","metric":"m","value":1,"better":"higher"}"#, "and not on line 3"),
  ]

  @Test(arguments: wrong) func `a wrong line is refused with its number`(_ wrong: Wrong) throws {
    let before = """
      {"schema":"speedgate.lines/1"}
      {"benchmark":"ok","duration_ms":1}
      {"benchmark":"ok","metric":"m","value":1}
      {"benchmark":"ok","metric":"rows_read","value":5}
      {"benchmark":"ok","metric":"error_rate","value":0.5,"unit":"ratio"}

      """
    let error = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(before + wrong.line, format: .lines)
    }
    let message = error?.description ?? ""
    #expect(message.hasPrefix("given:6") && message.contains(wrong.words), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test func `bytes that are no UTF-8 are refused with their line`() throws {
    let bytes =
      Array((LinesTests.header + #"{"benchmark":"a"#).utf8) + [0xFF, 0xC0]
      + Array(#"","duration_ms":1}"#.utf8)
    let error = #expect(throws: FileError.self) {
      _ = try InterchangeFormat.lines.read([ImportFile(path: "given", bytes: bytes)])
    }
    #expect(error?.description == "given:2:14: this text is not UTF-8")
  }

  @Test func `lines without a header, and no lines at all, are refused`() throws {
    let headless = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(#"{"benchmark":"a","duration_ms":1}"#, format: .lines)
    }
    #expect(headless?.description.contains("begins without a header") == true)
    for empty in ["", "\n \n"] {
      #expect(throws: FileError.self) { _ = try Fixture.parsed(empty, format: .lines) }
    }
    let alone = #expect(throws: FileError.self) { _ = try LinesTests.results() }
    #expect(alone?.description.contains("holds no benchmark") == true)
  }

  @Test func `names with values in them are refused before they fill the memory`() throws {
    let steps = (0...1000).map { #"{"benchmark":"a","step":"\#($0)","duration_ms":1}"# }
    let error = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(
        LinesTests.header + steps.joined(separator: "\n"), format: .lines)
    }
    #expect(error?.description.contains("more than 1000 steps") == true)
  }

  @Test func `rows that cannot be added up are refused`() throws {
    let line = #"{"benchmark":"a","step":"s","duration_ms":1,"rows_read":9007199254740992}"#
    let lines = Array(repeating: line, count: 1025) + [#"{"benchmark":"a","duration_ms":1}"#]
    let error = #expect(throws: FileError.self) {
      _ = try Fixture.parsed(
        LinesTests.header + lines.joined(separator: "\n"), format: .lines)
    }
    #expect(error?.description.contains("more than can be counted") == true)
  }
}
