import GateRecords
import Testing

@testable import GateReports

/// What the reports say of repeating a measurement.
@Suite struct RepetitionTests {
  private static func verdict(_ repetition: RepeatCommand?, called: [String] = []) -> Verdict {
    var verdict = SampleVerdict.rich
    verdict.run.settings.repetition = repetition
    verdict.run.settings.command = called
    return verdict
  }

  private static func reports(_ verdict: Verdict) -> [String] {
    [
      MarkdownReport.render(verdict), HTMLReport.render(verdict),
      TerminalReport.render(verdict, style: TerminalStyle()),
    ]
  }

  @Test func `every report shows the line that repeats the measurement`() throws {
    let verdict = Self.verdict(.words(["speedgate-bench", "command", "--", "a b", "it's"]))
    let line = #"speedgate-bench command -- 'a b' 'it'\''s'"#
    for report in Self.reports(verdict) {
      #expect(report.contains(line) || report.contains(VisibleText.html(line)))
    }
    #expect(JSONReport(verdict).repetition == line)
  }

  @Test(arguments: ["a\nb", "\u{1B}[31m", "\u{202E}x", "zero\u{200B}width", "no\u{A0}break"])
  func `a line with what no one sees is not shown as one that runs`(_ word: String) {
    let verdict = Self.verdict(.words(["speedgate-bench", "command", "--", word]))
    for report in Self.reports(verdict) {
      #expect(!report.contains("speedgate-bench command"))
      #expect(report.contains("has characters that cannot be shown"))
    }
    #expect(JSONReport(verdict).repetition == nil)
  }

  @Test func `no line is cut`() {
    let long = String(repeating: "x", count: 3_000)
    let reports = Self.reports(Self.verdict(.words(["speedgate-bench", "run", long])))
    #expect(reports[0].contains("too long to be shown here"))
    #expect(reports[1].contains("speedgate-bench run \(long)<"))
    #expect(reports[2].contains("too long to be shown here"))
  }

  @Test func `what no line repeats says why`() {
    let sentence = "No command repeats the measurement: it read standard input."
    for report in Self.reports(Self.verdict(.impossible(reason: "it read standard input"))) {
      #expect(report.contains(sentence) || report.contains(VisibleText.markdown(sentence)))
    }
  }

  @Test(arguments: [
    (["bench", "command", "--", "tool", "-x"], "bench command --seed 42 -- tool -x"),
    (["bench", "command", "--", "tool", "--seed"], nil),
    (["bench", "command", "--seed", "42", "--", "tool"], nil),
    (["bench", "command", "--", "sh", "--", "x"], "bench command --seed 42 -- sh -- x"),
    (["bench", "command", "--name", "--", "--", "x"], "bench command --seed 42 --name -- -- x"),
    (["bench", "run", "S"], "bench run --seed 42 S"),
    (["bench", "run", "S", "--seed=1"], nil),
    (["bench", "import", "--from", "go", "a b"], "bench import --from go 'a b'"),
    (["bench", "import", "--from", "go", "-"], nil),
    (["bench", "merge", "/dev/fd/63", "b"], nil),
    (["bench", "merge", "a", "b"], "bench merge a b"), (["bench", "measure"], nil),
    (["bench"], nil),
    ([], nil),
  ])
  func `records of earlier versions have a line where it is certain`(
    _ called: [String], _ line: String?
  ) {
    let model = ReportModel(Self.verdict(nil, called: called))
    #expect(model.repetition() == line.map { .line($0) })
    if line == nil {
      for report in Self.reports(model.verdict) {
        #expect(!report.contains("repeat the measurement"))
        #expect(!report.contains("repeats the measurement"))
      }
    }
  }
}
