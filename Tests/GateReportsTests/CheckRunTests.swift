import Foundation
import GateRecords
import Testing

@testable import GateReports

/// What GitHub shows beside lines: annotations of a check run and of the build's log.
@Suite struct CheckRunTests {
  static func finding(_ name: String, file: String, line: Int = 9) -> Finding {
    var finding = SampleVerdict.comparison(
      name, .regressed, before: 1e6, after: 2e6, interval: 1.9...2.1)
    finding.source = SourcePlace(file: file, line: line)
    return finding
  }

  static func report(_ findings: [Finding]) -> CheckRunReport {
    CheckRunReport(SampleVerdict.verdict(findings: findings))
  }

  @Test func `a regression is shown at the line that declares its benchmark`() throws {
    let finding = Self.finding("parse", file: "Sources/Orders/Main.swift")
    let remark = try #require(Self.report([finding]).annotations.first)
    #expect(remark.path == "Sources/Orders/Main.swift" && remark.level == "failure")
    #expect(remark.startLine == 9 && remark.endLine == 9 && remark.title.hasPrefix("parse"))
    let text = AnnotationReport.render(SampleVerdict.verdict(findings: [finding]))
    #expect(text.contains("::error file=Sources/Orders/Main.swift,line=9,title=parse"))
  }

  @Test func `the log names the rule's line first, a check run the benchmark's`() {
    var finding = SampleVerdict.budget("a", .overBudget, value: 61e6)
    finding.source = SourcePlace(file: "Sources/A.swift", line: 3)
    let verdict = SampleVerdict.verdict(findings: [finding])
    #expect(AnnotationReport.render(verdict).contains("file=budgets/a.json5,line=7,"))
    #expect(CheckRunReport(verdict).annotations.map(\.path) == ["Sources/A.swift"])
    finding.source = nil
    #expect(Self.report([finding]).annotations.map(\.path) == ["budgets/a.json5"])
  }

  @Test func `what has no line is in the summary alone`() {
    var finding = Self.finding("parse", file: "a.swift")
    finding.source = nil
    let report = Self.report([finding])
    #expect(report.annotations.isEmpty && report.summary.contains("parse"))
  }

  @Test func `texts are short and harmless, and there are no more than four requests take`() throws
  {
    let hostile = SampleVerdict.hostileNames.map { Self.finding($0, file: "a.swift") }
    let many = (0..<300).map { Self.finding("b\($0)", file: "a.swift", line: $0 + 1) }
    let report = Self.report(hostile + many)
    #expect(report.annotations.count == 200)
    #expect(report.title.count <= 200 && report.summary.utf8.count <= 60_000)
    for remark in report.annotations {
      #expect(remark.title.count <= 200 && remark.message.count <= 2_000)
      let texts = (remark.title + remark.message).unicodeScalars
      #expect(texts.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{202E}" })
    }
  }

  @Test func `the keys are those of GitHub's interface`() throws {
    let data = try JSONEncoder().encode(Self.report([Self.finding("a", file: "a.swift")]))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(Set(object.keys) == ["outcome", "title", "summary", "annotations"])
    let remarks = try #require(object["annotations"] as? [[String: Any]])
    #expect(
      remarks.map { Set($0.keys) } == [
        ["path", "start_line", "end_line", "annotation_level", "title", "message"]
      ])
  }
}
