import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateReports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The formats that build servers and other services read.
@Suite struct BuildServerTests {
  static let verdicts = [
    ("rich", SampleVerdict.rich), ("promises", SampleVerdict.promises),
    ("hostile", SampleVerdict.hostile),
  ]

  static func csv(_ verdict: Verdict) -> String {
    var text = ""
    FindingTable.table(verdict).write(.csv) { text += $0 }
    return text
  }

  static func json(_ record: some Encodable) throws -> String {
    String(decoding: try RecordFile.encode(record, path: "p"), as: UTF8.self)
  }

  @Test(arguments: verdicts) func `every format is the one that was looked at`(
    _ name: String, _ verdict: Verdict
  ) throws {
    #expect(try goldenDifference(JUnitReport.render(verdict), "\(name).junit.xml") == nil)
    #expect(
      try goldenDifference(AnnotationReport.render(verdict), "\(name).annotations.txt") == nil)
    #expect(try goldenDifference(Self.csv(verdict), "\(name).csv") == nil)
  }

  @Test func `the figures for other services are the ones that were looked at`() throws {
    #expect(
      try goldenDifference(
        Self.json(BencherReport(SampleVerdict.measured)), "measured.bencher.json") == nil)
    #expect(
      try goldenDifference(
        Self.json(BenchmarkActionReport(SampleVerdict.measured, .lowerIsBetter)),
        "measured.smaller.json") == nil)
    #expect(
      try goldenDifference(
        Self.json(BenchmarkActionReport(SampleVerdict.measured, .higherIsBetter)),
        "measured.bigger.json") == nil)
  }

  // MARK: JUnit

  @Test func `cases are counted by what they mean for the build`() {
    let text = JUnitReport.render(SampleVerdict.rich)
    // failed is an error; missing, regressed and over budget are failures; unproven is neither.
    #expect(text.contains("tests=\"10\" failures=\"3\" errors=\"1\" skipped=\"1\""))
    var strict = SampleVerdict.rich
    strict.isStrict = true
    #expect(JUnitReport.render(strict).contains("failures=\"4\" errors=\"1\""))
  }

  @Test func `a rule that only warns fails no case`() {
    let text = JUnitReport.render(SampleVerdict.promises)
    let failing = SampleVerdict.promises.findings.count { $0.failsTheGate }
    #expect(text.contains("failures=\"\(failing)\""))
    #expect(failing < SampleVerdict.promises.findings.count { $0.status.failsTheGate })
  }

  @Test(arguments: verdicts) func `a real XML parser reads it, and names are attributes' text`(
    _ name: String, _ verdict: Verdict
  ) throws {
    let cases = CaseCounter()
    let parser = XMLParser(data: Data(JUnitReport.render(verdict).utf8))
    parser.delegate = cases
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(cases.names.count == verdict.findings.count)
    #expect(
      cases.elements.isSubset(of: [
        "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
        "skipped", "system-out", "system-err",
      ]))
  }

  private final class CaseCounter: NSObject, XMLParserDelegate {
    var names: [String] = []
    var elements: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.insert(name)
      if name == "testcase" { names.append(attributes["name"] ?? "") }
    }
  }

  // MARK: Annotations

  @Test func `commands are escaped as GitHub's runner reads them`() {
    #expect(AnnotationReport.data("100%\r\n: ,") == "100%25%0D%0A: ,")
    #expect(AnnotationReport.property("a:b,c%\n") == "a%3Ab%2Cc%25%0A")
  }

  @Test func `a finding is beside its rule`() {
    let text = AnnotationReport.render(SampleVerdict.rich)
    #expect(
      text.contains(
        "::error file=budgets/a.json5,line=7,title=pipeline/embedding p95%3A over budget::"))
    #expect(text.hasPrefix("::error title=Speedgate%3A order-benchmarks::gate failed: "))
  }

  @Test func `a place is reported as seen from the repository's root`() {
    func text(_ path: (String) -> String) -> String {
      AnnotationReport.render(SampleVerdict.rich, path: path)
    }
    #expect(text { "suites/" + $0 }.contains("file=suites/budgets/a.json5,line=7,"))
    #expect(!text { "../" + $0 }.contains("file="))
    #expect(!text { "/" + $0 }.contains("file="))
  }

  @Test func `a rule outside the work tree has no place`() {
    var finding = SampleVerdict.budget("a", .overBudget, value: 61e6)
    for source in [
      "/etc/budgets.json5:7", "../b.json5:7", "main:b.json5:7", "b.json5", "b.json5:0",
    ] {
      finding.editBudget { $0.source = source }
      let text = AnnotationReport.render(SampleVerdict.verdict(findings: [finding]))
      #expect(!text.contains("file="), "\(source)")
    }
  }

  @Test func `no more is said than GitHub shows, and no line is no command`() {
    for verdict in [SampleVerdict.large(1_000), SampleVerdict.hostile] {
      let lines = AnnotationReport.render(verdict).split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("::error ") } == 10)
      #expect(lines.count { $0.hasPrefix("::warning ") } <= 10)
      #expect(
        lines.allSatisfy {
          $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") || $0.hasPrefix("::notice ")
        })
    }
  }

  // MARK: Job summary

  @Test func `a job summary has more room than a comment, and needs no marker`() {
    let text = MarkdownReport.render(SampleVerdict.large(10_000), for: .jobSummary)
    #expect(text.utf8.count <= 1 << 20)
    #expect(text.utf8.count > 500_000)
    #expect(text.hasPrefix("### "))
    #expect(text.contains("left out because a job summary has a limit."))
  }

  // MARK: CSV

  @Test func `rows are rectangular, and no cell is a formula`() {
    let formula = SampleVerdict.comparison(
      "=HYPERLINK(\"http://h\")", .regressed, before: 1, after: 2, interval: nil)
    let lines = Self.csv(SampleVerdict.verdict(findings: [formula])).components(
      separatedBy: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains(",\"'=HYPERLINK(\"\"http://h\"\")\","))
    #expect(lines[0].split(separator: ",").count == 24)
    for name in SampleVerdict.hostileNames {
      let finding = SampleVerdict.presence(name, .failed, "x")
      let text = Self.csv(SampleVerdict.verdict(findings: [finding]))
      #expect(text.components(separatedBy: "\r\n").count == 3)
    }
  }

  // MARK: Other services

  @Test func `ten thousand measurements keep Bencher's limits`() throws {
    var verdict = SampleVerdict.measured
    verdict.measurements[0].benchmark = BenchmarkIdentifier(String(repeating: "x", count: 3_000))
    let record = try JSONDecoder().decode(
      [String: [String: [String: Double]]].self, from: Data(Self.json(BencherReport(verdict)).utf8))
    #expect(record.keys.allSatisfy { $0.count <= 1_024 })
    #expect(record.values.flatMap(\.keys).allSatisfy { $0.count <= 64 })
    #expect(
      record["formation"]?["match-rate"]
        == ["value": 0.71, "lower_value": 0.7, "upper_value": 0.74])
  }
}
