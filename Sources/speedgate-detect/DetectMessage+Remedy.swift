import GateRecords

extension DetectMessage {
  var remedy: String? {
    switch self {
    case .runNotNamed: "see --help"
    case .claimNotNamed: "see --help"
    case .benchmarkNotNamed: "see --help"
    case .suiteNotNamed: "'speedgate-detect baseline list' shows them"
    case .alertNotNamed: "'speedgate-detect history alerts' shows them"
    case .eventNotNamed: "write its type, or - for standard input"
    case .recordNotNamed: "see --help"
    case .sidesNotNamed: "write two, such as 'compare main my-branch'; see --help"
    case .unknownCommit: "fetch it first"
    case .noBaseline:
      "make one on the main branch with 'swift package gate --update-baseline', or "
        + "'speedgate-detect baseline update RUN --program PROGRAM'"
    case .nothingJudged(_, _, _, let list): "restore or remove it; '\(list)' shows what is stored"
    case .nothingKept: "create one with 'mkdir baselines', or name one with --baseline DIR"
    case .notEstablishedPartial: "measure the whole suite"
    case .notEstablishedOfOrigin:
      "to compare later runs with this one nevertheless, store it with "
        + "'swift package gate --update-baseline' or 'speedgate-detect baseline update'"
    case .establishedElsewhere: "check this run again to compare it with that one"
    case .baselineLacksBenchmarks:
      "store a whole run with 'swift package gate --update-baseline' or "
        + "'speedgate-detect baseline update'; until then the others have no baseline"
    case .baselineOfBranch(_, _, let main):
      "store one of \(main) there with 'swift package gate --baseline-from \(main)' or "
        + "'speedgate-detect baseline update'"
    case .baselineOfUncommittedChanges:
      "commit, measure again, and store that run with 'swift package gate --update-baseline' or "
        + "'speedgate-detect baseline update'"
    case .notOfOneProgram: "make it with 'speedgate-bench aa-check'"
    case .anotherRunsVerdict: "name the verdict of this run"
    case .verdictOfPartialRun: "store it nevertheless with --force"
    case .verdictFailed: "store it nevertheless with --force"
    case .defectiveRun: "store it nevertheless with --force"
    case .partialRun: "measure the whole suite, or store it nevertheless with --force"
    case .notLaunched: "measure with '--same-code measure', or store it nevertheless with --force"
    case .leftOutOfRun:
      "measure the whole suite, merge its shards, or store it nevertheless with --force"
    case .verdictUnknown: "name its verdict with --verdict, or confirm with --unjudged"
    case .baselineUnreadable: "until it is restored or removed, no run is judged"
    case .anchorKeptForCreep: "move it with --anchor"
    case .anchorKeptWithoutProgram: "add --program"
    case .commitOfNewestRun: "leave --program and --anchor out"
    case .severalMachines(let keys): "add --environment with one of \(keys.joined(separator: ", "))"
    case .keepOrNearest: "give one of them"
    case .anotherSuite: "give one of them"
    case .severalSuites: "name one with --suite, or a run of it with --run"
    case .runsOfTwoSuites: "name the runs of one suite"
    case .unknownClaim: "'speedgate-detect claim list' shows them"
    case .notAPercentage: "write a percentage such as 70%"
    case .noFiguresBefore(let id): "record them with 'speedgate-detect claim before \(id) RUN'"
    case .noTimeToCompare: "add --figure wall_time=12s"
    case .benchmarkAmbiguous: "add --benchmark NAME"
    case .sameCodeNotLaunched: "measure with '--same-code measure'"
    case .notAFigure: "write it as METRIC=VALUE, such as partitions=12"
    case .noHistory:
      "name its folder with --history, or begin one with 'speedgate-detect history append'"
    case .unreadableEvent: "remove or repair it"
    case .nothingToJudge: "check the patterns, or widen --days"
    case .periodEndsBeforeDays: "give --since as well"
    case .periodReversed: "swap them"
    case .notADate: "write a date (YYYY-MM-DD) such as 2026-11-01"
    case .noValue: "widen --days or the patterns"
    case .noValueOnBranch: "name another --branch, '*' for all, or widen --days"
    case .newestValues: "show more with --limit"
    case .newestAlerts: "show more with --limit"
    case .unknownEventType(_, _, let known): "use one of the types \(known.joined(separator: ", "))"
    case .byOrParameter: "give one of them"
    case .byShowsNoTrends: "leave one of them out"
    case .byHasNoMarkdown: "write table, json or csv"
    case .unknownRelease: "widen --days or check --branch"
    case .optionLooksAtOpenAlerts: "leave one of them out"
    case .emptyIdentifier: "write that of an alert, as 'speedgate-detect history alerts' shows it"
    case .unknownAlert: "'speedgate-detect history alerts' shows them"
    case .alertAmbiguous: "write more of it"
    case .nothingShared: "widen --days, or say what they are with --by"
    case .plainWithoutArchive: "leave one of them out"
    case .twoOfAKind: "append them one after the other"
    case .verdictOfAnotherRun: "append them one after the other"
    case .lineRemoved: "append that run again"
    case .noTimeZone: "write it with Z or an offset"
    case .eventsFromInput: "leave KEY=VALUE out"
    case .optionInLine: "write it as a key of the line"
    case .notAPayload: "write KEY=VALUE, such as query_ms=2134"
    case .established, .linkKitNotKept, .anchorMoved, .anchorAged, .baselineStored, .baselinesEmpty,
      .suiteHasNoBaseline, .noAnchor, .noProgram, .noRecord, .noCommit, .noAncestor,
      .nothingToRemove, .rulesValid, .rulesWithWarnings, .benchmarkNotInRun, .nothingToSuggest,
      .limitsAdded, .claimsNotMet, .noHistoryOfClaims, .claimRecorded, .benchmarkNotMeasured,
      .wrongDimension, .driftOfMachine, .claimOpen, .claimOfSameCode, .claimWithoutEstimate,
      .claimOutcome, .noParameter, .noChange, .alreadyResolved, .eventsAdded, .archiveState,
      .lineCompleted, .passedOver:
      nil
    }
  }
}
