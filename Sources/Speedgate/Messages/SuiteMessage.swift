import GateRecords

/// The messages of a suite: about its declarations, the bodies that it runs, and the metrics that it cannot count.
enum SuiteMessage: Message {
  // Declarations.
  case suiteNameEmpty
  case nameEmpty
  case namePartEmpty
  case nameTwice(String)
  case valueTwice(String)
  case parameterName(String)
  case parameterWithoutValues(String)
  case parameterValue(parameter: String, value: String)
  case throughputWithoutParameter
  case throughputNotPositive(Int, unit: String)
  case tagEmpty
  case timeLimitTooShort(Duration)
  case metricsEmpty
  case sameResultTwice(String, String)
  case sameResultUnknown(String)
  case inBenchmark(String, problem: String)
  case moreProblems(Int)
  // Values that a body records, and its calls.
  case metricWithoutName
  case metricOfTheHarness(String)
  case metricContradicts(String)
  case metricUnitEmpty(String)
  case metricNotFinite(String, value: Double)
  case breakerWithoutName
  case breakerThreshold(breaker: String, setting: String, value: Int)
  case breakerDuration(breaker: String, setting: String, value: Duration)
  case breakerTwice(String)
  case breakerOpen(String)
  case callsFailed(breaker: String, failed: Int, untried: Int, error: String?)
  case callsFailedWhileCounting
  case stepWithoutName
  case stepOfTwoKinds(String)
  case stepRows(String)
  case rowsOutsideSteps
  case rowsOverflow
  // Measuring.
  case emptyLoop
  case neverMeasured
  case measuredOften(Int)
  // Conversation with the driver.
  case notStartedByDriver(suite: String)
  case benchmarkUnknown(Int)
  case nothingRuns
  case lineUnknown(String)
  case lineOutOfTurn(String)
  // A suite run by hand.
  case doesNotStart(String)
  case nothingMatches(String)
  case patternMissing
  case optionUnknown(String)
  case notOptimised
  case threw(String)
  // Metrics that cannot be counted or sampled here.
  case systemCountMissing(reason: String)
  case accountMissing(file: String, reason: String)
  case systemCallsMissing(reason: String)
  case allocatorForeign
  case timerRefused(reason: String)
  case samplingMissing
  case threadChanged
  case samplesMissing
}

extension SuiteMessage {
  static let examples: [SuiteMessage] = [
    .suiteNameEmpty, .nameEmpty, .namePartEmpty, .nameTwice("parse/order"),
    .valueTwice("sort/random{n=1000}"), .parameterName("n=m"), .parameterWithoutValues("n"),
    .parameterValue(parameter: "text", value: "a}"), .throughputWithoutParameter,
    .throughputNotPositive(0, unit: "items"), .tagEmpty, .timeLimitTooShort(.zero), .metricsEmpty,
    .sameResultTwice("sort/heap", "sort/merge"), .sameResultUnknown("sort/heap"),
    .inBenchmark("parse/order", problem: SuiteMessage.tagEmpty.line), .moreProblems(6),
    .metricWithoutName, .metricOfTheHarness("wall_time"),
    .metricContradicts("the metric match_rate can only be 'higher_is_better'"),
    .metricUnitEmpty("match_rate"), .metricNotFinite("match_rate", value: .nan),
    .breakerWithoutName,
    .breakerThreshold(breaker: "model", setting: "failureThreshold", value: 0),
    .breakerDuration(breaker: "model", setting: "openDuration", value: .seconds(-5)),
    .breakerTwice("model"), .breakerOpen("model"),
    .callsFailed(breaker: "model", failed: 1, untried: 0, error: nil),
    .callsFailed(breaker: "model", failed: 5, untried: 12, error: "no such model"),
    .callsFailedWhileCounting, .stepWithoutName, .stepOfTwoKinds("load"), .stepRows("join"),
    .rowsOutsideSteps, .rowsOverflow, .emptyLoop, .neverMeasured, .measuredOften(2),
    .notStartedByDriver(suite: "OrderBenchmarks"), .benchmarkUnknown(7), .nothingRuns,
    .lineUnknown("hello"), .lineOutOfTurn("list"), .doesNotStart("the fixture is not there"),
    .nothingMatches("sort/*"), .patternMissing, .optionUnknown("--fast"), .notOptimised,
    .threw("no such file"), .systemCountMissing(reason: "Operation not permitted"),
    .accountMissing(file: "/proc/self/io", reason: "No such file or directory"),
    .systemCallsMissing(reason: "Permission denied"), .allocatorForeign,
    .timerRefused(reason: "Invalid argument"), .samplingMissing, .threadChanged, .samplesMissing,
  ]
}
