import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateMeasurement

/// Files of commands: what they say, and what is refused with its place.
@Suite struct CommandFileTests {
  static let digest = String(repeating: "0a", count: 32)

  static func read(_ benchmarks: String, head: String = "") throws -> [CommandFile.Benchmark] {
    let text = "{ schema: \"speedgate.commands/1\", \(head)\nbenchmarks: [\n\(benchmarks)\n] }"
    return try CommandFile(bytes: Array(text.utf8), path: "b.json5").benchmarks
  }

  @Test func `a file says all that the options say`() throws {
    let benchmarks = try Self.read(
      """
      {
        name: "sort", command: "./tool 'a b' {n}", directory: "data", environment: { SIZE: "{n}" },
        setup: ["mkdir", "x y"], prepare: "rm -f out", clean_up: "rm -r 'x y'", stdin: "in-{n}.txt",
        expect_status: [0, 3], expect_output: "SHA256:\(Self.digest.uppercased())", warm_up: 2,
        time_limit: "500ms", keep_output: true, bind: true, parameters: { n: [10, "1e3"] },
      }
      """)
    #expect(benchmarks.map(\.name) == ["sort{n=10}", "sort{n=1e3}"])
    let command = try #require(benchmarks.last?.command)
    #expect(command.words == ["./tool", "a b", "1e3"] && !command.usesShell)
    #expect(command.directory == "data" && command.environment == ["SIZE": "1e3"])
    #expect(command.setup == ["mkdir", "x y"] && command.prepare == ["rm", "-f", "out"])
    #expect(command.cleanUp == ["rm", "-r", "x y"] && command.input == "in-1e3.txt")
    #expect(command.expectedStatuses == [0, 3] && command.expectedOutput == Self.digest)
    #expect(command.warmUps == 2 && command.timeLimit == 0.5)
    #expect(command.keepsOutput && command.isBound)
  }

