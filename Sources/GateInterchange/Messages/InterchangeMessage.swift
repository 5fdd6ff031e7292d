import GateRecords

/// Messages about the imported files and their content.
package enum InterchangeMessage: Message {
  case rowsNotImported(count: Int, reason: String, place: String)
  case fieldsLeftOut(count: Int)
  case entriesLeftOut(count: Int, place: String, reason: String)
  case repeatedName
  case filesDisagree(name: String, first: String, second: String)
  case unreadableTime(text: String)
  case noTimeZone
  case leftOut(field: String)
  case leftOutBecause(field: String, place: String, reason: String)
  case figureNotFinite(metric: String)
  case figureBelowZero(metric: String)
  case counterNotFinite(key: String)
  case unitNotFinite(unit: String)
  case directionsDisagree(metric: String)
  case metricRenamed(metric: String, unit: String, source: String, name: String)
  case noFigures
  case noMessage
  case noReason
  case resultsDiffer
  case onlyErrors(count: Int, first: String)
  case noBenchmark(format: String, reasons: [String])
  case givenTwice
  case noEntry
  case anotherFormat(own: String, path: String, other: String)
  case noFile
  case ambiguousFormat(formats: [String])
  case unknownFormat(known: [String])
  case utf16TooLong
  case utf32
  case brokenUTF16
  case noCriterionFiles
  case expected(kind: String, found: String)
  case expectedObject(key: String, found: String)
  case missingKey(key: String)
  case emptyName
  case notFinite
  case belowZero
  case timeBelowZero
  case notWholeNumber
  case unknownHistogram
  case notACount
  case slotTooLarge
  case notAMagnitude
  case noSuite(suites: String)
  case entryWithoutBenchmark
  case entryWithoutDate
  case entryInTheFuture(date: String)
  case rowWithoutName
  case rowWithoutFigure
  case wrongDirection(metric: String, given: String, known: String)
  case expectedDirection
  case expectedColumns
  case wrongUnit(unit: String)
  case countsDiffer(times: Int, counts: Int)
  case unknownKind(kind: String)
  case criterionTextOnly
  case skippedInOneProcess(message: String)
  case goRowWithoutFigures
  case goRowCutShort
  case goExpectedRow
  case goNotAFigure(text: String)
  case goFailed
  case goEndedEarly
  case goPackageFailed(package: String, detail: String)
  case notATimeUnit
  case notATimeUnitInLine(line: Int)
  case onlyAggregates
  case debugLibrary
  case cpuScaling
  case debugBuild
  case samplesNotWritten(word: String)
  case samplesNotExported(word: String)
  case samplesNotSaved
  case estimateOnly
  case exitCodesUnreadable
  case commandFailed(failed: Int, of: Int, how: String)
  case noScore
  case someNotNumbers(metric: String)
  case expectedPair
  case notPairs
  case notOneMetric
  case noHeaderRow(columns: [String])
  case unclosedQuote
  case testCaseFailed
  case expectedVersions
  case expectedType
  case noFiguresOfType(type: String)
  case imported(
    format: String, rows: Int, dropped: Int, measured: Int, figures: Int, failed: Int, skipped: Int)
  case xmlExpected(what: String)
  case xmlClosesAnother(name: String)
  case xmlCutShort
  case noMean
  case mayHaveThrown
  case noStatistics
  case asvNotApplicable
  case asvFailed
  case tooManyCombinations
  case textEndsEarly
  case failedInText
  case measureWithoutValue(measure: String)
  case k6NoFigures
  case k6Threshold(threshold: String)
  case pageNotLoaded
  case beyondSizeLimit
  case recordTwice(run: String, job: String)
  case endedAsPartial(job: String)
  case endedAsFailure
  case unknownStatus(status: String)
  case stepLongerThanJob(step: String, job: String, milliseconds: Double, whole: Double)
  case unknownStepKind
  case tooLong(key: String)
  case endsBeforeStart
  case invalidTime(key: String, text: String)
  case misspeltKey(key: String, job: String, meant: String)
  case notRows
  case callsFailed(name: String, failed: Int, of: Int, message: String?)
  case callsFailedInProcess(failed: Int, of: Int, message: String?)
  case allCallsFailed(message: String?)
  case doesNotFollow(key: String, given: String, expected: String)
  case unknownLine
  case unknownKey(noun: String, key: String, suggestion: String, known: [String], prefix: String)
  case errorBesideFigure
  case notWithMetric(key: String, metric: String)
  case valueOrDuration
  case durationHasUnit
  case noValue
  case cannotBeBelowZero(name: String)
  case tooLarge(name: String)
  case needsUnit(metric: String)
  case isACount(metric: String)
  case stepTimes
  case betterIs
  case tooManyRows(step: String)
  case tooManySteps(most: Int)
  case sameLines(path: String)
  case noHeader(schema: String)
  case noBenchmarkNamed
  case unfinishedIteration(name: String, steps: Int, place: String)
  case unfinishedStepsLeftOut(steps: Int)
  case noTimeFollows
  case unlikelyShare(metric: String, name: String, value: Double, percent: String)
  case anotherUnit(metric: String, name: String, unit: String, other: String, place: String)
  case anotherDirection(metric: String, name: String, better: String, place: String)
  case anotherSource(
    metric: String, name: String, source: String, other: String, place: String, change: String)
  case stepLongerThanIteration(step: String, name: String, milliseconds: Double, whole: Double)
  case sumOfSteps
  case cutShortLine(reason: String)
}
