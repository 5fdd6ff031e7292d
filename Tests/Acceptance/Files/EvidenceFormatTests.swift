import Foundation
import GateFiles
import GateRecords
import Testing

/// The file that keeps the launches of two programs: what it holds, and that old ones stay readable.
@Suite struct EvidenceFormatTests {
  /// A file that version 1 of the format left behind; it is never written again.
  static let kept = MarkdownPage.root.appending(path: "Tests/Acceptance/Kept/evidence-1.json")

  @Test func `a file of version 1 is read whole, and holds its schema`() throws {
    let data = try Data(contentsOf: Self.kept)
    let record = try RecordFile.decode(
      EvidenceRecord.self, schema: EvidenceRecord.schema, from: data, path: Self.kept.path)
    #expect(record.contradiction == nil && record.runs == 2)
    #expect(record.benchmarks.map(\.pairCount) == [8])
    #expect(record.benchmarks[0].metrics.map(\.metric.rawValue).contains("m"))
    #expect(try RecordFile.encode(record, path: "again.json") == data)
    let document = try JSONValue(String(decoding: data, as: UTF8.self))
    #expect(try JSONSchema("evidence").problems(document).isEmpty)
  }

  @Test func `what runs keep holds its schema`() throws {
    let gate = try DrawnGate(
      both: ["DRAWN_VALUES": "m=100", "DRAWN_GIVEN": "m=0.5", "DRAWN_SWITCHES": "0.2"],
      budgets: "regressions: { m: { fail: \"5%\" } }")
    try FileManager.default.createDirectory(
      atPath: gate.scratch.file("b"), withIntermediateDirectories: true)
    for number in 1...2 {
      let (run, _) = try RetryStories.retry(gate, number)
      let file = try #require(try RetryStories.evidenceFiles(gate, run).first)
      let text = try gate.scratch.read(file)
      let kept = try RecordFile.decode(
        EvidenceRecord.self, schema: EvidenceRecord.schema, from: Data(text.utf8), path: file)
      let custom = try #require(kept.benchmarks[0].series(of: MetricName(rawValue: "m")))
      #expect(kept.runs == number && custom.launches.contains([]))
      #expect(kept.benchmarks[0].disturbedSamples?.contains { !$0.isEmpty } == true)
      #expect(try JSONSchema("evidence").problems(JSONValue(text)).isEmpty, "\(text)")
    }
  }

  static let mistakes: [(from: String, to: String)] = [
    ("\"runs\":2", "\"runs\":0"), ("\"runs\":2", "\"rums\":2"),
    ("\"status\":\"measured\"", "\"status\":\"failed\""),
    ("\"baseline_sha256\":\"d4", "\"baseline_sha256\":\"D4"),
    ("\"baseline_launches\"", "\"baseline\""),
    ("evidence/1", "run/1"),
  ]

  @Test(arguments: mistakes.indices) func `the schema refuses what cannot be`(_ index: Int) throws {
    let mistake = Self.mistakes[index]
    let text = try String(contentsOf: Self.kept, encoding: .utf8)
    #expect(text.contains(mistake.from))
    let document = try JSONValue(text.replacing(mistake.from, with: mistake.to))
    #expect(try !JSONSchema("evidence").problems(document).isEmpty)
  }
}
