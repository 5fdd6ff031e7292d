import GateRecords

extension DetectionMessage {
  @_optimize(none)
  package static var examples: [DetectionMessage] {
    comparisons + notes + limits + promises + checks
  }

  private static func change(_ conclusion: MetricChange.Conclusion) -> DetectionMessage {
    .changed(
      MetricChange(metric: .wallTime, before: "1.21 ms", after: "1.34 ms", change: "+10.4 %"),
      conclusion)
  }

  private static let comparisons: [DetectionMessage] = [
    change(.beyond(tolerance: "5 %", provenAfter: nil)),
    change(.beyond(tolerance: "5 %", provenAfter: 12)),
    change(.labelled(.minor, from: "10 %", provenAfter: nil)),
    change(.failsBeyond(tolerance: "25 %", provenAfter: nil)), change(.improved),
    change(.unproven(tolerance: "5 %")),
    change(
      .launchesDiffer(
        "3 of 10 launches of the candidate are 10 times slower than its others, 0 of 10 of the baseline; "
          + "the mean over launches is +190.0 %", tolerance: "5 %")),
    change(.within(tolerance: "15 %")), change(.perhapsBetter(tolerance: "15 %")),
    change(.belowFloor("200 µs", isWorse: true)),
    change(.belowFloor("200 µs", isWorse: false)), change(.plain),
    .worseOnMachines(
      .wallTime, machines: "AMD EPYC 9V74", change: "+10.0 % [+8.1, +12.2]", elsewhere: "−0.2 %",
      tolerance: "5 %", isProven: true),
    .worseOnMachines(
      .wallTime, machines: "AMD EPYC 9V74", change: "+6.0 % [+3.1, +9.2]", elsewhere: "−0.2 %",
      tolerance: "5 %", isProven: false),
    .changeByMachine(worst: "AMD EPYC 9V74", others: "0.0 % on AMD EPYC 7763"),
    .crept(
      time:
        "wall_time went from 1.21 ms to 1.34 ms (+10.4 %) since the anchor 4f2c1aa of 2026-08-01",
      tolerance: "10 %"),
    .creepUnproven(
      time:
        "wall_time went from 1.21 ms to 1.34 ms (+10.4 %) since the anchor 4f2c1aa of 2026-08-01",
      tolerance: "10 %"),
    .creepAddsUp(alone: "+3.0 %"), .new(isKnownElsewhere: false), .new(isKnownElsewhere: true),
    .nothingToCompare(
      .wallTime, reason: "the baseline's program could not measure it: crashed with SIGSEGV"),
    .notMeasuredHere(.instructions, reason: "valgrind is not installed"),
    .metricMissing(.allocations),
    .incomparable(.wallTime, reason: "its unit changed from ns to count"),
    .unitChanged(before: "ns", now: "count"), .directionChanged(moreIsBetterNow: true),
    .differentMeaning, .startIncluded(isCandidate: true), .startIncluded(isCandidate: false),
    .storeAgain, .baselineCountsNothing(reason: "valgrind is not installed"),
    .baselineFailed(reason: "crashed with SIGSEGV"), .storedRunsNotTaken,
    .sameCode(isLaunched: true), .sameCode(isLaunched: false),
  ]

