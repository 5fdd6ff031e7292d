/// Messages about records: errors in a measurement, and contradictions.
package enum RecordMessage: Message {
  case noMetric
  case noSamples
  case noTime
  case iterationsInvalid(count: Int)
  case metricTwice(metric: String)
  case notPairs(metric: String, baseline: Int, candidate: Int)
  case tooManyEarlierPairs(metric: String, earlier: Int, all: Int)
  case launchWithoutSample(metric: String)
  case samplesNotFinite(metric: String)
  case belowZero(metric: String, value: String)
  case stepBelowZero(step: String)
  case measuredWithFailure(message: String)
  case noFailure(status: String)
  case skippedWithSamples(metric: String)
  case wrongUnit(metric: String, unit: String, known: [String])
  case wrongDirection(metric: String, direction: String, known: String)
  case itFailed
  case oneLayout(reason: String?)
  case layoutSpread(size: String, share: String)
  case twoSpeedsByPlacement(speeds: String, spread: String)
  /// The name of a limit on the growth of a series.
  case growthLimit(GrowthEvidence.Limit)
  case staleProgram(own: String, other: String)
  case sameProgram
  case noDigest
  case resultsDiffer
  case speedupTimes(faster: String, ratio: String, slower: String, least: String)
  case speedupLess(
    faster: String, size: String, direction: String, metric: String, slower: String, least: String)
  case fewMachines
  case runTwice
  case environmentOfNoMachine
  case machinesNotNamed(metric: String)
  case machineCount(metric: String, machines: Int, run: Int)
  case machinesMadeMore(metric: String, launches: Int)
  case machinesMadeFewer(metric: String, launches: Int)
  case repeatNotACommand
  case repeatWithReason
  case repeatEmpty
  case codeWithoutBaseline
  case codePartlyCompared
  case codeCountInvalid(what: String)
  case codeCountDiffers(count: Int, what: String, named: Int)
  case notLaunchedForCode
  case codeNotCompared
  case sameCodeNotCompared
  case sameCodeOwnVariables
  case sameCodeDoubted
  case notLaunchedStatus(status: String)
  case sameCodeMeasured
  case sameCodePlanned
  case codeBesideAnchor(benchmark: String)
  case inputMissing(index: Int, count: Int)
  case notAHash(text: String)
  case stretchMissing(benchmark: String, place: Int, count: Int)
  case functionMissing(benchmark: String, place: Int, count: Int)
  case tracedOnce(benchmark: String)
  case instructionsDiffer(benchmark: String)
  case fileMissing(file: Int, count: Int)
  case stretchReversed(first: Int, last: Int)
  case evidenceRuns(runs: Int)
  case evidenceTwice(benchmark: String)
  case evidenceWithoutIterations(benchmark: String)
  case evidenceUnpaired(benchmark: String)
  case evidenceStatus(benchmark: String, status: String)
  case evidenceInvalid(benchmark: String, reason: String)
  case layoutsTooFew(launches: Int, layouts: Int)
  case deviationInvalid
  case spreadOutside(value: Double)
  case layoutShare
  case notTwoSpeeds(fast: Double, slow: Double)
  case notAProbability(value: Double)
  case spreadTwice(benchmark: String)
  case layoutsTwice(benchmark: String)
  case layoutsInvalid(benchmark: String, reason: String)
  case launchSpreadInvalid(benchmark: String, spread: Double)
  case spreadOfOneLayout(benchmark: String)
  case spreadWithoutStudy
  case profileTotalOrReason
  case profileWithoutTotal
  case profileTotal
  case profileSamples(method: String)
  case profileIterations(method: String)
  case profileFunctions(listed: Int, leftOut: Int)
  case profileAboveTotal(side: String)
  case costsNothing
  case costOfUnprofiledBaseline
  case costBelowZero
  case callsOfTimer
  case tooManyFrames(count: Int)
  case frameBeforeCaller(place: Int)
  case frameBelowZero(place: Int)
  case frameOfUnprofiledBaseline(place: Int)
  case profileOfUnknown
  case profileTwice
  case profileWithoutBaseline
  case causeTotal
  case causeQuantity(method: String, quantity: String)
  case causeFunctions(count: Int)
  case causeEqualNames
  case causeEqualTotals
  case causeWithoutCost(function: String)
  case causeAboveTotal(function: String)
  case causeCalls(function: String)
  case causeCallsOfTimer(function: String)
  case causeOfBaseline(function: String)
  case causeNewButCalled(function: String)
  case causeOrder(first: String, second: String)
  case outcomeDiffers(stated: String, derived: String)
  case anchorMissing
  case anchorCount(stated: Int, found: Int)
  case codeMissing
  case historyLater(benchmark: String)
  case accounting(stated: Int, name: String, found: Int)
  case strayEvidence(rule: String, stray: String)
  case acceptedStatus(status: String)
  case notAcceptable(status: String)
  case statusOfRule(status: String, severity: String?, rule: String)
  case evidenceOfCode
  case sameCodeCompared
  case sameCodeChanged
  case causeOfStatus(status: String)
  case causeOfMetric(quantity: String, metric: String)
  case provenAfter(proof: Int, launches: Int)
  case earlierPairs(earlier: Int, launches: Int)
  case machinesAgree(agreeing: Int, machines: Int)
  case intervalReversed(low: Double, high: Double)
  case differenceReversed(low: Double, high: Double)
  case ratioOutside(ratio: Double, low: Double?, high: Double?)
  case valueAndRatio(value: Double, ratio: Double, baseline: Double, due: Double)
  case passedBeyond(most: Double, tolerance: Double)
  case improvedButWorse
  case regressedButBetter
  case historyWithoutChange
  case historyStanding(status: String, standing: String)
  case historyEmpty
  case historyLevel
  case historyStandingRuns
  case historyAcceptedEmpty
  case trendDays
  case trendStable
  case trendWithoutChange
  case trendDirection(direction: String)
  case trendWeek
  case historyChangeEmpty
  case historyChangeOutside

  package static let examples: [Self] = [
    .noMetric,
    .noSamples,
    .noTime,
    .iterationsInvalid(count: 0),
    .metricTwice(metric: "wall_time"),
    .notPairs(metric: "wall_time", baseline: 19, candidate: 20),
    .tooManyEarlierPairs(metric: "wall_time", earlier: 20, all: 12),
    .launchWithoutSample(metric: "wall_time"),
    .samplesNotFinite(metric: "wall_time"),
    .belowZero(metric: "wall_time", value: "−3 ns"),
    .stepBelowZero(step: "query"),
    .measuredWithFailure(message: "out of memory"),
    .noFailure(status: "failed"),
    .skippedWithSamples(metric: "wall_time"),
    .wrongUnit(metric: "wall_time", unit: "bytes", known: ["nanoseconds"]),
    .wrongDirection(metric: "wall_time", direction: "higher_is_better", known: "lower_is_better"),
    .itFailed,
    .oneLayout(reason: "the baseline has no link kit"),
    .layoutSpread(size: "1.2 %", share: "83 %"),
    .twoSpeedsByPlacement(speeds: "1.20 and 1.31 ms", spread: "±4.0 % by layout alone"),
    .growthLimit(.perStep), .growthLimit(.total), .growthLimit(.cumulative),
    .growthLimit(.complexity), .growthLimit(.scenario), .growthLimit(.exponent),
    .staleProgram(own: "4f2c1aa", other: "9d8e7f6"),
    .sameProgram,
    .noDigest,
    .resultsDiffer,
    .speedupTimes(faster: "sort/radix", ratio: "1.8", slower: "sort/merge", least: "2"),
    .speedupLess(
      faster: "sort/radix", size: "12 %", direction: "less", metric: "instructions",
      slower: "sort/merge", least: "20 %"),
    .fewMachines,
    .runTwice,
    .environmentOfNoMachine,
    .machinesNotNamed(metric: "wall_time"),
    .machineCount(metric: "wall_time", machines: 2, run: 3),
    .machinesMadeMore(metric: "wall_time", launches: 40),
    .machinesMadeFewer(metric: "wall_time", launches: 40),
    .repeatNotACommand,
    .repeatWithReason,
    .repeatEmpty,
    .codeWithoutBaseline,
    .codePartlyCompared,
    .codeCountInvalid(what: "functions"),
    .codeCountDiffers(count: 3, what: "functions", named: 2),
    .notLaunchedForCode,
    .codeNotCompared,
    .sameCodeNotCompared,
    .sameCodeOwnVariables,
    .sameCodeDoubted,
    .notLaunchedStatus(status: "measured"),
    .sameCodeMeasured,
    .sameCodePlanned,
    .codeBesideAnchor(benchmark: "parse/order"),
    .inputMissing(index: 3, count: 3),
    .notAHash(text: "9F86D0"),
    .stretchMissing(benchmark: "parse/order", place: 12, count: 12),
    .functionMissing(benchmark: "parse/order", place: 4, count: 4),
    .tracedOnce(benchmark: "parse/order"),
    .instructionsDiffer(benchmark: "parse/order"),
    .fileMissing(file: 2, count: 2),
    .stretchReversed(first: 120, last: 100),
    .evidenceRuns(runs: 0),
    .evidenceTwice(benchmark: "parse/order"),
    .evidenceWithoutIterations(benchmark: "parse/order"),
    .evidenceUnpaired(benchmark: "parse/order"),
    .evidenceStatus(benchmark: "parse/order", status: "failed"),
    .evidenceInvalid(benchmark: "parse/order", reason: "a launch gave no sample of wall_time"),
    .layoutsTooFew(launches: 2, layouts: 2),
    .deviationInvalid,
    .spreadOutside(value: 0.5),
    .layoutShare,
    .notTwoSpeeds(fast: 2, slow: 1),
    .notAProbability(value: 95),
    .spreadTwice(benchmark: "parse/order"),
    .layoutsTwice(benchmark: "parse/order"),
    .layoutsInvalid(
      benchmark: "parse/order", reason: "a standard deviation by layout is negative or not finite"),
    .launchSpreadInvalid(benchmark: "parse/order", spread: -1),
    .spreadOfOneLayout(benchmark: "parse/order"),
    .spreadWithoutStudy,
    .profileTotalOrReason,
    .profileWithoutTotal,
    .profileTotal,
    .profileSamples(method: "sampled"),
    .profileIterations(method: "callgrind"),
    .profileFunctions(listed: 500, leftOut: 0),
    .profileAboveTotal(side: "candidate"),
    .costsNothing,
    .costOfUnprofiledBaseline,
    .costBelowZero,
    .callsOfTimer,
    .tooManyFrames(count: 9000),
    .frameBeforeCaller(place: 3),
    .frameBelowZero(place: 3),
    .frameOfUnprofiledBaseline(place: 3),
    .profileOfUnknown,
    .profileTwice,
    .profileWithoutBaseline,
    .causeTotal,
    .causeQuantity(method: "sampled", quantity: "instructions"),
    .causeFunctions(count: 90),
    .causeEqualNames,
    .causeEqualTotals,
    .causeWithoutCost(function: "parse(_:)"),
    .causeAboveTotal(function: "parse(_:)"),
    .causeCalls(function: "parse(_:)"),
    .causeCallsOfTimer(function: "parse(_:)"),
    .causeOfBaseline(function: "parse(_:)"),
    .causeNewButCalled(function: "parse(_:)"),
    .causeOrder(first: "parse(_:)", second: "scan(_:)"),
    .outcomeDiffers(stated: "pass", derived: "fail"),
    .anchorMissing,
    .anchorCount(stated: 1, found: 2),
    .codeMissing,
    .historyLater(benchmark: "parse/order"),
    .accounting(stated: 12, name: "comparisons", found: 11),
    .strayEvidence(rule: "budget", stray: "growth"),
    .acceptedStatus(status: "regressed"),
    .notAcceptable(status: "failed"),
    .statusOfRule(status: "crept", severity: "major", rule: "budget"),
    .evidenceOfCode,
    .sameCodeCompared,
    .sameCodeChanged,
    .causeOfStatus(status: "passed"),
    .causeOfMetric(quantity: "instructions", metric: "allocations"),
    .provenAfter(proof: 30, launches: 20),
    .earlierPairs(earlier: 30, launches: 20),
    .machinesAgree(agreeing: 4, machines: 3),
    .intervalReversed(low: 1.2, high: 1.1),
    .differenceReversed(low: 12, high: 11),
    .ratioOutside(ratio: 1.5, low: 1.1, high: 1.2),
    .valueAndRatio(value: 90, ratio: 1.5, baseline: 80, due: 120),
    .passedBeyond(most: 0.2, tolerance: 0.1),
    .improvedButWorse,
    .regressedButBetter,
    .historyWithoutChange,
    .historyStanding(status: "improved", standing: "worst"),
    .historyEmpty,
    .historyLevel,
    .historyStandingRuns,
    .historyAcceptedEmpty,
    .trendDays,
    .trendStable,
    .trendWithoutChange,
    .trendDirection(direction: "degrading"),
    .trendWeek,
    .historyChangeEmpty,
    .historyChangeOutside,
  ]
}
