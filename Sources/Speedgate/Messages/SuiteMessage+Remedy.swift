import GateRecords

extension SuiteMessage {
  @_optimize(none)
  var remedy: String? {
    switch self {
    case .namePartEmpty: "groups are separated by one '/'"
    case .nameTwice: "names must be unique, rename one"
    case .valueTwice: "give every value of a parameter once"
    case .parameterName: "a name is not empty and holds none of { } = ,"
    case .parameterValue: "a value's text is not empty and holds no { or }"
    case .throughputNotPositive: "it must be above zero"
    case .timeLimitTooShort: "it must be at least a millisecond"
    case .metricsEmpty: "leave it out to record all"
    case .sameResultTwice: "name one"
    case .sameResultUnknown: "give its full name, with its groups"
    case .metricOfTheHarness, .metricContradicts: "record yours under another name"
    case .breakerThreshold: "it must be 1 or more"
    case .breakerDuration: "it must not be negative"
    case .stepOfTwoKinds: "give each kind a step of its own"
    case .emptyLoop:
      "pass its input through blackBox(_:) and its result to blackHole(_:), and repeat work as short as that inside "
        + "measure"
    case .neverMeasured: "put the work inside run.measure { … }"
    case .measuredOften: "make a benchmark of each"
    case .notStartedByDriver: "unset it to run the suite by hand"
    case .nothingMatches: "--list names them"
    case .optionUnknown: "see --help"
    case .notOptimised: "build with -c release"
    case .suiteNameEmpty, .nameEmpty, .parameterWithoutValues, .throughputWithoutParameter,
      .tagEmpty, .inBenchmark, .moreProblems, .metricWithoutName, .metricUnitEmpty,
      .metricNotFinite, .breakerWithoutName, .breakerTwice, .breakerOpen, .callsFailed,
      .callsFailedWhileCounting, .stepWithoutName, .stepRows, .rowsOutsideSteps, .rowsOverflow,
      .benchmarkUnknown, .nothingRuns, .lineUnknown, .lineOutOfTurn, .doesNotStart,
      .patternMissing, .threw, .systemCountMissing, .accountMissing, .systemCallsMissing,
      .allocatorForeign, .timerRefused, .samplingMissing, .threadChanged, .samplesMissing:
      nil
    }
  }
}
