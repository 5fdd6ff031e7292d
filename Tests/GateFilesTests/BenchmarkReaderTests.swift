import Foundation
import GateRecords
import Testing

@testable import GateFiles

@Suite struct BenchmarkReaderTests {
  /// A benchmark with every key.
  static let whole = """
    {"baseline_failure":{"kind":"crashed","message":"m","output_tail":"t"},"baseline_measures":true,
    "breaker_events":[],"changed_functions":["f"],"code_doubts":["d"],"disturbed_samples":[[1,2],[]],
    "failure":{"kind":"threw","message":"m"},"iterations_per_sample":12,
    "metrics":[{"baseline_direction":"higher_is_better","baseline_launches":[[1.5,2]],"baseline_unavailable":"b",
    "baseline_unit":"bytes","deterministic":true,"direction":"lower_is_better","earlier_pairs":2,"launch_means":true,
    "launches":[[1,2.25,-3e-7],[],[9007199254740993,1]],"machine_launches":[1,2],"metric":"wall_time",
    "pairs_together":2,"unavailable":"u","unit":"ns"}],
    "name":"a/b{n=1}","notes":["n"],"performance_indicators":{"bottleneck_step":"s","query_efficiency":"good",
    "transform_throughput":1,"write_throughput":2.5},"result_digest":"r","same_code":true,"same_result_as":"c",
    "sampling":"per_iteration","source":{"file":"a.swift","line":3},"status":"measured",
    "steps":[{"step_id":"s","duration_ms":1.5,"rows_read":null,"rows_written":4}],"tags":["t"]}
    """

  static func text(_ benchmarks: String) throws -> JSONText {
    try JSONText(bytes: Array("[\(benchmarks)]".utf8))
  }

  /// The same, read by the types themselves, which know no key `x`.
  static func codable(_ benchmark: String) throws -> [BenchmarkRecord] {
    let strange = try text("{\"x\":1," + benchmark.dropFirst())
    #expect(BenchmarkReader(strange).map(at: 0) { $0 } == nil)
    return try strange.decode([BenchmarkRecord].self)
  }

  @Test func `what is read quickly is what the types read themselves`() throws {
    let read = try #require(BenchmarkReader(Self.text(Self.whole)).map(at: 0) { $0 })
    #expect(try read == Self.codable(Self.whole))
    #expect(
      read.first?.metrics.first?.launches == [[1, 2.25, -3e-7], [], [9_007_199_254_740_992, 1]])
  }

  @Test func `every key of the schema is read quickly`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let schema = try Data(contentsOf: URL(fileURLWithPath: "/\(root)/docs/schemas/run.schema.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: schema) as? [String: Any])
    let definitions = try #require(json["$defs"] as? [String: Any])
    for (name, object) in [("benchmark", Self.whole), ("metric", Self.whole)] {
      let definition = try #require(definitions[name] as? [String: Any], "no definition of \(name)")
      let properties = try #require(definition["properties"] as? [String: Any])
      for key in properties.keys { #expect(object.contains("\"\(key)\":"), "\(name).\(key)") }
    }
  }

  @Test(arguments: [
    ("\"status\":\"measured\"", "\"status\":\"unknown\""), ("\"name\":\"a/b{n=1}\"", "\"name\":1"),
    ("\"tags\":[\"t\"]", "\"tags\":null"), ("\"tags\":[\"t\"]", "\"tags\":[1]"),
    ("\"iterations_per_sample\":12", "\"iterations_per_sample\":1.5"),
    ("\"launches\":[[1,2.25", "\"launches\":[[true,2.25"), ("\"unit\":\"ns\"", "\"unit\":[]"),
    ("\"pairs_together\":2", "\"pairs_together\":9"), (",\"tags\":[\"t\"]", ""),
    ("\"line\":3", "\"line\":0"), ("\"metric\":\"wall_time\",", ""),
  ]) func `what the types refuse is refused with their words`(_ part: String, _ other: String)
    throws
  {
    #expect(Self.whole.contains(part))
    let broken = Self.whole.replacing(part, with: other)
    #expect(try BenchmarkReader(Self.text(broken)).map(at: 0) { $0 } == nil)
    let own = #expect(throws: DecodingError.self) {
      try Self.text(broken).decode([BenchmarkRecord].self)
    }
    let types = #expect(throws: DecodingError.self) { try Self.codable(broken) }
    #expect(own.map { "\($0)" } == types.map { "\($0)" })
  }

  @Test func `of a key that is there twice the last one counts, as ever`() throws {
    let twice = Self.whole.replacing(
      "\"same_code\":true", with: "\"same_code\":true,\"same_code\":false")
    #expect(try Self.text(twice).decode([BenchmarkRecord].self).first?.sameCode == false)
  }

  @Test func `a run read benchmark by benchmark is the run`() throws {
    let scratch = FileManager.default.temporaryDirectory.path + "/run-\(UUID()).json"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var run = BaselineDirectoryTests.run("01KBJ0000000000000000000AA", minute: 1)
    run.benchmarks = try Self.codable(Self.whole) + Self.codable(Self.whole)
    try RecordFile.write(run, to: scratch)
    let read = try RecordFile.readRun(at: scratch) { $0 }
    var whole = read.run
    #expect(whole.benchmarks.isEmpty)
    whole.benchmarks = read.kept
    #expect(whole == run)
    #expect(!run.benchmarks.isEmpty)
  }
}
