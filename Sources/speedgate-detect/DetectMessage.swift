import GateRecords

/// Messages of `speedgate-detect` about its arguments, the baselines and the history.
enum DetectMessage: Message {
  case runNotNamed
  case claimNotNamed
  case benchmarkNotNamed
  case suiteNotNamed
  case alertNotNamed
  case eventNotNamed
  case recordNotNamed
  case sidesNotNamed
  case unknownCommit(revision: String)
  case noBaseline(suite: String)
  case nothingJudged(place: String, reason: String, more: Int, list: String)
  case nothingKept
  case notEstablishedPartial
  case notEstablishedOfOrigin(origin: String, main: String)
  case established(kept: String, origin: String, root: String)
  case establishedElsewhere(run: String, origin: String)
  case baselineLacksBenchmarks(held: Int, all: Int)
  case baselineOfBranch(branch: String, names: String, main: String)
  case baselineOfUncommittedChanges
  case anotherRunsVerdict(path: String)
  case notOfOneProgram(path: String)
  case verdictOfPartialRun(path: String)
  case verdictFailed(path: String)
  case defectiveRun(path: String, defect: String, more: Int)
  case partialRun
  case notLaunched(benchmark: String)
  case leftOutOfRun(benchmark: String)
  case linkKitNotKept(reason: String)
  case verdictUnknown
  case baselineUnreadable(problem: String)
  case anchorMoved
  case anchorAged(date: String, days: Int)
  case anchorKeptForCreep(date: String, days: Int)
  case anchorKeptWithoutProgram(date: String, days: Int)
  case baselineStored(suite: String, environment: String, root: String)
  case baselinesEmpty(root: String)
  case suiteHasNoBaseline(root: String, suite: String)
  case commitOfNewestRun
  case severalMachines(keys: [String])
  case noAnchor(root: String, suite: String)
  case noProgram(root: String, suite: String)
  case noRecord(root: String, suite: String)
  case noCommit(root: String, suite: String)
  case keepOrNearest
  case noAncestor(commit: String)
  case nothingToRemove
  case rulesValid(path: String, rules: Int)
  case rulesWithWarnings(path: String, rules: Int, warnings: Int)
  case benchmarkNotInRun(name: String, suggestion: String)
  case anotherSuite(named: String, run: String)
  case severalSuites(suites: [String])
  case runsOfTwoSuites(first: String, other: String)
  case nothingToSuggest
  case limitsAdded(count: Int, path: String)
  case unknownClaim(id: String, suggestion: String)
  case claimsNotMet(rate: String, asked: String)
  case noHistoryOfClaims(path: String)
  case notAPercentage(option: String, text: String)
  case noFiguresBefore(id: String)
  case noTimeToCompare
  case claimRecorded(id: String, count: Int, path: String)
  case benchmarkAmbiguous(count: Int)
  case sameCodeNotLaunched(benchmark: String)
  case benchmarkNotMeasured(name: String, suggestion: String)
  case notAFigure(text: String)
  case wrongDimension(text: String, dimension: String, metric: String)
  case driftOfMachine(change: String)
  case claimOpen
  case claimOfSameCode(hasEstimate: Bool)
  case claimWithoutEstimate
  case claimOutcome(met: Bool, points: String, isCertain: Bool)
  case noHistory(path: String)
  case unreadableEvent(place: String)
  case nothingToJudge(nothing: String, path: String)
  case periodEndsBeforeDays(until: String)
  case periodReversed(until: String, since: String)
  case notADate(option: String, text: String)
  case noValue(path: String)
  case noValueOnBranch(branch: String, path: String)
  case newestValues(limit: Int, of: Int)
  case newestAlerts(limit: Int, of: Int)
  case unknownEventType(path: String, type: String, known: [String])
  case noParameter(name: String)
  case byOrParameter
  case byShowsNoTrends
  case byHasNoMarkdown
  case unknownRelease(commit: String)
  case noChange(series: Int)
  case optionLooksAtOpenAlerts(option: String, state: String)
  case emptyIdentifier
  case unknownAlert(path: String, id: String)
  case alertAmbiguous(id: String, count: Int)
  case alreadyResolved(component: String, message: String)
  case nothingShared(path: String, left: String, right: String)
  case plainWithoutArchive
  case eventsAdded(count: Int, path: String)
  case archiveState(size: String, old: String?, days: Int)
  case twoOfAKind(kind: String)
  case verdictOfAnotherRun
  case lineCompleted(path: String)
  case lineRemoved(path: String, bytes: Int)
  case noTimeZone
  case eventsFromInput
  case optionInLine(option: String)
  case notAPayload(word: String)
  case passedOver(problem: String)

