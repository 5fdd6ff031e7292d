import Foundation
import GateFiles
import GateRecords
import TestSupport
import Testing

@testable import GateReports

/// What reports say of two commands that were measured beside each other.
@Suite struct CommandReportTests {
  @Test func `every format names both commands`() throws {
    let verdict = SampleVerdict.commands()
    #expect(
      try goldenDifference(
        TerminalReport.render(verdict, style: TerminalStyle(width: 110)), "commands.txt") == nil)
    #expect(try goldenDifference(MarkdownReport.render(verdict), "commands.md") == nil)
    #expect(try goldenDifference(HTMLReport.render(verdict), "commands.html") == nil)
    let data = try RecordFile.encode(JSONReport(verdict), path: "p")
    #expect(try goldenDifference(String(decoding: data, as: UTF8.self), "commands.json") == nil)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let verdict: Verdict
    let text: String
    var testDescription: String { text }
  }

  private static func unnamed(_ name: String, hash: String? = nil, paired: Bool) -> Verdict {
    var verdict = SampleVerdict.commands(paired: paired)
    verdict.run.suite = SuiteRecord(name: "tool")
    verdict.baseline?.suite = SuiteRecord(name: name, programHash: hash)
    return verdict
  }

  static let cases = [
    Case(
      verdict: SampleVerdict.commands("new a", against: "old a"), text: "“new a” against “old a”"),
    // As an older version recorded it: the command in the place of the suite's name.
    Case(verdict: unnamed("/bin/old a", paired: true), text: "paired with /bin/old a"),
    Case(
      verdict: unnamed("s", hash: "0123456789", paired: true), text: "paired with program 0123456"),
    // This one was earlier.
    Case(
      verdict: SampleVerdict.commands("new a", against: "new a", paired: false),
      text: "against the numbers of an earlier run"),
    Case(
      verdict: SampleVerdict.commands(String(repeating: "n", count: 100), against: "o\np"),
      text: "“" + String(repeating: "n", count: 39) + "…" + String(repeating: "n", count: 40)
        + "” against “o\\u{a}p”"),
  ]

  @Test(arguments: cases) func `a headline shows what was beside what`(_ row: Case) {
    #expect(ReportModel(row.verdict).headline.hasSuffix(" · \(row.text)"))
  }

  @Test func `nothing that was measured seconds ago is called an earlier run`() {
    for verdict in [SampleVerdict.commands(), Self.unnamed("s", paired: true)] {
      for text in [
        TerminalReport.render(verdict, style: TerminalStyle(width: 200, showsAll: true)),
        MarkdownReport.render(verdict), HTMLReport.render(verdict), JUnitReport.render(verdict),
        VariablesReport.render(verdict),
      ] {
        #expect(!text.contains("earlier run"))
      }
    }
  }

  @Test func `the facts hold long commands in full`() {
    let long = "tool " + String(repeating: "--flag ", count: 40)
    let facts = ReportModel(SampleVerdict.commands(long, against: "old " + long)).environment
    #expect(facts.first { $0.name == .command }?.value == long)
    #expect(facts.first { $0.name == .baselineCommand }?.value == "old " + long)
  }

  @Test func `a change of a program keeps its words`() {
    #expect(ReportModel(SampleVerdict.rich).candidateTitle == "this change")
    #expect(ReportModel(SampleVerdict.commands()).candidateTitle == "candidate")
    #expect(ReportModel(SampleVerdict.commands(paired: false)).candidateTitle == "this change")
  }
}
