extension RecordMessage {
  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .staleProgram:
      "remove the build folder and build the suite again; if that does not help, store the "
        + "baseline again from such a build"
    case .sameProgram:
      "if you expected them to, the build is stale: remove the build folder and run again"
    case .fewMachines: "merge again"
    case .runTwice: "merge again"
    case .environmentOfNoMachine: "merge again"
    case .codeWithoutBaseline: "measure again"
    case .codeBesideAnchor: "measure again"
    case .noMetric, .noSamples, .noTime, .iterationsInvalid, .metricTwice, .notPairs,
      .tooManyEarlierPairs, .launchWithoutSample, .samplesNotFinite, .belowZero, .stepBelowZero,
      .measuredWithFailure, .noFailure, .skippedWithSamples, .wrongUnit, .wrongDirection, .itFailed,
      .oneLayout, .layoutSpread, .twoSpeedsByPlacement, .growthLimit, .noDigest, .resultsDiffer,
      .speedupTimes,
      .speedupLess, .machinesNotNamed, .machineCount, .machinesMadeMore, .machinesMadeFewer,
      .repeatNotACommand, .repeatWithReason, .repeatEmpty, .codePartlyCompared, .codeCountInvalid,
      .codeCountDiffers, .notLaunchedForCode, .codeNotCompared, .sameCodeNotCompared,
      .sameCodeOwnVariables, .sameCodeDoubted, .notLaunchedStatus, .sameCodeMeasured,
      .sameCodePlanned, .inputMissing, .notAHash, .stretchMissing, .functionMissing, .tracedOnce,
      .instructionsDiffer, .fileMissing, .stretchReversed, .evidenceRuns, .evidenceTwice,
      .evidenceWithoutIterations, .evidenceUnpaired, .evidenceStatus, .evidenceInvalid,
      .layoutsTooFew, .deviationInvalid, .spreadOutside, .layoutShare, .notTwoSpeeds,
      .notAProbability, .spreadTwice, .layoutsTwice, .layoutsInvalid, .launchSpreadInvalid,
      .spreadOfOneLayout, .spreadWithoutStudy, .profileTotalOrReason, .profileWithoutTotal,
      .profileTotal, .profileSamples, .profileIterations, .profileFunctions, .profileAboveTotal,
      .costsNothing, .costOfUnprofiledBaseline, .costBelowZero, .callsOfTimer, .tooManyFrames,
      .frameBeforeCaller, .frameBelowZero, .frameOfUnprofiledBaseline, .profileOfUnknown,
      .profileTwice, .profileWithoutBaseline, .causeTotal, .causeQuantity, .causeFunctions,
      .causeEqualNames, .causeEqualTotals, .causeWithoutCost, .causeAboveTotal, .causeCalls,
      .causeCallsOfTimer, .causeOfBaseline, .causeNewButCalled, .causeOrder, .outcomeDiffers,
      .anchorMissing, .anchorCount, .codeMissing, .historyLater, .accounting, .strayEvidence,
      .acceptedStatus, .notAcceptable, .statusOfRule, .evidenceOfCode, .sameCodeCompared,
      .sameCodeChanged, .causeOfStatus, .causeOfMetric, .provenAfter, .earlierPairs, .machinesAgree,
      .intervalReversed, .differenceReversed, .ratioOutside, .valueAndRatio, .passedBeyond,
      .improvedButWorse, .regressedButBetter, .historyWithoutChange, .historyStanding,
      .historyEmpty, .historyLevel, .historyStandingRuns, .historyAcceptedEmpty, .trendDays,
      .trendStable, .trendWithoutChange, .trendDirection, .trendWeek, .historyChangeEmpty,
      .historyChangeOutside:
      nil
    }
  }
}
