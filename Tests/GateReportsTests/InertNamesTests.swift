import Foundation
import GateBudgets
import GateFiles
import GateHistory
import GateRecords
import Testing

@testable import GateReports

/// Names that would be commands, markup or directions of writing, in every format there is.
@Suite struct InertNamesTests {
  /// Everything that a verdict can name has a hostile name.
  private static var verdict: Verdict {
    var verdict = SampleVerdict.hostile
    let names = SampleVerdict.hostileNames
    let first = names[0]
    verdict.run.suite = SuiteRecord(name: names[3], commit: first, branch: names[4])
    verdict.run.settings.command = names
    verdict.run.environment.processor = names[4]
    verdict.baseline?.suite.branch = first
    verdict.findings += names.flatMap { name -> [Finding] in
      var budget = SampleVerdict.budget(name, .overBudget, value: 61e6)
      budget.editBudget {
        $0.rationale = name
        $0.source = "\(name):7"
      }
      var growth = SampleVerdict.growth(.overBudget, .perStep)
      growth.editGrowth {
        $0.series = name
        $0.parameter = name
      }
      return [budget, growth]
    }
    verdict.measurements = names.flatMap { name in
      [1, 2, 3].map { size in
        Measurement(
          benchmark: BenchmarkIdentifier(name + "{\(name)=\(size)}"),
          metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, samples: 40,
          launches: 5, minimum: 9e6, mean: 10e6, median: 10e6, p95: 11e6, p99: 12e6, maximum: 13e6,
          steps: [
            StepRecord(stepID: name, durationMilliseconds: 2, rowsRead: 60, rowsWritten: nil)
          ])
      }
    }
    return verdict
  }

  /// A run that fits, with samples of both sides.
  private static var run: RunRecord {
    var run = PrometheusTests.run([1])
    let launches = (0..<5).map { launch in (0..<4).map { Double(launch + $0 + 1) * 1e6 } }
    run.benchmarks = verdict.findings.map { finding in
      BenchmarkRecord(
        name: finding.benchmark, status: .measured,
        metrics: [
          MetricSeries(
            metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: launches,
            baselineLaunches: launches)
        ])
    }
    return run
  }

  static let texts: [(name: String, text: String)] = [
    ("terminal", TerminalReport.render(verdict, style: TerminalStyle(showsAll: true))),
    ("markdown", MarkdownReport.render(verdict)),
    ("job summary", MarkdownReport.render(verdict, for: .jobSummary)),
    ("html", HTMLReport.render(verdict, run: run)),
    ("junit", JUnitReport.render(verdict)),
    ("annotations", AnnotationReport.render(verdict)),
    ("variables", VariablesReport.render(verdict)),
    ("csv", BuildServerTests.csv(verdict)),
    (
      "prometheus",
      PrometheusReport(
        verdict, run: run,
        breakers: SampleVerdict.hostileNames.map {
          BreakerCount(circuit: $0, changedAt: Timestamp(millisecondsSinceEpoch: 0))
        }
      ).text
    ),
  ]

  @Test func `nothing unseen is in any text: no control character, no turn of direction`() {
    for (name, text) in Self.texts {
      let unseen = text.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && !(name == "csv" && scalar == "\r")
        case .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: true
        default: false
        }
      }
      #expect(unseen.isEmpty, "\(name): \(unseen.prefix(5).map { String($0.value, radix: 16) })")
      #expect(text.utf8.count > 200, "\(name)")
    }
  }

  @Test(arguments: [
    ("html", ["<script>alert", "</failure", "<!ENTITY", "<!-- marker"]),
    ("junit", ["<script", "</failure><!", "<!ENTITY", "<!--"]),
    ("markdown", ["<script", "</failure", "<!ENTITY", "<!-- marker", "](http", "@everyone"]),
    ("job summary", ["<script", "</failure", "<!ENTITY", "<!-- marker", "](http", "@everyone"]),
  ]) func `no name becomes markup`(_ name: String, _ forbidden: [String]) throws {
    let text = try #require(Self.texts.first { $0.name == name }?.text)
    // What is in a fence is no markup already; its length keeps it closed.
    let outside = text.replacing(#/\n(`{3,})sh\n(?s:.)*?\n\1\n/#, with: "")
    #expect((outside != text) == ["markdown", "job summary"].contains(name))
    for each in forbidden { #expect(!outside.contains(each), "\(each)") }
  }

  @Test func `a name of ten thousand bytes does not stretch what people read`() throws {
    let texts = Dictionary(uniqueKeysWithValues: Self.texts.map { ($0.name, $0.text) })
    let long = String(repeating: "long", count: 500)
    for name in ["markdown", "html", "junit", "annotations"] {
      // The command that repeats the run is reported as a whole.
      let text = try #require(texts[name]).replacing(#/<pre[^<]*(<code>)?[^<]*/#, with: "")
      let place = text.range(of: long).map { text[..<$0.lowerBound].suffix(60) }
      #expect(place == nil, "\(name): \(place ?? "")")
    }
    let lines = try #require(texts["terminal"]).split(separator: "\n")
    // The table's lines; facts and notes may wrap.
    for line in lines where line.hasPrefix("  ✗") {
      #expect(line.count < 400, "\(line.prefix(80))")
    }
  }

  @Test func `programs get names back as they were`() throws {
    let names = Set(SampleVerdict.hostileNames)
    let summary = try RecordFile.encode(JSONReport(Self.verdict), path: "p")
    let document = try #require(try JSONSerialization.jsonObject(with: summary) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(names.isSubset(of: Set(findings.compactMap { $0["benchmark"] as? String })))
    let bencher = try RecordFile.encode(BencherReport(Self.verdict), path: "p")
    let figures = try #require(try JSONSerialization.jsonObject(with: bencher) as? [String: Any])
    #expect(figures.count == names.count * 3)
  }
}
