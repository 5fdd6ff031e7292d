import GateRecords

extension DetectionMessage {
  @_optimize(none)
  package var text: String {
    switch self {
    case .changed(let change, let conclusion): change.text + conclusion.text
    case .worseOnMachines(
      let metric, let machines, let change, let elsewhere, let tolerance, let isProven):
      "\(metric) is worse on \(machines) only: \(change); \(elsewhere) elsewhere; "
        + (isProven
          ? "up to \(tolerance) worse is tolerated"
          : "it is not proven whether it is worse by \(tolerance) there")
    case .changeByMachine(let worst, let others): "the change on \(worst); \(others)"
    case .crept(let time, let tolerance): "\(time); up to \(tolerance) is tolerated"
    case .creepUnproven(let time, let tolerance):
      "\(time); it is not proven whether it is slower by more than \(tolerance)"
    case .creepAddsUp(let alone):
      "changes that stay within their own tolerance add up"
        + (alone.map { "; this change alone: \($0)" } ?? "")
    case .new(let isKnownElsewhere):
      isKnownElsewhere
        ? "new: the baseline was measured on another kind of machine, which is not comparable"
        : "new: the baseline does not have this metric yet"
    case .nothingToCompare(let metric, let reason):
      "\(metric) has nothing to compare with: \(reason)"
    case .notMeasuredHere(let metric, let reason): "\(metric) cannot be measured here: \(reason)"
    case .metricMissing(let metric):
      "the baseline has \(metric?.rawValue ?? "this metric"), this run does not"
    case .incomparable(let metric, let reason): "\(metric) cannot be compared: \(reason)"
    case .unitChanged(let before, let now): "its unit changed from \(before) to \(now)"
    case .directionChanged(let isMore):
      isMore
        ? "its direction changed: less was better, now more is better"
        : "its direction changed: more was better, now less is better"
    case .differentMeaning: "the metric does not mean what it meant in the baseline"
    case .startIncluded(let isCandidate):
      isCandidate
        ? "this run's times include the start of the process, and the stored run's may not"
        : "the stored run's times include the start of the process, and this run's may not"
    case .storeAgain: "the stored run is of an older version"
    case .baselineCountsNothing(let reason): "the baseline's program counts nothing: \(reason)"
    case .baselineFailed(let reason): "the baseline's program could not measure it: \(reason)"
    case .storedRunsNotTaken:
      "every stored run that has it is too old, or too many runs back, for the budgets' 'baseline'"
    case .sameCode(let isLaunched):
      "runs the same code as the baseline" + (isLaunched ? "" : "; not launched")
    case .moreThanHalfGone: "more than half of it is gone"
    case .launchesVary(let tolerance):
      "values differ between launches; changes up to \(tolerance) are treated as noise"
    case .belowFloor(let floor): "worse by less than \(floor), which the budgets do not count"
    case .belowClock: "the difference is smaller than the clock can measure"
    case .givenInSomeLaunches(let metric, let counts):
      metric.map { "\($0) was recorded \(counts); it may be worse in the others" }
        ?? "recorded \(counts)"
    case .noCommonPair: "no launch pair recorded it on both sides"
    case .notComparable: "its values are not numbers that can be compared"
    case .laxerPlan(let measured, let judged):
      measured.map { "measured for a laxer question (\($0)) than the check asks (\(judged))" }
        ?? "measured for a laxer question: measuring had no rule for it"
    case .baselineStopped(let reason):
      "the baseline's program could not be launched again (\(reason))"
    case .tooFewPairs(let pairs, let needed):
      "\(counted(pairs, "launch pair")); a regression needs \(needed) at least, so none could be proven"
    case .noTolerance: "a value that varies cannot be proven to stay within a tolerance of 0 %"
    case .measureLonger(let onMoreMachines):
      "measure longer with --profile thorough, or on \(onMoreMachines ? "more machines" : "a quieter machine")"
    case .launchesApart(let share, let isCandidate, let times, let worse, let others):
      "launches differ: \(share) of \(isCandidate ? "this change's" : "the baseline's") are \(times) times "
        + "\(worse) than the rest, \(others) of \(isCandidate ? "the baseline's" : "this change's")"
    case .seeLaunches(let isStored):
      "find out what those launches do; "
        + (isStored
          ? "measure beside the baseline's program to see how often it happens"
          : "--profile thorough measures longer and shows how often it happens")
    case .meanOnly(let typical, let mean):
      "typical time \(typical), mean \(mean): something that happens seldom became slower"
    case .assumedSpread(let spread, let runs):
      "weak evidence: with \(counted(runs, "stored run")) a spread of \(spread) between runs is assumed"
    case .wholeSuiteSlower(let change):
      "the whole suite ran \(change) slower, and stored numbers cannot distinguish a slower machine "
        + "from a change that slows every benchmark"
    case .besideSuiteOnly:
      "slower than the rest of the suite, but not proven slower than the stored runs"
    case .negativeValues: "negative values cannot be compared with stored numbers"
    case .noRatio: "its values cannot be compared by ratio"
    case .machineSpeedUnknown(let needed, let benchmarks):
      "the comparison does not correct for the machine's speed: that needs \(needed) benchmarks with "
        + "stored times, and this run has \(benchmarks)"
    case .layout(let words, let tolerance):
      words
        + (tolerance.map { "; with one layout a side up to \($0) can come from that alone" } ?? "")
    case .twoSpeeds(let speeds): "two speeds over layouts: \(speeds)"
    case .runsChanged(let functions, let more, let changed): runsChanged(functions, more, changed)
    case .causeUnknown(let reason): "the cause is not known: \(reason)"
    case .failedSilently: "failed and gave no reason"
    case .printed(let text): "it printed: \(text)"
    case .breakerOpen(let reason): "left out by an open circuit breaker: \(reason)"
    case .skipped(let reason): "skipped: \(reason)"
    case .skippedNow(let reason): "skipped, and the baseline measured it: \(reason)"
    case .benchmarkMissing: "the baseline has this benchmark, the suite no longer does"
    case .formerName(let name, let source): "its name before was '\(name)' (\(source))"
    case .renameEnded(let name, let day, let source):
      "its new name '\(name)' was accepted until \(day) only (\(source))"
    case .repeated: "it is in the run more than once"
    case .budget(let what, let value, let limit, let isUnproven):
      "\(what) is \(value); \(limit)" + (isUnproven ? Self.undecided : "")
    case .budgetUnjudged(let what, let source, let reason):
      "\(what) has a budget at \(source), but \(reason)"
    case .serviceLevel(let what, let value, let limit, let warning, let status):
      "\(what) is \(value); the service level is \(limit) and warns above \(warning): \(status)"
    case .serviceLevelUnjudged(let metric, let source, let reason):
      "\(metric) has a service level at \(source), but \(reason)"
    case .rowsUnknown(let source, let rows):
      "the service level at \(source) is for runs from \(rows) rows on, and no step of this one reports its rows"
    case .allowedBreach(let allowed): "the budgets allow \(counted(allowed, "breach", "es"))"
    case .notMeasured(let metric, let hint): "the metric \(metric) was not measured\(hint)"
    case .unavailable(let metric, let reason): "\(metric) is not available here: \(reason)"
    case .wrongDimension(let limit, let unit, _):
      "the limit is \(limit), and the metric is measured in \(unit)"
    case .pointsOfNoShare(let unit, _):
      "its tolerance is in points, and the metric is measured in \(unit)"
    case .onlyMeans(let isOfRows):
      isOfRows
        ? "only the mean rows of each launch were recorded, because the program is of an older version"
        : "only the mean of each launch was recorded: the budgets of the measurement do not name this step, or "
          + "its program is of an older version"
    case .onlyMeanRows:
      "the record holds only the mean rows of its steps, so the fewest and the most of one iteration are not known"
    case .noSamples(let metric): "there are no samples of \(metric)"
    case .moreIsBetter: "more of this metric is better"
    case .withinToleranceOnly: "beyond the budget, but within its tolerance"
    case .meansOfIterations(let iterations): "a percentile of means of \(iterations) iterations"
    case .boundsStraddle: "the sampling bounds are on both sides of the limit"
    case .oneLaunch(let what, _): "one launch cannot bound \(what)"
    case .percentileShort(let reason, let launches, let samples, let isTooMany):
      "\(reason); about \(launches) launches of \(counted(samples, "sample")) are enough"
        + (isTooMany ? ", more than any profile takes" : "")
    case .processorTaken(let samples, let all):
      "the system took the processor away during \(samples) of \(all) samples; without that the limit may be kept"
    case .someLaunchesBreak: "only some launches break the limit, as a burst of noise does"
    case .speedupUnjudged(let source, let reason):
      "the speed-up at \(source) cannot be judged: \(reason)"
    case .notOnBothSides(let metric): "\(metric) was not measured on both sides"
    case .gaveNothing(let benchmark): "\(benchmark) has no measurement"
    case .expected(let value, let band, let isLess):
      "\(value) times is \(isLess ? "less" : "more") than the expected \(band)"
    case .rowsDiffer(let rows, let others):
      "the results differ: \(rows) rows are written against \(others)"
    case .digestsDiffer(let digest, let other):
      "the results differ, their digests are \(digest) and \(other), so the speed-up does not count"
    case .digestMissing(let benchmark):
      "same_result needs the results' digests, and \(benchmark) records no digest"
    case .gap(let benchmark): "\(benchmark) has no measurement, so the series has a gap"
    case .oneStep: "only one step of the series was measured"
    case .grows(let metric, let change, let place, let limit, let isUnproven):
      "\(metric) changes by \(change) \(place); at most +\(limit) is allowed"
        + (isUnproven ? Self.undecided : "")
    case .takesTogether(let metric, let steps, let total, let limit, let isUnproven):
      "\(steps) steps take \(total) of \(metric) together; \(limit) is allowed"
        + (isUnproven ? Self.undecided : "")
    case .noMatchingStep(let series, let parameter):
      "no step of \(series) has the same \(parameter)"
    case .tooFewSizes(let metric, let sizes):
      "the order of \(metric) needs 4 sizes or more, the largest at least four times the smallest; there are \(sizes)"
    case .noOrder(let metric): "the order of \(metric) cannot be fitted"
    case .order(let metric, let found, let sizes, let allowed):
      "\(metric) grows as \(found) over \(sizes) sizes; \(allowed) is allowed"
    case .orderUnclear(let allowed, let error): "\(allowed) fits nearly as well, off by \(error)"
    case .exponent(let metric, let series, let now, let before, let growth, let limit):
      "\(metric) of \(series) grows like \(now), and like \(before) in the baseline: the exponent grew by \(growth), "
        + "and up to \(limit) is tolerated"
    case .exponentWarns: "a growth of the exponent only warns"
    case .noSuchReference(let name):
      "declares the same result as \(name), which the suite does not have"
    case .referenceNotMeasured(let name):
      "cannot be compared with the result of \(name), which was not measured"
    case .resultUnknown(let reference, let silent):
      "declares the same result as \(reference), but \(silent) records no digest"
    case .resultDiffers(let reference, let digest, let expected):
      "gives another result than \(reference): its digest is \(digest), that of \(reference) is \(expected)"
    case .resultSame(let reference): "computes the same as \(reference)"
    case .partialRun(let missing):
      "partial run: \(counted(missing, "benchmark")) of the baseline \(missing == 1 ? "was" : "were") not measured"
    case .notOptimised: "the suite was built without optimisation"
    case .otherMachine:
      "the baseline was measured on another kind of machine, so times are not compared"
    case .anchorUnmeasured:
      "the budgets fail a creep since the anchor, and this run did not measure beside the stored anchor"
    case .anchorIncomparable(let benchmark, let reason):
      "\(benchmark) cannot be compared with the anchor: \(reason)"
    case .moveAnchor: "some benchmarks are slower than the anchor"
    case .anchorUnproven(let comparisons):
      "none of the \(comparisons) comparisons with the anchor was decided in the time available"
    case .moreRemarks(let rules): "\(rules) more rules need a look"
    case .selfCheckElsewhere: "the A/A check was made on another kind of machine"
    case .selfCheckAlarms(let alarms, let comparisons):
      "the A/A check found \(alarms) of \(comparisons) comparisons changed, with the same program on both sides: "
        + "something on this machine favours one side"
    case .machineSpeed(let speed, let benchmarks):
      Self.speed(speed, benchmarks)
        + "; comparisons with stored times are corrected by this as the machine's speed, which is right if fewer "
        + "than half of the benchmarks changed"
    case .machineTooDifferent(let most, let speed, let benchmarks):
      "this run was more than \(most) off the stored runs over the whole suite (\(benchmarks) benchmarks), which "
        + "machines of one kind cannot explain; the correction for the machine's speed stops at \(speed)"
    case .machineHidesChanges(let speed, let benchmarks, let hidden, let comparisons):
      Self.speed(speed, benchmarks)
        + ", beyond the tolerance of \(hidden) of \(comparisons) comparisons; stored numbers cannot distinguish a "
        + "slower machine from a change that slows every benchmark"
    case .noBenchmark: "it holds no benchmark"
    case .nothingMeasured: "no benchmark was measured"
    case .endsBeforeStart(let end, let start):
      "measuring ended at \(end), before it began at \(start)"
    case .impossibleDuration(let milliseconds, let besideAnchor):
      "measuring\(besideAnchor ? " beside the anchor" : "") took \(milliseconds) ms, which is impossible"
    case .impossibleEvidence(let pairs, let runs):
      "it holds \(pairs) launch pairs of \(runs) earlier runs, which is impossible"
    case .impossiblePlan(let comparisons, let benchmarks):
      "its plan shares the false-alarm rate among \(comparisons) comparisons, which is impossible for "
        + "\(benchmarks) benchmarks"
    case .besideAnchor(let reason): "beside the anchor, \(reason)"
    case .contradiction(let benchmark, let reason, _):
      "\(benchmark): \(reason)"
    case .strayTest(let benchmark, let besideAnchor):
      besideAnchor
        ? "its plan beside the anchor has a test of '\(benchmark)', which was not measured beside it"
        : "its plan has a test of '\(benchmark)', which is not in the run"
    case .otherDirection(let benchmark, let metric, let run, let plan, let besideAnchor):
      "\(benchmark): \(metric) is '\(run)', and '\(plan)' in its plan\(besideAnchor ? " beside the anchor" : "")"
    case .strayAnchor(let name): "'\(name)' was measured beside the anchor and is not in the run"
    case .strayLeftOut(let name): "it left out '\(name)' without a filter or a shard that does so"
    case .layoutStudy(let reason): "its study of layouts: \(reason)"
    case .layoutStudyElsewhere(let suite, let environment):
      "its study of layouts is of '\(suite)' on \(environment)"
    case .strayLayout(let name): "its study of layouts has '\(name)', which is not in the run"
    }
  }

  private static let undecided = ", and these samples do not decide whether it is kept"

  private static func speed(_ speed: String, _ benchmarks: Int) -> String {
    "this run was \(speed) than the stored runs over the whole suite (\(benchmarks) benchmarks)"
  }

  private func counted(_ count: Int, _ noun: String, _ ending: String = "s") -> String {
    "\(count) \(noun)\(count == 1 ? "" : ending)"
  }

  private func runsChanged(_ functions: [String], _ more: Int, _ changed: Int) -> String {
    let all = changed == 1 ? "the function that changed" : "the \(changed) functions that changed"
    guard !functions.isEmpty else {
      return
        "it runs none of \(all) by name; data that it reads, or code without a name, may have changed"
    }
    let names =
      functions.map { "'\($0)'" }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    return changed == 1 ? "it runs \(all): \(names)" : "of \(all), it runs \(names)"
  }
}
