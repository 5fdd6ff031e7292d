import GateRecords

/// A verdict in one line: the outcome, what went wrong, what went well, and against what.
struct Headline {
  let text: String
  /// The counts of its benchmarks.
  let tally: BenchmarkTally

  /// Counts the benchmarks, each once.
  init(_ verdict: Verdict) {
    let outcome = ReportMessage.outcome(
      verdict.outcome, isJudged: !verdict.accounting.isEmpty
    ).text
    let tally = BenchmarkTally(verdict)
    self.tally = tally
    let kept = verdict.findings.count { $0.isKeptLimit }
    let budgets = kept == 0 ? "" : ReportMessage.budgetsKept(kept, by: nil).text
    let parts =
      ([true, false].map { tally.texts(ofWorries: $0).joined(separator: ", ") } + [budgets])
      .filter { !$0.isEmpty }
    text =
      "\(outcome): \(ReportMessage.benchmarkCounts(parts).text) · "
      + QuantityFormat.duration(milliseconds: verdict.run.durationMilliseconds)
      + " · \(ReportModel.comparison(verdict))"
  }
}

extension Finding {
  /// Whether it is a limit or a promise of the budgets that was kept.
  var isKeptLimit: Bool {
    switch judgement {
    case .budget(.passed, _), .serviceLevel(.passed, _), .speedup(.passed, _), .growth(.passed, _):
      true
    case .presence, .regression, .budget, .serviceLevel, .speedup, .growth, .equivalence, .creep,
      .machines:
      false
    }
  }
}