  private static let notes: [DetectionMessage] = [
    .moreThanHalfGone, .launchesVary(tolerance: "5 %"), .belowFloor("500 ns"), .belowClock,
    .givenInSomeLaunches(
      .wallTime, counts: "in 1 of 10 launches of the candidate and in 10 of 10 of the baseline"),
    .givenInSomeLaunches(
      nil, counts: "in 1 of 10 launches of the candidate and in 10 of 10 of the baseline"),
    .noCommonPair, .notComparable,
    .laxerPlan(
      measured: "a tolerance of 10 %, 4 comparisons, a false-alarm rate of 1 %",
      judged: "a tolerance of 5 %, 4 comparisons, a false-alarm rate of 1 %"),
    .laxerPlan(measured: nil, judged: ""), .baselineStopped(reason: "crashed with SIGSEGV"),
    .tooFewPairs(2, needed: 8), .noTolerance, .measureLonger(onMoreMachines: false),
    .launchesApart(
      share: "30 %", isCandidate: true, times: "10.0", worse: "slower", others: "0 %"),
    .seeLaunches(isStored: false), .seeLaunches(isStored: true),
    .meanOnly(typical: "+0.4 %", mean: "+12.0 %"), .assumedSpread("5 %", runs: 1),
    .wholeSuiteSlower("8.1 %"), .besideSuiteOnly, .negativeValues, .noRatio,
    .machineSpeedUnknown(needed: 5, benchmarks: 2),
    .layout(
      words: "±2.5 % by layout alone (one standard deviation, 61 % of the variance of a launch)",
      fixedTolerance: "8.6 %"),
    .twoSpeeds("106 and 156 µs"),
    .runsChanged(functions: ["Parser.next()"], more: 0, changed: 1),
    .runsChanged(functions: ["Parser.next()", "Parser.peek()"], more: 2, changed: 12),
    .runsChanged(functions: [], more: 0, changed: 12), .causeUnknown(reason: "two threads ran"),
    .failedSilently, .printed("Fatal error: index out of range"),
    .breakerOpen(reason: "3 calls of db failed in a row"), .skipped(reason: "needs a GPU"),
    .skippedNow(reason: "needs a GPU"), .benchmarkMissing,
    .formerName("parse/old", source: "budgets/a.json5:7"),
    .renameEnded("parse/new", until: "2026-11-20", source: "budgets/a.json5:7"), .repeated,
  ]

  private static let limits: [DetectionMessage] = [
    .budget(
      what: "p95 of wall_time", value: "61.2 ms", limit: "the budget of 50 ms + 10 % allows 55 ms",
      isUnproven: false),
    .budget(
      what: "min of match_rate", value: "69 %", limit: "the budget is at least 70 %",
      isUnproven: true),
    .budgetUnjudged(
      what: "p95 of wall_time", source: "budgets/a.json5:7", reason: "there are no samples"),
    .serviceLevel(
      what: "median of wall_time", value: "121 s", limit: "120 s", warning: "90 s",
      status: "SLA_BREACH, CRITICAL"),
    .serviceLevelUnjudged(
      .throughput, source: "budgets/a.json5:9", reason: "more of this metric is better"),
    .rowsUnknown(source: "budgets/a.json5:9", rows: 100), .allowedBreach(of: 1),
    .notMeasured(MetricName(rawValue: "wall_tme"), hint: "; did you mean wall_time?"),
    .unavailable(.instructions, reason: "valgrind is not installed"),
    .wrongDimension(limit: "a time", unit: "bytes", source: "budgets/a.json5:7"),
    .pointsOfNoShare(unit: "ns", source: "budgets/a.json5:7"), .onlyMeans(isOfRows: true),
    .onlyMeans(isOfRows: false), .onlyMeanRows, .noSamples(.wallTime), .moreIsBetter,
    .withinToleranceOnly, .meansOfIterations(100), .boundsStraddle,
    .oneLaunch("a mean", remedy: .two),
    .oneLaunch("a ratio", remedy: .twoOnEachSide), .oneLaunch("a sum", remedy: .observed),
    .percentileShort(
      reason: "one launch cannot bound p95: its samples resemble each other", launches: 12,
      samples: 60, isTooMany: false),
    .percentileShort(
      reason: "102 samples of 17 launches count as 57 independent ones, and p99 needs 299",
      launches: 90, samples: 6, isTooMany: false),
    .percentileShort(
      reason: "40 samples cannot bound p99.9, which needs 2,995", launches: 3_000, samples: 1,
      isTooMany: true),
    .processorTaken(samples: 120, of: 600), .someLaunchesBreak,
  ]

