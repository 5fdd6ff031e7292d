package import GateRecords

/// The messages of the gate about benchmarks: the messages and notes of findings, and the warnings of a check.
package enum DetectionMessage: Message {
  // Comparisons with the baseline.
  case changed(MetricChange, MetricChange.Conclusion)
  case worseOnMachines(
    MetricName, machines: String, change: String, elsewhere: String, tolerance: String,
    isProven: Bool)
  case changeByMachine(worst: String, others: String)
  case crept(time: String, tolerance: String)
  case creepUnproven(time: String, tolerance: String)
  case creepAddsUp(alone: String?)
  case new(isKnownElsewhere: Bool)
  case nothingToCompare(MetricName, reason: String)
  case notMeasuredHere(MetricName, reason: String)
  case metricMissing(MetricName?)
  case incomparable(MetricName, reason: String)
  case unitChanged(before: String, now: String)
  case directionChanged(moreIsBetterNow: Bool)
  case differentMeaning
  case startIncluded(isCandidate: Bool)
  case storeAgain
  case baselineCountsNothing(reason: String)
  case baselineFailed(reason: String)
  case storedRunsNotTaken
  case sameCode(isLaunched: Bool)

  // Notes on comparisons.
  case moreThanHalfGone
  case launchesVary(tolerance: String)
  case belowFloor(String)
  case belowClock
  case givenInSomeLaunches(MetricName?, counts: String)
  case noCommonPair
  case notComparable
  case laxerPlan(measured: String?, judged: String)
  case baselineStopped(reason: String)
  case tooFewPairs(Int, needed: Int)
  case noTolerance
  case measureLonger(onMoreMachines: Bool)
  case launchesApart(share: String, isCandidate: Bool, times: String, worse: String, others: String)
  case seeLaunches(isStored: Bool)
  case meanOnly(typical: String, mean: String)
  case assumedSpread(String, runs: Int)
  case wholeSuiteSlower(String)
  case besideSuiteOnly
  case negativeValues
  case noRatio
  case machineSpeedUnknown(needed: Int, benchmarks: Int)
  case layout(words: String, fixedTolerance: String?)
  case twoSpeeds(String)
  case runsChanged(functions: [String], more: Int, changed: Int)
  case causeUnknown(reason: String)

  // Presence.
  case failedSilently
  case printed(String)
  case breakerOpen(reason: String)
  case skipped(reason: String)
  case skippedNow(reason: String)
  case benchmarkMissing
  case formerName(String, source: String)
  case renameEnded(String, until: String, source: String)
  case repeated

  // Limits.
  case budget(what: String, value: String, limit: String, isUnproven: Bool)
  case budgetUnjudged(what: String, source: String, reason: String)
  case serviceLevel(what: String, value: String, limit: String, warning: String, status: String)
  case serviceLevelUnjudged(MetricName, source: String, reason: String)
  case rowsUnknown(source: String, rows: Int)
  case allowedBreach(of: Int)
  case notMeasured(MetricName, hint: String)
  case unavailable(MetricName, reason: String)
  case wrongDimension(limit: String, unit: String, source: String?)
  case pointsOfNoShare(unit: String, source: String?)
  case onlyMeans(isOfRows: Bool)
  case onlyMeanRows
  case noSamples(MetricName)
  case moreIsBetter
  case withinToleranceOnly
  case meansOfIterations(Int)
  case boundsStraddle
  case oneLaunch(String, remedy: LaunchRemedy)
  case percentileShort(reason: String, launches: Int, samples: Int, isTooMany: Bool)
  case processorTaken(samples: Int, of: Int)
  case someLaunchesBreak

  // Speed-ups, growth and equal results.
  case speedupUnjudged(source: String, reason: String)
  case notOnBothSides(MetricName)
  case gaveNothing(BenchmarkIdentifier)
  case expected(value: String, band: String, isLess: Bool)
  case rowsDiffer(String, String)
  case digestsDiffer(String, String)
  case digestMissing(BenchmarkIdentifier)
  case gap(BenchmarkIdentifier)
  case oneStep
  case grows(MetricName, change: String, place: String, limit: String, isUnproven: Bool)
  case takesTogether(MetricName, steps: Int, total: String, limit: String, isUnproven: Bool)
  case noMatchingStep(series: String, parameter: String)
  case tooFewSizes(MetricName, sizes: Int)
  case noOrder(MetricName)
  case order(MetricName, found: String, sizes: Int, allowed: String)
  case orderUnclear(allowed: String, error: String)
  case exponent(MetricName, series: String, now: String, before: String, by: String, limit: String)
  case exponentWarns
  case noSuchReference(BenchmarkIdentifier)
  case referenceNotMeasured(BenchmarkIdentifier)
  case resultUnknown(reference: BenchmarkIdentifier, silent: BenchmarkIdentifier)
  case resultDiffers(reference: BenchmarkIdentifier, digest: String, expected: String)
  case resultSame(BenchmarkIdentifier)

  // The whole check.
  case partialRun(missing: Int)
  case notOptimised
  case otherMachine
  case anchorUnmeasured
  case anchorIncomparable(BenchmarkIdentifier, reason: String)
  case moveAnchor
  case anchorUnproven(Int)
  case moreRemarks(Int)
  case selfCheckElsewhere
  case selfCheckAlarms(Int, comparisons: Int)
  case machineSpeed(String, benchmarks: Int)
  case machineTooDifferent(most: String, speed: String, benchmarks: Int)
  case machineHidesChanges(String, benchmarks: Int, hidden: Int, comparisons: Int)

  // Records that contradict themselves.
  case noBenchmark
  case nothingMeasured
  case endsBeforeStart(end: String, start: String)
  case impossibleDuration(Int64, besideAnchor: Bool)
  case impossibleEvidence(pairs: Int, runs: Int)
  case impossiblePlan(comparisons: Int, benchmarks: Int)
  case besideAnchor(String)
  case contradiction(BenchmarkIdentifier, String, isImported: Bool)
  case strayTest(BenchmarkIdentifier, besideAnchor: Bool)
  case otherDirection(
    BenchmarkIdentifier, MetricName, run: String, plan: String, besideAnchor: Bool)
  case strayAnchor(BenchmarkIdentifier)
  case strayLeftOut(BenchmarkIdentifier)
  case layoutStudy(String)
  case layoutStudyElsewhere(suite: String, environment: String)
  case strayLayout(BenchmarkIdentifier)
}
