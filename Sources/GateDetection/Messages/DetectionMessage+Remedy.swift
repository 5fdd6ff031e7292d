extension DetectionMessage {
  package var remedy: String? {
    switch self {
    case .differentMeaning:
      "give the metric another name, or update the baseline if the change is intended"
    case .metricMissing:
      "measure it again; if it was removed on purpose, list it under 'removed' in the budgets"
    case .storeAgain:
      "measure the baseline again and store it with 'swift package gate --baseline-from REF' or 'speedgate-detect baseline update'"
    case .moreThanHalfGone: "check that it still does the work"
    case .noCommonPair: "record it in every launch"
    case .givenInSomeLaunches(nil, _): "record it in every launch"
    case .laxerPlan: "measure with the same --alpha, --budgets and --policy-from as the check"
    case .baselineStopped: "fix it, or store a baseline that runs"
    case .tooFewPairs: "measure longer with --time-budget"
    case .noTolerance: "give its ladder a tolerance"
    case .assumedSpread: "store the baseline's program for strong evidence"
    case .wholeSuiteSlower, .besideSuiteOnly, .machineHidesChanges:
      "measure beside the baseline's program"
    case .negativeValues: "keep the baseline's program, or record the metric as a positive one"
    case .noRatio: "keep the baseline's program, which is measured beside this one"
    case .twoSpeeds: "'speedgate-bench aa-check' measures whether the place of code causes them"
    case .breakerOpen: "calls failed in a row before it opened; find out why"
    case .skippedNow: "once such a run is the baseline, this no longer warns"
    case .benchmarkMissing:
      "if that is intended, list it under 'removed' or 'renamed' in the budgets"
    case .repeated: "give every benchmark its own name"
    case .rowsUnknown: "report them, or remove 'min_rows'"
    case .wrongDimension(_, _, let source): source.map { "fix the limit at \($0)" }
    case .pointsOfNoShare(_, let source): source.map { "fix the budget at \($0)" }
    case .onlyMeans(let isOfRows):
      isOfRows ? "build it again and measure" : "measure with these budgets"
    case .onlyMeanRows: "measure again to judge them"
    case .moreIsBetter: "write a budget with at_least"
    case .meansOfIterations: "sampling(.perIteration) judges single calls"
    case .boundsStraddle: "measure with --profile thorough, as more launches narrow them"
    case .oneLaunch(_, let remedy): remedy.rawValue
    case .percentileShort(_, _, _, let isTooMany):
      isTooMany ? "limit a lower percentile" : "measure with --profile thorough"
    case .processorTaken: "measure on a quieter machine"
    case .someLaunchesBreak:
      "measure longer with --profile thorough, or on a quieter machine"
    case .expected(_, _, let isLess): isLess ? nil : "check that it still does the work"
    case .digestMissing: "let it record one, the same in every launch"
    case .orderUnclear: "measure more and larger sizes"
    case .exponentWarns: "a limit on the series fails"
    case .noSuchReference: "name it in full, with its groups and its parameter"
    case .resultUnknown: "let it call run.resultDigest(…), with one text in every launch"
    case .partialRun: "measure the whole suite to compare them"
    case .notOptimised: "build it with -c release"
    case .otherMachine: "make a baseline on this one"
    case .anchorUnmeasured: "measure without --no-anchor"
    case .anchorIncomparable: "measure again"
    case .moveAnchor:
      "if that is intended, move the anchor with 'speedgate-detect baseline update RUN --program PROGRAM --anchor'"
    case .anchorUnproven: "measure longer with --time-budget, or gate fewer benchmarks"
    case .moreRemarks: "'speedgate-detect budgets validate --run' lists them"
    case .selfCheckElsewhere: "make one here with 'speedgate-bench aa-check'"
    case .endsBeforeStart: "set the clock and measure again"
    case .contradiction(_, _, let isImported): isImported ? "import it again" : "measure again"
    case .impossibleDuration, .impossibleEvidence, .impossiblePlan, .strayTest, .otherDirection,
      .strayAnchor, .strayLeftOut, .layoutStudy, .layoutStudyElsewhere, .strayLayout:
      "measure again"
    default: nil
    }
  }
}
