import GateRecords

extension MeasurementMessage {
  package static let examples: [MeasurementMessage] =
    suiteExamples + workerExamples + noteExamples + commandExamples + mergeExamples

  private static let suiteExamples: [MeasurementMessage] = [
    .notASuite(reason: MeasurementMessage.exited(status: 0).line, output: nil),
    .notASuite(reason: MeasurementMessage.greetingMissing.line, output: "hello"),
    .notOptimised, .suiteEmpty("OrderBenchmarks"), .nothingMatches("sort/*"),
    .nameTwice("parse/order"),
    .baselineNotRunnable(reason: MeasurementMessage.startRefused(reason: "exec format error").line),
    .baselineRunsElsewhere(
      reason: MeasurementMessage.startRefused(reason: "exec format error").line),
  ]

  private static let workerExamples: [MeasurementMessage] = [
    .greetingMissing, .versionUnknown(6, understood: 1...5),
    .listRefused(reason: "the fixture is not there"), .listBroken, .benchmarkAbsent("parse/order"),
    .lineUnknown("hello"), .lineEndless, .silent(seconds: 60), .quitIgnored, .exited(status: 3),
    .crashed(signal: "SIGSEGV, a bad memory access"),
    .crashed(signal: "SIGILL, a trap such as fatalError"), .pipeClosed,
    .startRefused(reason: "permission denied"), .programMissing(.baseline), .layoutMissing,
    .linkingFailed(reason: "the linker ended with exit status 1"), .copyRefused(program: "suite"),
    .countsUnwritten, .profileUnwritten, .sampledByOlder, .sampledOnThreads("parse/order"),
    .underValgrind(reason: MeasurementMessage.exited(status: 1).line),
    .answerUnexpected(wanted: "sample"), .metricBuiltIn("wall_time"),
    .metricContradicts(reason: "the metric rows_read can only be 'lower_is_better'"),
    .sameCodeNotLaunched, .fallbackOnly,
    .skippedLater(launch: 4, measured: 3, reason: "no printer"),
    .skippedOnSome(skipped: 1, of: 4, reason: "no printer"), .failedOnSome(failed: 1, of: 4),
  ]

  private static let noteExamples: [MeasurementMessage] = [
    .peakUnreported, .countingFailed(times: 1, reason: "crashed with SIGABRT, an abort"),
    .countingFailed(times: 3, reason: "crashed with SIGABRT, an abort"),
    .countingGivenUp(reason: "crashed with SIGABRT, an abort"),
    .baselineFailed(times: 2, of: 14, reason: "crashed with SIGABRT, an abort", leftOut: true),
    .baselineFailed(times: 5, of: 5, reason: "crashed with SIGABRT, an abort", leftOut: false),
    .faultySamples(leftOut: 3, of: 40),
    .recoveryLate(breaker: "model", took: "2.4 s", target: "2 s"),
    .stepNotInAll(step: "load", launches: 3, of: 14), .processorTaken(samples: 31, of: 120),
    .processorKept(time: "12 ms"), .digestChanges(examples: ["a41c", "e3b0"]), .digestByMachine,
    .earlierUnused(benchmark: "parse/order", reason: MeasurementMessage.otherSampling.line),
    .otherSampling, .otherOrder, .notBound,
    .timeOver(open: 3, of: 37, blunt: 0, pairs: 6), .timeOver(open: 3, of: 37, blunt: 1, pairs: 6),
    .percentileNeeds(subject: "p99 of parse/order", launches: 90, own: 10, profile: "standard"),
    .percentilesNeed(
      count: 4, subject: "p99 of parse/order", launches: 90, own: 10, profile: "standard"),
    .percentileTooHigh(
      benchmark: "parse/order", need: "p99.9 needs about 900 launches", others: 0,
      profile: "standard", most: 100, canBeThorough: true),
    .percentileTooHigh(
      benchmark: "parse/order", need: "p99.9 needs about 900 launches", others: 2,
      profile: "thorough", most: 200, canBeThorough: false),
    .hypervisorKept(share: "3.2 %"), .othersRan(share: "68 %"),
  ]

  private static let commandExamples: [MeasurementMessage] = [
    .inputUnreadable(path: "corpus.json", reason: "no such file or directory"),
    .outputWithoutPlace, .exitedOtherwise(status: 3, expected: "0"),
    .outputOtherwise(digest: "5891b5b5…", expected: "c3f9c8c2…"), .folderMissing("bench"),
    .wordRefused("./parse", reason: "permission denied"), .lost(reason: "no child processes"),
    .tooLong(seconds: 60), .commandMissing(.baseline), .nothingAsked, .notSampled,
    .aroundCommand(
      option: "setup", reason: MeasurementMessage.exitedOtherwise(status: 1, expected: "0").line),
    .startIncluded(subject: "a process", took: "1.2 ms (half of the starts: 1.1 ms to 1.4 ms)"),
    .startUntimed(subject: "a process", command: "true", reason: "ended with exit status 127"),
    .memoryHidden,
    .mostlyStart(benchmark: "parse", time: "1.4 ms", subject: "a process", start: "1.2 ms"),
    .profilesOutOfTime(seconds: 30), .valgrindMissing, .profileEmpty, .severalThreads,
    .notTracedYet,
    .traceFailed(reason: "the suite ended with exit status 1"),
    .fileChanged("/lib/libc.so.6"), .fileReadChanged("corpus.json"), .variableChanged("LANG"),
  ]

  private static let mergeExamples: [MeasurementMessage] = [
    .noRecord,
    .otherProgram(
      record: "b.json", what: "the commit", own: "4f2c1aa", other: "fedcba9", first: "a.json"),
    .otherVariables(record: "b.json", first: "a.json"),
    .otherKind(
      record: "b.json", own: "linux-arm64-8cpu-n1", other: "linux-x86_64-2cpu-xeon", first: "a.json"
    ),
    .otherQuestion(record: "b.json", test: "parse/order wall_time", first: "a.json"),
    .otherAnchor(record: "b.json", own: "4f2c1aa", other: "fedcba9", first: "a.json"),
    .otherChanges(record: "b.json", first: "a.json"),
    .otherRate(record: "b.json", own: 47, first: "a.json", other: 40),
    .otherShards(
      record: "b.json", own: "one of 4 shards of 37 benchmarks", first: "a.json",
      other: "one of 2 of 37"),
    .shardMissing("2/4"), .shardsUnlike(measured: 35, of: 37),
    .runTwice(record: "b.json", run: "01JDN4V", owner: "a.json"),
    .runHeldTwice(record: "b.json", run: "01JDN4V", owner: "a.json"),
    .launchesTwice(record: "b.json", benchmark: "parse/order", owner: "a.json"),
    .sameCodeInSome(record: "b.json", benchmark: "parse/order"),
    .kindForeign(benchmark: "parse/order", kind: "linux-arm64-8cpu-n1"), .kindForeignFigure,
    .earlierLeftOut(records: 1, of: 4),
    .launchesLeftOut(
      benchmark: "parse/order", record: "b.json",
      reason: MeasurementMessage.otherUnit(metric: "match_rate").line),
    .otherUnit(metric: "match_rate"), .otherMetricSampling(metric: "wall_time"),
    .otherIterations(1, others: 400),
    .machinesAbsent(present: 3, of: 4, shard: nil, isTwice: false),
    .machinesAbsent(present: 3, of: 4, shard: 2, isTwice: true),
  ]
}