  @Test func `every combination of values is a benchmark`() throws {
    let benchmarks = try Self.read(
      "{ name: \"t\", command: \"t {a} {b}\", parameters: { a: [1, 2], b: [\"x\", \"y\"] } }")
    #expect(
      benchmarks.map(\.name) == ["t{a=1,b=x}", "t{a=1,b=y}", "t{a=2,b=x}", "t{a=2,b=y}"])
  }

  @Test func `defaults hold where a benchmark says nothing else`() throws {
    let benchmarks = try Self.read(
      """
      { name: "a", command: "echo $X | wc -l" },
      { name: "b", command: ["b"], shell: false, warm_up: 1, environment: { Y: "2" } },
      """, head: "defaults: { shell: true, warm_up: 3, environment: { X: \"1\", Y: \"1\" } },")
    #expect(benchmarks[0].command.words == ["/bin/sh", "-c", "echo $X | wc -l"])
    #expect(benchmarks[0].command.usesShell && benchmarks[0].command.warmUps == 3)
    #expect(benchmarks[1].command.words == ["b"] && benchmarks[1].command.warmUps == 1)
    #expect(benchmarks[1].command.environment == ["X": "1", "Y": "2"])
  }

  /// Mistakes, with the line and column at which they are reported, and words of the message.
  static let mistakes: [(String, String, String)] = [
    (
      "{ name: 'a', command: 'a', comand: 1 }", "3:28",
      "unknown key 'comand'; did you mean command?"
    ),
    ("{ name: 'a', command: 'a', what_is_this: 1 }", "3:28", "known are name, command"),
    ("{ name: 'a' }", "3:1", "has no 'command'"), ("{ command: 'a' }", "3:1", "has no 'name'"),
    ("{ name: 1, command: 'a' }", "3:9", "expected a text for name, found a number"),
    ("{ name: '', command: 'a' }", "3:9", "is empty"),
    ("{ name: 'a\\nb', command: 'a' }", "3:9", "control characters"),
    ("{ name: 'a', command: '' }", "3:23", "is empty"),
    ("{ name: 'a', command: '\"\"' }", "3:23", "nothing is there"),
    ("{ name: 'a', command: '   ' }", "3:23", "nothing is there"),
    ("{ name: 'a', command: '\"x' }", "3:23", "a quote is not closed"),
    ("{ name: 'a', command: 7 }", "3:23", "expected a text for command, found a number"),
    ("{ name: 'a', command: [] }", "3:23", "command is empty"),
    ("{ name: 'a', command: ['a', 1] }", "3:29", "expected a word of command, found a number"),
    ("{ name: 'a', command: [''] }", "3:24", "found an empty one"),
    ("{ name: 'a', command: ['a'], shell: true }", "3:23", "a shell takes one line"),
    ("{ name: 'a', command: 'a', shell: 1 }", "3:35", "expected true or false"),
    ("{ name: 'a', command: 'a' }, { name: 'a', command: 'b' }", "3:38", "the other one on line 3"),
    (
      "{ name: 'a{n=1}', command: 'a' },\n{ name: 'a', command: 'b{n}', parameters: { n: [1] } }",
      "4:9",
      "two benchmarks are named 'a{n=1}'"
    ),
    ("{ name: 'a', command: 'a', environment: { X: 1 } }", "3:46", "expected a text for X"),
    ("{ name: 'a', command: 'a', environment: { 'X=Y': '1' } }", "3:43", "cannot be named 'X=Y'"),
    ("{ name: 'a', command: 'a', expect_status: 256 }", "3:43", "from 0 to 255"),
    ("{ name: 'a', command: 'a', expect_status: 1e300 }", "3:43", "from 0 to 255"),
    ("{ name: 'a', command: 'a', expect_status: [] }", "3:43", "an empty list"),
    ("{ name: 'a', command: 'a', expect_output: 'abc' }", "3:43", "64 hexadecimal digits"),
    ("{ name: 'a', command: 'a', warm_up: 0 }", "3:37", "from 1 to 10000"),
    ("{ name: 'a', command: 'a', time_limit: 5 }", "3:40", "expected a text for time_limit"),
    ("{ name: 'a', command: 'a', time_limit: '5 parsecs' }", "3:40", "write a time"),
    ("{ name: 'a', command: 'a{n}', parameters: [1] }", "3:43", "expected an object"),
    ("{ name: 'a', command: 'a{n}', parameters: { n: 1 } }", "3:48", "expected an array"),
    ("{ name: 'a', command: 'a{n}', parameters: { n: [] } }", "3:48", "n has no values"),
    ("{ name: 'a', command: 'a{n}', parameters: { n: [1, '1'] } }", "3:52", "the value '1' twice"),
    ("{ name: 'a', command: 'a{n}', parameters: { n: [null] } }", "3:49", "not null"),
    ("{ name: 'a', command: 'a{n}', parameters: { n: ['{n}'] } }", "3:49", "without braces"),
    ("{ name: 'a', command: 'a', parameters: { n: [1] } }", "3:42", "used nowhere; write {n}"),
    ("7", "3:1", "expected an object for a benchmark"), ("", "2:13", "no benchmark is listed"),
  ]

  @Test(arguments: mistakes) func `a mistake is reported with its place`(
    _ benchmarks: String, _ place: String, _ words: String
  ) throws {
    let error = #expect(throws: FileError.self) { try Self.read(benchmarks) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.hasPrefix("b.json5:\(place): ") && text.contains(words), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test(arguments: [
    ("{}", "has no 'schema' key"), ("{ schema: 'speedgate.run/1' }", "is a 'speedgate.run/1' file"),
    ("{ schema: 'speedgate.commands/2' }", "newer than speedgate.commands/1"),
    ("{ schema: 'speedgate.commands/1' }", "has no 'benchmarks'"),
    ("{ schema: 'speedgate.commands/1', suite: 'x' }", "unknown key 'suite'"),
    ("[]", "expected an object"), ("{ schema: 'speedgate.commands/1', ", ":1:"),
    (
      "{ schema: 'speedgate.commands/1', defaults: { command: 'a' }, benchmarks: [] }",
      "1:47: unknown key 'command'"
    ),
  ]) func `another file is refused`(_ text: String, _ words: String) {
    let error = #expect(throws: FileError.self) {
      try CommandFile(bytes: Array(text.utf8), path: "b.json5")
    }
    #expect(error.map { "\($0)" }?.contains(words) == true, "\(error as Any)")
  }

  @Test func `parameters that make too many benchmarks are refused before they are made`() {
    let values = (0..<400).map(String.init).joined(separator: ",")
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let text = """
      { name: "x", command: "x \(names.map { "{\($0)}" }.joined())", parameters: { \
      \(names.map { "\($0): [\(values)]" }.joined(separator: ", ")) } }
      """
    let error = #expect(throws: FileError.self) { try Self.read(text) }
    #expect(error.map { "\($0)" }?.contains("more than 10000 benchmarks") == true)
  }

  @Test(arguments: [
    ("benches.json5", "benches"), ("a/b.c.json", "b.c"), ("plain", "plain"), (".hidden", ".hidden"),
  ]) func `a file names its suite`(_ path: String, _ name: String) {
    #expect(CommandFile.suite(of: path) == name)
  }

  // MARK: The schema

  private static func schema() throws -> [String: Any] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "docs/schemas/commands.schema.json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test(arguments: [
    (CommandFileKeys.file, [] as [String]), (CommandFileKeys.defaults, ["properties", "defaults"]),
    (CommandFileKeys.benchmark, ["properties", "benchmarks", "items"]),
  ]) func `the schema has the keys that the reader has`(
    _ keys: [String], _ path: [String]
  ) throws {
    let part = try path.reduce(try Self.schema()) { try #require($0[$1] as? [String: Any]) }
    #expect(part["additionalProperties"] as? Bool == false)
    let declared = try #require(part["properties"] as? [String: Any])
    #expect(declared.keys.sorted() == keys.sorted())
  }
}
