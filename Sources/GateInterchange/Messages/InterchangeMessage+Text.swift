import GateRecords

extension InterchangeMessage {
  package var text: String {
    switch self {
    case .rowsNotImported(let count, let reason, let place):
      "\(count == 1 ? "1 row" : "\(count) rows") not imported, because \(reason) "
        + "(\(count == 1 ? "at" : "the first at") \(place))"
    case .fieldsLeftOut(let count):
      "\(count) single field\(count == 1 ? " was" : "s were") left out"
    case .entriesLeftOut(let count, let place, let reason):
      "\(count == 1 ? "1 entry was" : "\(count) entries were") left out; the first at "
        + "\(place): \(reason)"
    case .repeatedName:
      "the file has several benchmarks with this name, which only their order distinguishes"
    case .filesDisagree(let name, let first, let second):
      "the files disagree on the \(name) (\(first), \(second))"
    case .unreadableTime(let text):
      "the time '\(text)' in the file is not a valid date and is left out"
    case .noTimeZone: "a timestamp in the file names no time zone and is read as UTC"
    case .leftOut(let field): "left out: \(field)"
    case .leftOutBecause(let field, let place, let reason):
      "\(field), because at \(place) \(reason)"
    case .figureNotFinite(let metric): "a figure of \(metric), which is not a finite number"
    case .figureBelowZero(let metric): "a figure of \(metric), which is below zero"
    case .counterNotFinite(let key): "the counter '\(key)', which is not a finite number"
    case .unitNotFinite(let unit): "a figure in \(unit), which is not a finite number"
    case .directionsDisagree(let metric):
      "its figures of \(metric) disagree on which direction is better; the first one is used"
    case .metricRenamed(let metric, let unit, let source, let name):
      "two different metrics are called '\(metric)'; the one in "
        + "\(unit)\(source.isEmpty ? "" : " from '\(source)'") is called '\(name)' here"
    case .noFigures: "the file has no figures for it"
    case .noMessage: "no message"
    case .noReason: "no reason given"
    case .resultsDiffer: "its iterations give different results, so it counts as without a result"
    case .onlyErrors(let count, let first):
      "holds no benchmark, only "
        + "\(count == 1 ? "an error" : "\(count) errors, the first of them"): \(first)"
    case .noBenchmark(let format, let reasons):
      "holds no benchmark of the format "
        + "\(format)\(reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))")"
    case .givenTwice: "is given twice and would count as two launches"
    case .noEntry: "holds no entry with a benchmark"
    case .anotherFormat(let own, let path, let other): "is \(own), but \(path) is \(other)"
    case .noFile: "no file is named"
    case .ambiguousFormat(let formats): "may be \(formats.joined(separator: " or "))"
    case .unknownFormat(let known):
      "its format is not recognised (tried \(known.joined(separator: ", ")))"
    case .utf16TooLong: "is UTF-16 and too long to be read"
    case .utf32: "is UTF-32"
    case .brokenUTF16: "begins as UTF-16 and ends within a character"
    case .noCriterionFiles: "no new/benchmark.json is in it"
    case .expected(let kind, let found): "expected \(kind), found \(found)"
    case .expectedObject(let key, let found):
      "expected an object with the key '\(key)', found \(found)"
    case .missingKey(let key): "the key '\(key)' is missing"
    case .emptyName: "a name is empty"
    case .notFinite: "this figure is not a finite number"
    case .belowZero: "this figure is below zero, which no measurement gives"
    case .timeBelowZero: "this time is below zero"
    case .notWholeNumber: "expected a whole number from 1"
    case .unknownHistogram: "a histogram of this precision does not exist"
    case .notACount: "this is not a count"
    case .slotTooLarge: "this slot is above the largest value of the histogram"
    case .notAMagnitude: "this is not a magnitude"
    case .noSuite(let suites): "holds the suites \(suites)"
    case .entryWithoutBenchmark: "the entry has no benchmark"
    case .entryWithoutDate: "the entry has neither a date nor the time of its commit"
    case .entryInTheFuture(let date): "the entry's date, \(date), is in the future"
    case .rowWithoutName: "an entry has a row without a name, which was left out"
    case .rowWithoutFigure: "a row has no figure and was left out"
    case .wrongDirection(let metric, let given, let known):
      "\(metric) is '\(given)' here, but must be '\(known)'"
    case .expectedDirection: "expected \"lower\" or \"higher\""
    case .expectedColumns: "expected iterations and times"
    case .wrongUnit(let unit): "its unit is '\(unit)', expected ns"
    case .countsDiffer(let times, let counts):
      "there are \(times) times for \(counts) iteration counts"
    case .unknownKind(let kind): "the kind '\(kind)' is not known"
    case .criterionTextOnly: "Criterion's text has only an estimate"
    case .skippedInOneProcess(let message): "skipped in one of the processes: \(message)"
    case .goRowWithoutFigures: "no figures follow the benchmark's name"
    case .goRowCutShort: "the row is cut short before its first figure"
    case .goExpectedRow: "expected a name, the iterations, then pairs of a value and a unit"
    case .goNotAFigure(let text): "'\(text)' is not a valid figure"
    case .goFailed: "go test reports FAIL"
    case .goEndedEarly: "go test ended before it gave figures"
    case .goPackageFailed(let package, let detail):
      "go test reports that the package \(package) failed\(detail), but no failed benchmark in "
        + "it; its benchmarks may be missing"
    case .notATimeUnit: "this unit is not a unit of time"
    case .notATimeUnitInLine(let line): "the unit in line \(line) is not a unit of time"
    case .onlyAggregates: "only aggregates were written, so its median is used for all repetitions"
    case .debugLibrary:
      "Google Benchmark's own library was built for debugging, which makes its loop slower"
    case .cpuScaling: "the processor's frequency was not fixed"
    case .debugBuild: "BenchmarkDotNet measured a debug build, which is slower than a release build"
    case .samplesNotWritten(let word): "its samples are not in the file, only their \(word)"
    case .samplesNotExported(let word): "its samples are not in the file, only their \(word)"
    case .samplesNotSaved: "only its median was saved"
    case .estimateOnly: "an estimate was saved, not the samples"
    case .exitCodesUnreadable: "its exit codes cannot be read"
    case .commandFailed(let failed, let of, let how): "\(failed) of \(of) runs ended \(how)"
    case .noScore: "it has neither raw data nor a score that is a number"
    case .someNotNumbers(let metric): "\(metric) was not a number in some iterations"
    case .expectedPair: "expected a value and its count"
    case .notPairs: "'results' is not an array of names and measurements in turn"
    case .notOneMetric: "'metric' does not name exactly one metric"
    case .noHeaderRow(let columns): "no row is a header with \(columns.joined(separator: ", "))"
    case .unclosedQuote: "a quote in this line is not closed; the file may be cut short"
    case .testCaseFailed: "its test case failed"
    case .expectedVersions: "expected the versions, then what was saved"
    case .expectedType: "expected a type and its fields"
    case .noFiguresOfType(let type): "a value of the type \(type) holds no figures and was left out"
    case .imported(
      let format, let rows, let dropped, let measured, let figures, let failed, let skipped):
      "imported from \(format): "
        + "\(rows > 0 ? "\(rows == 1 ? "1 row" : "\(rows) rows") seen, \(rows - dropped) imported; " : "")\(measured) "
        + "benchmark\(measured == 1 ? "" : "s") with \(figures) "
        + "figure\(figures == 1 ? "" : "s")\(failed > 0 ? ", \(failed) failed" : "")\(skipped > 0 ? ", \(skipped) skipped" : "")"
    case .xmlExpected(let what): "expected \(what)"
    case .xmlClosesAnother(let name): "'</\(name)>' closes another element"
    case .xmlCutShort: "the XML ends too early; it may be cut short"
    case .noMean: "a result has no mean and was left out"
    case .mayHaveThrown: "the file has no figures for it; it may have thrown an error"
    case .noStatistics: "the report has no statistics for it; the benchmark failed"
    case .asvNotApplicable: "asv marks it as not applicable"
    case .asvFailed: "asv recorded no figure for it, so it failed"
    case .tooManyCombinations: "more than a million combinations of parameters"
    case .textEndsEarly: "the text ends before its result"
    case .failedInText: "the benchmark failed"
    case .measureWithoutValue(let measure): "the measure '\(measure)' has no value"
    case .k6NoFigures: "k6 gives no figures for it"
    case .k6Threshold(let threshold): "k6's threshold '\(threshold)' was crossed"
    case .pageNotLoaded: "the page did not load"
    case .beyondSizeLimit: "size-limit found it above its limit"
    case .recordTwice(let run, let job):
      "the run '\(run)' of '\(job)' is there twice and would count as two launches"
    case .endedAsPartial(let job): "\(job): it ended as partial"
    case .endedAsFailure: "the job ended as failure and gives no error"
    case .unknownStatus(let status): "the status '\(status)' is not known"
    case .stepLongerThanJob(let step, let job, let milliseconds, let whole):
      "a step takes longer than its whole job: '\(step)' of '\(job)' (\(milliseconds) ms of "
        + "\(whole) ms)"
    case .unknownStepKind: "a step's kind is read, transform or write"
    case .tooLong(let key): "\(key) is more than thirty years"
    case .endsBeforeStart: "completed_at is before started_at"
    case .invalidTime(let key, let text): "\(key) cannot be '\(text)'"
    case .misspeltKey(let key, let job, let meant):
      "'\(key)' of '\(job)' is not read; did you mean \(meant)?"
    case .notRows: "this is not a number of rows"
    case .callsFailed(let name, let failed, let of, let message):
      "\(name): \(failed) of \(of == 1 ? "1 call" : "\(of) calls") "
        + "failed\(message.map { " (the first: \($0))" } ?? "")"
    case .callsFailedInProcess(let failed, let of, let message):
      "\(failed) of \(of == 1 ? "1 call" : "\(of) calls") of a process "
        + "failed\(message.map { " (the first: \($0))" } ?? ""); their times and steps are left out"
    case .allCallsFailed(let message):
      "all its calls failed\(message.map { " (the first: \($0))" } ?? "")"
    case .doesNotFollow(let key, let given, let expected):
      "\(key) is \(given), but \(expected) follows from the other keys"
    case .unknownLine:
      "this line has none of the keys 'schema', 'value', 'duration_ms', 'step', 'stage' and "
        + "'error'"
    case .unknownKey(let noun, let key, let suggestion, let known, _):
      "\(noun) has no key "
        + "'\(key)'\(suggestion.isEmpty ? "; known are \(known.joined(separator: ", "))" : suggestion)"
    case .errorBesideFigure: "an 'error' with a figure needs \"ok\": false"
    case .notWithMetric(let key, let metric):
      "'\(key)' belongs to the time of an iteration, not to \(metric)"
    case .valueOrDuration: "'value' and 'duration_ms' exclude each other"
    case .durationHasUnit: "'duration_ms' is in milliseconds"
    case .noValue: "a sample has no 'value'"
    case .cannotBeBelowZero(let name): "\(name) cannot be below zero"
    case .tooLarge(let name): "\(name) is too large to be measured"
    case .needsUnit(let metric): "\(metric) needs a 'unit', such as ms or MB"
    case .isACount(let metric): "\(metric) is a count"
    case .stepTimes: "the times of steps come from lines with 'step'"
    case .betterIs: "better cannot be this value"
    case .tooManyRows(let step): "the rows of the step '\(step)' are more than can be counted"
    case .tooManySteps(let most): "an iteration has more than \(most) steps"
    case .sameLines(let path): "holds the same lines as \(path)"
    case .noHeader: "the file begins without a header"
    case .noBenchmarkNamed: "no 'benchmark' is named, and the header names no 'job'"
    case .unfinishedIteration(let name, let steps, let place):
      "\(name): the last iteration of a process did not end, because no time of the whole "
        + "iteration follows its \(steps == 1 ? "1 step" : "\(steps) steps") (from \(place))"
    case .unfinishedStepsLeftOut(let steps):
      "\(steps == 1 ? "1 step" : "\(steps) steps") of an iteration that did not end "
        + "\(steps == 1 ? "is" : "are") left out"
    case .noTimeFollows: "no line with the time of the whole iteration follows these steps"
    case .unlikelyShare(let metric, let name, let value, let percent):
      "\(metric) of '\(name)' is \(value) with the unit ratio, which is \(percent)"
    case .anotherUnit(let metric, let name, let unit, let other, let place):
      "\(metric) of '\(name)' is in \(unit) here and in \(other) on \(place)"
    case .anotherDirection(let metric, let name, let better, let place):
      "\(metric) of '\(name)' is better \(better) here and not on \(place)"
    case .anotherSource(let metric, let name, let source, let other, let place, _):
      "\(metric) of '\(name)' comes from \(source) here and from \(other) on \(place)"
    case .stepLongerThanIteration(let step, let name, let milliseconds, let whole):
      "a step takes longer than its whole iteration: '\(step)' of '\(name)' (\(milliseconds) "
        + "ms of \(whole) ms)"
    case .sumOfSteps:
      "the lines give no time of a whole iteration; the time here is the sum of the steps"
    case .cutShortLine(let reason): "\(reason)"
    }
  }
}
