import GateRecords

extension SuiteMessage {
  @_optimize(none)
  var text: String {
    switch self {
    case .suiteNameEmpty: "the suite has an empty name"
    case .nameEmpty: "its name is empty"
    case .namePartEmpty: "a part of its name is empty"
    case .nameTwice(let name), .valueTwice(let name): "two benchmarks are named '\(name)'"
    case .parameterName(let name): "its parameter is named '\(name)'"
    case .parameterWithoutValues(let name): "its parameter '\(name)' has no values"
    case .parameterValue(let parameter, let value):
      "its parameter '\(parameter)' has the value '\(value)'"
    case .throughputWithoutParameter:
      "its throughput depends on a parameter, and it has none that is an Int"
    case .throughputNotPositive(let amount, let unit):
      "its throughput is \(amount) \(unit) an iteration"
    case .tagEmpty: "a tag is empty"
    case .timeLimitTooShort(let limit): "its time limit is \(limit)"
    case .metricsEmpty: "metrics() names no metric"
    case .sameResultTwice(let one, let other):
      "it must have the result of '\(one)' and of '\(other)'"
    case .sameResultUnknown(let name):
      "sameResult(as:) names '\(name)', and the suite has no such benchmark"
    case .inBenchmark(let name, let problem): "benchmark '\(name)': \(problem)"
    case .moreProblems(let count): "and \(count) more"
    case .metricWithoutName, .metricOfTheHarness, .metricContradicts, .metricUnitEmpty,
      .metricNotFinite, .breakerWithoutName, .breakerThreshold, .breakerDuration, .breakerTwice,
      .breakerOpen, .callsFailed, .callsFailedWhileCounting, .stepWithoutName, .stepOfTwoKinds,
      .stepRows, .rowsOutsideSteps, .rowsOverflow, .emptyLoop, .neverMeasured, .measuredOften:
      textOfBody
    case .notStartedByDriver, .benchmarkUnknown, .nothingRuns, .lineUnknown, .lineOutOfTurn,
      .doesNotStart, .nothingMatches, .patternMissing, .optionUnknown, .notOptimised, .threw,
      .systemCountMissing, .accountMissing, .systemCallsMissing, .allocatorForeign, .timerRefused,
      .samplingMissing, .threadChanged, .samplesMissing:
      textOfProcess
    }
  }

  /// Messages about mistakes in a body.
  @_optimize(none)
  private var textOfBody: String {
    switch self {
    case .metricWithoutName: "a metric was recorded without a name"
    case .metricOfTheHarness(let name): "the metric \(name) is measured by the harness itself"
    case .metricContradicts(let reason): reason
    case .metricUnitEmpty(let name): "the metric \(name) has a unit with an empty symbol"
    case .metricNotFinite(let name, let value):
      "the metric \(name) is \(value), which is not a finite number"
    case .breakerWithoutName: "a circuit breaker has an empty name"
    case .breakerThreshold(let breaker, let setting, let value):
      "circuit breaker \(breaker): \(setting) is \(value)"
    case .breakerDuration(let breaker, let setting, let value):
      "circuit breaker \(breaker): \(setting) is \(value)"
    case .breakerTwice(let breaker):
      "circuit breaker \(breaker): it was asked for twice, with different settings"
    case .breakerOpen(let breaker): "circuit breaker \(breaker) is open"
    case .callsFailed(let breaker, let failed, let untried, let error):
      "circuit breaker \(breaker): \(failed) \(failed == 1 ? "call" : "calls") failed"
        + (untried > 0 ? ", \(untried) more were not tried" : "")
        + (error.map { "; the last one threw: \($0)" } ?? "")
    case .callsFailedWhileCounting: "calls behind a circuit breaker failed while work was counted"
    case .stepWithoutName: "a step has an empty name"
    case .stepOfTwoKinds(let step): "the step \(step) is given two kinds"
    case .stepRows(let step):
      "the step \(step) reported a negative row count, or more rows than can be counted"
    case .rowsOutsideSteps: "rows(read:written:) was called outside of every step"
    case .rowsOverflow: "the steps read or write more rows than can be counted"
    case .emptyLoop:
      "the body takes no longer than an empty loop; the optimiser probably removed the work"
    case .neverMeasured: "the body never called measure"
    case .measuredOften(let count): "the body called measure \(count) times"
    default: ""
    }
  }

  /// Messages about errors of the protocol, the command line or the machine.
  @_optimize(none)
  private var textOfProcess: String {
    switch self {
    case .notStartedByDriver(let suite):
      "\(suite): SPEEDGATE_WORKER is for speedgate-bench, which opens descriptors 3 and 4"
    case .benchmarkUnknown(let index): "there is no benchmark \(index)"
    case .nothingRuns: "no benchmark is running"
    case .lineUnknown(let line): "unknown message: \(line)"
    case .lineOutOfTurn(let line): "unexpected inside a benchmark: \(line)"
    case .doesNotStart(let reason): "the suite does not start: \(reason)"
    case .nothingMatches(let pattern): "no benchmark matches \(pattern)"
    case .patternMissing: "--filter needs a pattern, such as 'sort/*'"
    case .optionUnknown(let option): "unknown option \(option)"
    case .notOptimised: "built without optimisation, so the times are not meaningful"
    case .threw(let error): "threw: \(error)"
    case .systemCountMissing(let reason): "the system does not report it: \(reason)"
    case .accountMissing(let file, let reason): "\(file): \(reason)"
    case .systemCallsMissing(let reason):
      "the tracepoint raw_syscalls:sys_enter cannot be counted: \(reason)"
    case .allocatorForeign:
      "the program has an allocator of its own, or runs under a sanitizer"
    case .timerRefused(let reason): "the system refuses a timer: \(reason)"
    case .samplingMissing: "sampling is not available on this system"
    case .threadChanged: "the body continues on another thread than it began on"
    case .samplesMissing: "the timer took no sample"
    default: ""
    }
  }
}
