package import GateRecords

/// The messages of measuring: why a suite cannot be measured, errors of its workers, warnings about the figures, and
/// why records cannot be merged.
package enum MeasurementMessage: Message {
  // Why there is nothing to measure.
  case notASuite(reason: String, output: String?)
  case notOptimised
  case suiteEmpty(String)
  case nothingMatches(String)
  case nameTwice(String)
  case baselineNotRunnable(reason: String)
  case baselineRunsElsewhere(reason: String)
  // Errors of a worker; the subject of each sentence is the program.
  case greetingMissing
  case versionUnknown(Int, understood: ClosedRange<Int>)
  case listRefused(reason: String)
  case listBroken
  case benchmarkAbsent(String)
  case lineUnknown(String)
  case lineEndless
  case silent(seconds: Double)
  case quitIgnored
  case exited(status: Int32)
  case crashed(signal: String)
  case pipeClosed
  case startRefused(reason: String)
  case programMissing(Side)
  case layoutMissing
  case linkingFailed(reason: String)
  case copyRefused(program: String)
  case countsUnwritten
  case profileUnwritten
  case sampledByOlder
  case sampledOnThreads(String)
  case underValgrind(reason: String)
  // Unexpected lines of a worker.
  case answerUnexpected(wanted: String)
  case metricBuiltIn(String)
  case metricContradicts(reason: String)
  // Benchmarks that gave nothing.
  case sameCodeNotLaunched
  case fallbackOnly
  case skippedLater(launch: Int, measured: Int, reason: String)
  case skippedOnSome(skipped: Int, of: Int, reason: String?)
  case failedOnSome(failed: Int, of: Int)
  // Notes on a benchmark.
  case peakUnreported
  case countingFailed(times: Int, reason: String)
  case countingGivenUp(reason: String)
  case baselineFailed(times: Int, of: Int, reason: String, leftOut: Bool)
  case faultySamples(leftOut: Int, of: Int)
  case recoveryLate(breaker: String, took: String, target: String)
  case stepNotInAll(step: String, launches: Int, of: Int)
  case processorTaken(samples: Int, of: Int)
  case processorKept(time: String)
  case digestChanges(examples: [String])
  case digestByMachine
  // Warnings of a run.
  case earlierUnused(benchmark: String, reason: String)
  case otherSampling
  case otherOrder
  case notBound
  case timeOver(open: Int, of: Int, blunt: Int, pairs: Int)
  case percentileNeeds(subject: String, launches: Int, own: Int, profile: String)
  case percentilesNeed(count: Int, subject: String, launches: Int, own: Int, profile: String)
  case percentileTooHigh(
    benchmark: String, need: String, others: Int, profile: String, most: Int, canBeThorough: Bool)
  case hypervisorKept(share: String)
  case othersRan(share: String)
  // Commands.
  case inputUnreadable(path: String, reason: String)
  case outputWithoutPlace
  case exitedOtherwise(status: Int32, expected: String)
  case outputOtherwise(digest: String, expected: String)
  case folderMissing(String)
  case wordRefused(String, reason: String)
  case lost(reason: String)
  case tooLong(seconds: Double)
  case commandMissing(Side)
  case nothingAsked
  case notSampled
  case aroundCommand(option: String, reason: String)
  case startIncluded(subject: String, took: String)
  case startUntimed(subject: String, command: String, reason: String)
  case memoryHidden
  case mostlyStart(benchmark: String, time: String, subject: String, start: String)
  // Profiles and traces.
  case profilesOutOfTime(seconds: Int)
  case valgrindMissing
  case profileEmpty
  case severalThreads
  case notTracedYet
  case traceFailed(reason: String)
  case fileChanged(String)
  case fileReadChanged(String)
  case variableChanged(String)
  // Records that are put together.
  case noRecord
  case otherProgram(record: String, what: String, own: String, other: String, first: String)
  case otherVariables(record: String, first: String)
  case otherKind(record: String, own: String, other: String, first: String)
  case otherQuestion(record: String, test: String, first: String)
  case otherAnchor(record: String, own: String, other: String, first: String)
  case otherChanges(record: String, first: String)
  case otherRate(record: String, own: Int, first: String, other: Int)
  case otherShards(record: String, own: String, first: String, other: String)
  case shardMissing(String)
  case shardsUnlike(measured: Int, of: Int)
  case runTwice(record: String, run: String, owner: String)
  case runHeldTwice(record: String, run: String, owner: String)
  case launchesTwice(record: String, benchmark: String, owner: String)
  case sameCodeInSome(record: String, benchmark: String)
  case kindForeign(benchmark: String, kind: String)
  case kindForeignFigure
  case earlierLeftOut(records: Int, of: Int)
  case launchesLeftOut(benchmark: String, record: String, reason: String)
  case otherUnit(metric: String)
  case otherMetricSampling(metric: String)
  case otherIterations(Int, others: Int)
  case machinesAbsent(present: Int, of: Int, shard: Int?, isTwice: Bool)
}