  static let examples: [Self] = [
    .runNotNamed,
    .claimNotNamed,
    .benchmarkNotNamed,
    .suiteNotNamed,
    .alertNotNamed,
    .eventNotNamed,
    .recordNotNamed,
    .sidesNotNamed,
    .unknownCommit(revision: "release-9"),
    .noBaseline(suite: "OrderBenchmarks"),
    .nothingJudged(
      place: "baselines/x86_64/anchor.json", reason: "no such file; check the path", more: 2,
      list: "speedgate-detect baseline list"),
    .nothingKept,
    .notEstablishedPartial,
    .notEstablishedOfOrigin(origin: "the branch 'faster-parser'", main: "main"),
    .established(
      kept: "this run and its program", origin: " from main at 4f2c1aa", root: "baselines"),
    .establishedElsewhere(run: "01KH4SATJ0CWDFWGC8NVQ5HF36", origin: " from main at 4f2c1aa"),
    .baselineLacksBenchmarks(held: 3, all: 12),
    .baselineOfBranch(branch: "faster-parser", names: "main or master", main: "main"),
    .baselineOfUncommittedChanges,
    .anotherRunsVerdict(path: "verdict.json"), .notOfOneProgram(path: "noise.json"),
    .verdictOfPartialRun(path: "verdict.json"),
    .verdictFailed(path: "verdict.json"),
    .defectiveRun(
      path: "run.json", defect: "parse/order: it was measured, but gave no samples", more: 2),
    .partialRun,
    .notLaunched(benchmark: "parse/order"),
    .leftOutOfRun(benchmark: "parse/order"),
    .linkKitNotKept(
      reason:
        "suite.linkkit/kit.json: is the link kit of another build; make it again with 'speedgate-bench kit'"
    ),
    .verdictUnknown,
    .baselineUnreadable(
      problem: "baselines/x86_64/records/1.json: cannot be read: permission denied"),
    .anchorMoved,
    .anchorAged(date: "2026-01-31", days: 90),
    .anchorKeptForCreep(date: "2026-01-31", days: 90),
    .anchorKeptWithoutProgram(date: "2026-01-31", days: 90),
    .baselineStored(suite: "OrderBenchmarks", environment: "linux-x86_64-8cpu", root: "baselines"),
    .baselinesEmpty(root: "baselines"),
    .suiteHasNoBaseline(root: "baselines", suite: "OrderBenchmarks"),
    .commitOfNewestRun,
    .severalMachines(keys: ["linux-x86_64-8cpu", "macos-arm64-10cpu"]),
    .noAnchor(root: "baselines", suite: "OrderBenchmarks"),
    .noProgram(root: "baselines", suite: "OrderBenchmarks"),
    .noRecord(root: "baselines", suite: "OrderBenchmarks"),
    .noCommit(root: "baselines", suite: "OrderBenchmarks"),
    .keepOrNearest,
    .noAncestor(commit: "HEAD"),
    .nothingToRemove,
    .rulesValid(path: "budgets", rules: 12),
    .rulesWithWarnings(path: "budgets", rules: 12, warnings: 2),
    .benchmarkNotInRun(name: "parse/ordr", suggestion: "; did you mean parse/order?"),
    .anotherSuite(named: "OrderBenchmarks", run: "QueryBenchmarks"),
    .severalSuites(suites: ["OrderBenchmarks", "QueryBenchmarks"]),
    .runsOfTwoSuites(first: "OrderBenchmarks", other: "QueryBenchmarks"),
    .nothingToSuggest,
    .limitsAdded(count: 7, path: "budgets/OrderBenchmarks.json5"),
    .unknownClaim(id: "order-index", suggestion: "; did you mean orders-index?"),
    .claimsNotMet(rate: "62 %", asked: "80 %"),
    .noHistoryOfClaims(path: "history"),
    .notAPercentage(option: "estimate", text: "seventy"),
    .noFiguresBefore(id: "orders-index"),
    .noTimeToCompare,
    .claimRecorded(id: "orders-index", count: 9, path: "history"),
    .benchmarkAmbiguous(count: 12),
    .sameCodeNotLaunched(benchmark: "query/orders"),
    .benchmarkNotMeasured(name: "query/order", suggestion: "; did you mean query/orders?"),
    .notAFigure(text: "partitions"),
    .wrongDimension(text: "12s", dimension: "a time", metric: "peak_memory"),
    .driftOfMachine(change: "better by 61.2 % to 68.0 %"),
    .claimOpen,
    .claimOfSameCode(hasEstimate: true),
    .claimWithoutEstimate,
    .claimOutcome(met: true, points: "+4.1 points", isCertain: false),
    .noHistory(path: "history"),
    .unreadableEvent(place: "history/events-2026-01.ndjson:12"),
    .nothingToJudge(nothing: "no judged run", path: "history"),
    .periodEndsBeforeDays(until: "2026-01-31"),
    .periodReversed(until: "2026-01-31", since: "2026-02-01"),
    .notADate(option: "since", text: "yesterday"),
    .noValue(path: "history"),
    .noValueOnBranch(branch: "branch main or master", path: "history"),
    .newestValues(limit: 1000, of: 2310),
    .newestAlerts(limit: 50, of: 61),
    .unknownEventType(path: "history", type: "regresion", known: ["run_finished", "regression"]),
    .noParameter(name: "size"),
    .byOrParameter,
    .byShowsNoTrends,
    .byHasNoMarkdown,
    .unknownRelease(commit: "4f2c1aa"),
    .noChange(series: 24),
    .optionLooksAtOpenAlerts(option: "--new", state: "resolved"),
    .emptyIdentifier,
    .unknownAlert(path: "history", id: "8T1E0"),
    .alertAmbiguous(id: "E0", count: 3),
    .alreadyResolved(component: "parse/order", message: "regression: wall_time +12.0 %"),
    .nothingShared(path: "history", left: "main", right: "feature/x"),
    .plainWithoutArchive,
    .eventsAdded(count: 31, path: "history"),
    .archiveState(size: "12 files, 3.10 MB", old: "2 files, 412 kB", days: 30),
    .twoOfAKind(kind: "runs"),
    .verdictOfAnotherRun,
    .lineCompleted(path: "history/events-2026-01.ndjson"),
    .lineRemoved(path: "history/events-2026-01.ndjson", bytes: 131),
    .noTimeZone,
    .eventsFromInput,
    .optionInLine(option: "run"),
    .notAPayload(word: "query_ms"),
    .passedOver(problem: "history/archive/1.json: no such file; check the path"),
  ]
}