  private static let promises: [DetectionMessage] = [
    .speedupUnjudged(source: "budgets/a.json5:12", reason: "ingest/parallel has no measurement"),
    .notOnBothSides(.wallTime), .gaveNothing(BenchmarkIdentifier("ingest/parallel")),
    .expected(value: "2.6", band: "3 to 4", isLess: true),
    .expected(value: "9.1", band: "3 to 4", isLess: false), .rowsDiffer("7", "8"),
    .digestsDiffer("11aa", "22bb"), .digestMissing(BenchmarkIdentifier("ingest/parallel")),
    .gap(BenchmarkIdentifier("sort{n=100}")), .oneStep,
    .grows(
      .wallTime, change: "+28.0 %", place: "from 2 to 3", limit: "20 %", isUnproven: false),
    .takesTogether(.wallTime, steps: 3, total: "369 s", limit: "300 s", isUnproven: true),
    .noMatchingStep(series: "plain{n=*}", parameter: "n"), .tooFewSizes(.wallTime, sizes: 3),
    .noOrder(.wallTime), .order(.wallTime, found: "O(n²)", sizes: 5, allowed: "O(n log n)"),
    .orderUnclear(allowed: "O(n)", error: "4.1 %"),
    .exponent(
      .wallTime, series: "sort{n=*}", now: "n^1.52", before: "n^1.00", by: "0.52", limit: "0.2"),
    .exponentWarns, .noSuchReference(BenchmarkIdentifier("sort/old")),
    .referenceNotMeasured(BenchmarkIdentifier("sort/old")),
    .resultUnknown(
      reference: BenchmarkIdentifier("sort/old"), silent: BenchmarkIdentifier("sort/new")),
    .resultDiffers(
      reference: BenchmarkIdentifier("sort/old"), digest: "11aa", expected: "22bb"),
    .resultSame(BenchmarkIdentifier("sort/old")),
  ]

  private static let checks: [DetectionMessage] = [
    .partialRun(missing: 1), .notOptimised, .otherMachine, .anchorUnmeasured,
    .anchorIncomparable(BenchmarkIdentifier("parse/order"), reason: "it has no samples"),
    .moveAnchor, .anchorUnproven(12), .moreRemarks(7), .selfCheckElsewhere,
    .selfCheckAlarms(2, comparisons: 47), .machineSpeed("8.1 % slower", benchmarks: 20),
    .machineTooDifferent(most: "30 %", speed: "30 % slower", benchmarks: 20),
    .machineHidesChanges("8.1 % slower", benchmarks: 20, hidden: 12, comparisons: 20),
    .noBenchmark, .nothingMeasured,
    .endsBeforeStart(end: "2026-11-21T05:18:07.000Z", start: "2026-11-21T05:20:07.000Z"),
    .impossibleDuration(-3, besideAnchor: false), .impossibleDuration(-3, besideAnchor: true),
    .impossibleEvidence(pairs: -1, runs: 2), .impossiblePlan(comparisons: 0, benchmarks: 12),
    .besideAnchor("it has no samples"),
    .contradiction(
      BenchmarkIdentifier("parse/order"), "it is skipped and has samples", isImported: false),
    .contradiction(
      BenchmarkIdentifier("parse/order"), "it is skipped and has samples", isImported: true),
    .strayTest(BenchmarkIdentifier("parse/order"), besideAnchor: false),
    .strayTest(BenchmarkIdentifier("parse/order"), besideAnchor: true),
    .otherDirection(
      BenchmarkIdentifier("parse/order"), .wallTime, run: "lower_is_better",
      plan: "higher_is_better", besideAnchor: false),
    .strayAnchor(BenchmarkIdentifier("parse/order")),
    .strayLeftOut(BenchmarkIdentifier("parse/order")),
    .layoutStudy("its shares are not between 0 and 1"),
    .layoutStudyElsewhere(suite: "Orders", environment: "linux-x86_64"),
    .strayLayout(BenchmarkIdentifier("parse/order")),
  ]
}
