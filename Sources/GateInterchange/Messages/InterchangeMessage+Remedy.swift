import GateRecords

extension InterchangeMessage {
  package var remedy: String? {
    switch self {
    case .fieldsLeftOut: "see the notes in the record"
    case .repeatedName: "give each its own name"
    case .filesDisagree: "import the results of each machine on their own"
    case .unreadableTime: "write it as 2026-01-31T12:00:00Z"
    case .noTimeZone: "write it with Z or an offset"
    case .noBenchmark: "check --from"
    case .givenTwice: "give each file once"
    case .anotherFormat: "import each format on its own"
    case .ambiguousFormat: "choose one with --from"
    case .unknownFormat:
      "name it with --from, or write the results as generic: [{\"name\": …, \"unit\": …, "
        + "\"value\": …}]"
    case .utf16TooLong: "convert it to UTF-8"
    case .utf32: "convert it to UTF-8"
    case .brokenUTF16: "write it again in one encoding"
    case .noCriterionFiles: "name target/criterion"
    case .noSuite: "choose one with --from github-action-benchmark --suite"
    case .wrongDirection: "correct or remove 'better', or give the metric another name"
    case .criterionTextOnly: "import the samples in target/criterion instead"
    case .notATimeUnit: "write ns, us, ms or s"
    case .onlyAggregates: "leave out --benchmark_report_aggregates_only"
    case .cpuScaling: "set the governor to 'performance'"
    case .samplesNotExported: "export JSON"
    case .samplesNotSaved: "add --benchmark-save-data to keep the samples"
    case .commandFailed:
      "let the command end with 0, for example with '|| true' where it may fail on purpose"
    case .failedInText: "see its message in the text"
    case .recordTwice: "give each record once"
    case .unknownStatus: "write success, failure or partial"
    case .stepLongerThanJob: "check the unit"
    case .tooLong: "write it in milliseconds"
    case .endsBeforeStart: "correct one of them"
    case .invalidTime: "write it as 2026-01-31T12:00:00Z"
    case .notRows: "write a whole number from 0"
    case .doesNotFollow: "leave it out or correct it"
    case .unknownLine: "add the key of the fact that it states"
    case .unknownKey(_, _, _, _, let prefix): "begin a key of your own with \(prefix)"
    case .errorBesideFigure: "a benchmark that failed has an error and no figure"
    case .valueOrDuration: "give one of them"
    case .durationHasUnit: "leave 'unit' out"
    case .noValue: "add one"
    case .tooLarge: "check the unit"
    case .needsUnit: "add one, or write a time as 'duration_ms'"
    case .isACount: "leave 'unit' out"
    case .stepTimes: "write such a line"
    case .betterIs: "write \"lower\" or \"higher\""
    case .tooManySteps: "leave values such as dates and numbers out of the steps' names"
    case .sameLines:
      "give each file once or, if two launches wrote the same, give their headers a 'launch'"
    case .noHeader(let schema): "write {\"schema\": \"\(schema)\"} as its first line"
    case .noBenchmarkNamed: "add one"
    case .unlikelyShare: "write a figure in per cent with the unit %"
    case .anotherUnit: "give one of them another 'metric'"
    case .anotherDirection: "write the same 'better' on both"
    case .anotherSource(_, _, _, _, _, let change): "give one of them another \(change)"
    case .stepLongerThanIteration: "check the unit and the order of the lines"
    case .cutShortLine: "remove the line, and import the rest"
    case .rowsNotImported, .entriesLeftOut, .leftOut, .leftOutBecause, .figureNotFinite,
      .figureBelowZero, .counterNotFinite, .unitNotFinite, .directionsDisagree, .metricRenamed,
      .noFigures, .noMessage, .noReason, .resultsDiffer, .onlyErrors, .noEntry, .noFile,
      .expected, .expectedObject, .missingKey, .emptyName, .notFinite, .belowZero, .timeBelowZero,
      .notWholeNumber, .unknownHistogram, .notACount, .slotTooLarge, .notAMagnitude,
      .entryWithoutBenchmark, .entryWithoutDate, .entryInTheFuture, .rowWithoutName,
      .rowWithoutFigure, .expectedDirection, .expectedColumns, .wrongUnit, .countsDiffer,
      .unknownKind, .skippedInOneProcess, .goRowWithoutFigures, .goRowCutShort, .goExpectedRow,
      .goNotAFigure, .goFailed, .goEndedEarly, .goPackageFailed, .notATimeUnitInLine, .debugLibrary,
      .debugBuild, .samplesNotWritten, .estimateOnly, .exitCodesUnreadable, .noScore,
      .someNotNumbers, .expectedPair, .notPairs, .notOneMetric, .noHeaderRow, .unclosedQuote,
      .testCaseFailed, .expectedVersions, .expectedType, .noFiguresOfType, .imported, .xmlExpected,
      .xmlClosesAnother, .xmlCutShort, .noMean, .mayHaveThrown, .noStatistics, .asvNotApplicable,
      .asvFailed, .tooManyCombinations, .textEndsEarly, .measureWithoutValue, .k6NoFigures,
      .k6Threshold, .pageNotLoaded, .beyondSizeLimit, .endedAsPartial, .endedAsFailure,
      .unknownStepKind, .misspeltKey, .callsFailed, .callsFailedInProcess, .allCallsFailed,
      .notWithMetric, .cannotBeBelowZero, .tooManyRows, .unfinishedIteration,
      .unfinishedStepsLeftOut, .noTimeFollows, .sumOfSteps:
      nil
    }
  }
}
