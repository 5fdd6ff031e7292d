import GateRecords

/// The words around the rows: histories, circuit breakers, layouts, titles with a count or a name, omissions.
extension ReportMessage {
  /// The remedy where rows of the console are left out.
  static let allListsThem = "--all lists them"

  var contextText: String {
    switch self {
    case .recovery(let time, let target, let isMissed):
      "\(time), \(isMissed ? "longer than" : "within") the target of \(target)"
    case .breakerStart(let launch, let state): "launch \(launch): \(state.inWords)"
    case .breakerChange(let state, let time): "\(state.inWords) at \(time)"
    case .moreWarnings(let count):
      "… and \(Counted.text(count, "more warning")), which the page and the JSON report hold"
    case .moreBreakers(let count): "… and \(Counted.text(count, "more circuit breaker"))"
    case .twoSpeedsOverLayouts(let speeds): "two speeds over layouts: \(speeds)"
    case .speedsOverLayouts(let speeds): "over layouts: \(speeds)"
    case .speedsByPlacement(let speeds): "by placement: \(speeds)"
    case .history(let parts): "history: \(parts.joined(separator: ", "))"
    case .levelSince(let day, let commit, let change):
      commit.map { "level since \($0) (\(day), \(change))" } ?? "level since \(day) (\(change))"
    case .sameLevel(let runs, let day): "same level in \(Counted.text(runs, "run")) since \(day)"
    case .weeklyTrend(let change): "trend \(change) a week"
    case .trend(let change, let days): "trend \(change) in \(days) days"
    case .noTrend: "no trend since then"
    case .acceptedRegressions(let count, let last):
      count == 1
        ? "one accepted regression (\(last))"
        : "\(count) accepted regressions, the last one \(last)"
    case .extremeOfAll(let kind, let runs, let day):
      "\(kind.rawValue) of all \(runs) runs since \(day)"
    case .extremeSince(let kind, let day, let commit):
      "\(kind.rawValue) since \(day)" + (commit.map { " (\($0))" } ?? "")
    case .more(let count): "… and \(QuantityFormat.grouped(Int64(count))) more"
    case .moreRows(let count): "… and \(count) more"
    case .seriesNotDrawn(let count): "\(count) more series \(count == 1 ? "is" : "are") not drawn."
    case .olderChanges(let count):
      "\(Counted.text(count, "older change")) \(count == 1 ? "is" : "are") on the benchmarks' pages."
    case .moreStable(let count): "\(count) more \(count == 1 ? "is" : "are") stable."
    case .notShown(let count): "\(count) more \(count == 1 ? "is" : "are") not shown."
    case .allBenchmarks(let count):
      count == 1 ? "The benchmark's metrics" : "All \(count) benchmarks"
    case .allMeasurements(let count):
      count == 1 ? "The only measurement" : "All \(count) measurements"
    case .allSeries(let count): count == 1 ? "The only series" : "All \(count) series"
    case .budgetsKept(let count, let benchmarks):
      "\(Counted.text(count, "budget")) kept"
        + (benchmarks.map { " by \(Counted.text($0, "benchmark"))" } ?? "")
    case .budgetsProven(let kept, let all): "\(kept) of \(all) budgets are proven to be kept."
    case .changedFunctions(let count): Counted.text(count, "changed function")
    case .claimsMet(let met, let measured, let all):
      "\(measured) of \(Counted.text(all, "claim")) \(measured == 1 ? "is" : "are") measured; \(met) met their estimate."
    case .findingsOf(let name): "findings of \(name)"
    case .stepsOf(let name): "steps of \(name)"
    case .metricOf(let metric, let name): "\(metric) of \(name)"
    case .changesOf(let metric, let environment): "changes of \(metric) in \(environment)"
    case .over(let series, let parameter): "\(series) over \(parameter)"
    case .typicalTime(let suite, let revision): "\(suite): typical time beside \(revision)"
    case .logarithmicTimes: "median wall time on logarithmic axes"
    case .bottleneck: "bottleneck"
    case .rationale(let reason): "rationale: \(reason)"
    case .noRunYet: "No run yet."
    case .noTwoRuns: "There are no two runs of one suite and machine."
    case .noValues: "No value in this period."
    default: ""
    }
  }

  static var contextExamples: [ReportMessage] {
    [
      .recovery("64.0 s", target: "60 s", isMissed: true),
      .recovery("1.50 s", target: "2 s", isMissed: false), .breakerStart(launch: 1, .closed),
      .breakerChange(to: .halfOpen, at: "64.0 s"), .moreBreakers(1), .moreBreakers(3),
      .moreWarnings(1), .moreWarnings(12),
      .twoSpeedsOverLayouts("106 and 156 µs"), .speedsOverLayouts("106 and 156 µs"),
      .speedsByPlacement("106 and 156 µs"),
      .history(["level since 3f2a91c (2026-10-02, +4.1 %)", "trend +0.3 % a week"]),
      .levelSince("2026-10-02", commit: "3f2a91c", change: "+4.1 %"),
      .levelSince("2026-10-02", commit: nil, change: "+4.1 %"),
      .sameLevel(runs: 48, since: "2026-08-01"), .weeklyTrend("+0.3 %"),
      .trend("+1.2 %", days: "3.5"), .noTrend, .acceptedRegressions(1, last: "1f00aa2"),
      .acceptedRegressions(3, last: "1f00aa2"),
      .extremeOfAll(.worst, runs: 49, since: "2026-08-01"),
      .extremeSince(.best, "2026-10-02", commit: "3f2a91c"),
      .extremeSince(.best, "2026-10-02", commit: nil), .more(1_204), .moreRows(14),
      .seriesNotDrawn(1), .seriesNotDrawn(3), .olderChanges(1), .olderChanges(20), .moreStable(1),
      .moreStable(20), .notShown(1), .notShown(20), .allBenchmarks(1), .allBenchmarks(37),
      .allMeasurements(1), .allMeasurements(74), .allSeries(1), .allSeries(74),
      .budgetsKept(1, by: nil), .budgetsKept(28, by: nil), .budgetsKept(28, by: 12),
      .budgetsProven(28, of: 30), .changedFunctions(1), .changedFunctions(12),
      .claimsMet(2, measured: 3, of: 4), .findingsOf("io/fsync"), .stepsOf("io/fsync"),
      .metricOf("wall_time", "sort{n=*}"), .changesOf(.wallTime, environment: "linux-x86_64-8cpu"),
      .over("sort", parameter: "n"), .typicalTime(suite: "OrderBenchmarks", beside: "v2.0"),
      .logarithmicTimes, .bottleneck, .rationale("users notice"), .noRunYet, .noTwoRuns, .noValues,
    ]
  }
}

extension BreakerState {
  /// The state as a reader writes it: `half open`.
  var inWords: String { self == .halfOpen ? "half open" : rawValue }
}
