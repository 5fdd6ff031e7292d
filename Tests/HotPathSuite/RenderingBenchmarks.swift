import GateBudgets
import GateDetection
import GateFiles
import GateRecords
import GateReports
import Speedgate

/// The formats of `speedgate-report render`.
enum RenderingBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("render/html", parameter: "n", values: [10, 20, 40, 80]) { run, n in
      let verdict = verdict(benchmarks: n)
      run.measure { HTMLReport.render(ReportModel(blackBox(verdict))) }
    }
    .throughput(.items { $0 })
    .tags("render")

    Benchmark("render/markdown") { run in
      let verdict = verdict(benchmarks: 80)
      run.measure { MarkdownReport.render(ReportModel(blackBox(verdict))) }
    }
    .tags("render")

    Benchmark("render/json") { run in
      let verdict = verdict(benchmarks: 80)
      try run.measure {
        try RecordFile.encode(JSONReport(ReportModel(blackBox(verdict))), path: "report.json")
      }
    }
    .tags("render", "json")

    // A gate that passes: who looks for a failure looks at every finding.
    Benchmark("render/passing", parameter: "n", values: [25, 50, 100, 200]) { run, n in
      let verdict = verdict(benchmarks: n, pairs: 24, isOneSlower: false)
      run.measure {
        TerminalReport.render(
          ReportModel(blackBox(verdict)), style: TerminalStyle(showsAll: true))
      }
    }
    .throughput(.items { $0 })
    .tags("render")
  }

  private static func verdict(
    benchmarks count: Int, pairs: Int = 8, isOneSlower: Bool = true
  ) -> Verdict {
    JudgingBenchmarks.check(
      MadeUpRun.paired(benchmarks: count, pairs: pairs, isOneSlower: isOneSlower), .builtIn
    ).verdict()
  }
}
