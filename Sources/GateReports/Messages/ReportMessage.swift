package import GateRecords

/// The texts of reports that are not the findings' own messages: the headline, the error rates, and notes on the
/// whole.
package enum ReportMessage: Message {
  // The headline.
  case outcome(Outcome, isJudged: Bool)
  case benchmarkCounts([String])
  case noBaseline
  case firstRun
  case commands(String, against: String)
  case pairedWith(String, machines: Int?)
  case otherMachine(String?)
  case storedNumbers(String?)

  // The whole verdict.
  case compliance(percent: String, levels: Int, breaches: Int, allowed: Int, isKept: Bool)
  case policyChange(
    kind: String, rule: String, before: String?, after: String?, source: String, reason: String?,
    isUnexplained: Bool)
  case breaker(
    String, of: BenchmarkIdentifier, openings: Int, state: BreakerState, recovery: String?)
  case recovery(String, target: String, isMissed: Bool)
  case breakerStart(launch: Int, BreakerState)
  case breakerChange(to: BreakerState, at: String)
  case moreBreakers(Int)
  case moreWarnings(Int)
  case outage
  case layoutsMatter(isFresh: Bool, study: String?, rows: Int, of: Int)
  case moreLayouts(Int)
  case twoSpeedsOverLayouts(String)
  case speedsOverLayouts(String)
  case speedsByPlacement(String)
  case codeNotCompared(reason: String?)
  case anchor(String, crept: Int, of: Int, unproven: Int)
  case selfCheck(alarms: Int, of: Int, day: String, spread: String?)

  // Where a change comes from.
  case equalInstructions
  case noFunction(samples: String?)
  case partOfChange(String?)
  case mostOfChange
  case notInBaseline
  case callsUnchanged
  case sampled(stacks: String)
  case unknownCauses(Int, reason: String)

  // What a benchmark's history says.
  case history([String])
  case levelSince(String, commit: String?, change: String)
  case sameLevel(runs: Int, since: String)
  case weeklyTrend(String)
  case trend(String, days: String)
  case noTrend
  case acceptedRegressions(Int, last: String)
  case extremeOfAll(FindingHistory.Standing.Kind, runs: Int, since: String)
  case extremeSince(FindingHistory.Standing.Kind, String, commit: String?)

  // Error rates.
  case falseAlarm(rate: String, comparisons: Int)
  case miss(rate: String)
  case withinTolerance(rate: String)
  case creepAlarm(rate: String, comparisons: Int)
  case intervals

  // A row's status, and the number of benchmarks of a kind.
  case status(RowStatus)
  case benchmarks(Int, BenchmarkTally.Kind)

  // Evidence.
  case seesChanges(String, pairs: String)
  case ignoresChanges(below: String)
  case exact
  case notInEveryLaunch
  case launchPairs(Int, earlier: Int)
  case pairsOnMachines(Int, machines: Int, agreeing: Int)
  case pairsWith(Int, anchor: String)
  case pairsElsewhere(Int, change: String)
  case pairsWorse
  case launchesWorse
  case notDecided
  case provesNothing
  case provenAfter(Int)
  case storedRuns(Int, machine: String?)
  case tolerates(String)
  /// A change for the better beyond the tolerance that is not proven.
  case improvementNotProven
  case consequence(onlyWarns: Bool, at: String)
  case labelled(String, beyond: String, tolerated: String)
  case limitKept(String, margin: String)
  case limitBroken(String, isCeiling: Bool, by: String)
  case serviceLevel(limit: String, warnsAbove: String)
  case serviceLevelUse(String, category: String, used: String?)
  case speedupDemand(String, expected: String?, result: String?)
  case sameResult
  case fromZero(String)
  case steps(Int, of: String)
  case allows(String)
  case also(String, figures: String, evidence: String, onlyWarns: Bool)

  // Repeating the measurement.
  case notRepeatable(reason: String)
  case repetitionHidden
  case repetitionTooLong

  // Omissions.
  case leftOut(Int, place: String)
  case unproven([String], more: Int)
  case largestChanges
  case more(Int)
  case moreRows(Int)
  case cardsLeftOut(Int)
  case seriesNotDrawn(Int)
  case olderChanges(Int)
  case moreStable(Int)
  case notShown(Int)

  // Titles with a count or a name.
  case allBenchmarks(Int)
  case allMeasurements(Int)
  case allSeries(Int)
  case budgetsKept(Int, by: Int?)
  case budgetsProven(Int, of: Int)
  case changedFunctions(Int)
  case claimsMet(Int, measured: Int, of: Int)
  case findingsOf(String)
  case stepsOf(String)
  case metricOf(String, String)
  case changesOf(MetricName, environment: String)
  case over(String, parameter: String)
  case typicalTime(suite: String, beside: String)
  case logarithmicTimes
  case bottleneck
  case rationale(String)

  // What a rule is about, behind the benchmark's name.
  case ofServiceLevel
  case ofSpeedup(against: String?)
  case ofResult
  case ofCreep
  case ofMachines(String?)

  // Captions and the machine's noise.
  case flameGraph(isSampled: Bool, isCompared: Bool)
  case percentilesDrawn(MetricName)
  case samplesDrawn(MetricName, isCompared: Bool)
  case pairsDrawn(MetricName)
  case noise(launches: String, most: String?)
  case noiseOfIntervals(String)
  case machineFit(Bool, against: Int, warnings: Int)

  // Larger sizes.
  case law(String, String, formula: String?, off: String)
  case noLaw(String, best: String, off: String, most: String)
  case twoSizes
  case noEstimateBeyond(String)
  case estimate(String, String, times: String, String)
  case estimateCaveat
  case quickerInChunks(String, String, time: String, whole: String, chunk: String)
  case exceedsMemory(String, String, memory: String, chunk: String?)

  // The search for a commit.
  case between(String, String)
  case changedWith(String, commits: Int, String)
  case changedWithin(String, String)
  case didNotChange(String, String)
  case changeUndecided(String, String)
  case commitsOfChange(Int, change: String, error: String)
  case commitsBetween(Int)
  case commitLeftOut(String, reason: String)
  case searchCost(change: String?, commits: Int, touching: Int, builds: Int, pairs: Int)
  case again(String)

  // Nothing to show.
  case noRunYet
  case noTwoRuns
  case noValues

  // Pages.
  case measuredFigures
  case onlyBefore
  case onlyAfter
  case period(from: String, to: String)
  case oneRun
  case newestDrawn(Int)

  // Links that are refused.
  case linkWithoutName
  case linkName(longest: Int)
  case linkScheme
  case linkTooLong(longest: Int)
  case linkCharacter
  case linkHost
}
