import GateRecords

extension MeasurementMessage {
  package var text: String { ofSuite ?? ofWorker ?? ofBenchmark ?? ofRun ?? ofRecords ?? "" }

  private static func words(_ seconds: Double) -> String {
    (seconds == seconds.rounded() ? QuantityFormat.fixed(seconds, decimals: 0) : "\(seconds)")
      + " s"
  }

  @_optimize(none)
  private var ofSuite: String? {
    switch self {
    case .notASuite(let reason, let output):
      "is not a Speedgate suite, or a broken one: it \(reason)"
        + (output.map { "; it printed: \($0.suffix(300))" } ?? "")
    case .notOptimised: "was built without optimisation, so its times are not meaningful"
    case .suiteEmpty(let name): "\(name) declares no benchmarks"
    case .nothingMatches(let pattern): "no benchmark matches '\(pattern)'"
    case .nameTwice(let name): "two benchmarks are named '\(name)'"
    case .baselineNotRunnable(let reason):
      "not measured: the program to measure against, not this one, cannot be run here: it \(reason)"
    case .baselineRunsElsewhere(let reason):
      "the baseline's program cannot be run here (\(reason)); its cached numbers are weaker evidence"
    default: nil
    }
  }

  @_optimize(none)
  private var ofWorker: String? {
    switch self {
    case .greetingMissing: "did not send the greeting of a suite"
    case .versionUnknown(let version, let understood):
      "uses version \(version) of the worker protocol, this driver \(understood.lowerBound) to "
        + "\(understood.upperBound)"
    case .listRefused(let reason): "does not start: \(reason)"
    case .listBroken: "does not list its benchmarks"
    case .benchmarkAbsent(let name): "has no benchmark '\(name)'"
    case .lineUnknown(let line): "sent '\(line)', which is not a message of the worker protocol"
    case .lineEndless: "sent a line without an end"
    case .silent(let seconds):
      "gave no answer within its time limit of \(Self.words(seconds))"
    case .quitIgnored: "does not end after its last request"
    case .exited(let status): "ended with exit status \(status)"
    case .crashed(let signal): "crashed with \(signal)"
    case .pipeClosed: "closed its pipe"
    case .startRefused(let reason): "cannot be started: \(reason)"
    case .programMissing(let side): "there is no \(side) program"
    case .layoutMissing: "was not linked for this launch"
    case .linkingFailed(let reason): "could not be linked again: \(reason)"
    case .copyRefused(let program): "\(program) cannot be copied"
    case .countsUnwritten: "wrote no counts"
    case .profileUnwritten: "wrote no profile"
    case .sampledByOlder: "was built with an older version of Speedgate, which cannot be sampled"
    case .sampledOnThreads(let name):
      "uses several threads in '\(name)', and sampling observes only one"
    case .underValgrind(let reason): "the suite \(reason) under valgrind"
    case .answerUnexpected(let wanted): "the worker answered something other than '\(wanted)'"
    case .metricBuiltIn(let name):
      "the worker gave '\(name)' as a metric of its own, which is a built-in one"
    case .metricContradicts(let reason): "the worker gave a metric that is not valid: \(reason)"
    default: nil
    }
  }

  @_optimize(none)
  private var ofBenchmark: String? {
    switch self {
    case .sameCodeNotLaunched: "not launched: it runs the same code as the baseline"
    case .fallbackOnly:
      "in every sample of a launch, calls behind a circuit breaker failed or were not made, so only the fallback was "
        + "measured"
    case .skippedLater(let launch, let measured, let reason):
      "skipped in launch \(launch) after it was measured in \(measured): \(reason)"
    case .skippedOnSome(let skipped, let all, let reason):
      "skipped in \(skipped) of \(all) records and measured in the others: "
        + (reason ?? "no reason is given")
    case .failedOnSome(let failed, let all): "it failed in \(failed) of \(all) records"
    case .peakUnreported: "the system does not report it"
    case .countingFailed(let times, let reason):
      "the baseline's program failed in \(times) counting launch\(times == 1 ? "" : "es") (\(reason)), "
        + (times == 1 ? "which is left out" : "which are left out")
    case .countingGivenUp(let reason): "the baseline's program counts nothing: \(reason)"
    case .baselineFailed(let times, let all, let reason, let leftOut):
      "the baseline's program failed in \(times) of \(all) launches (\(reason))"
        + (leftOut ? "; these launches are left out" : "")
    case .faultySamples(let leftOut, let all):
      "\(leftOut) of \(all) samples are left out, because calls behind a circuit breaker failed or were not made in "
        + "them"
    case .recoveryLate(let breaker, let took, let target):
      "circuit breaker \(breaker) took \(took) to recover; it should take at most \(target)"
    case .stepNotInAll(let step, let launches, let all):
      "the step \(step) ran in \(launches) of \(all) launches; its time and rows are means over all of them"
    case .processorTaken(let samples, let all):
      "the system took the processor away during \(samples) of \(all) samples"
    case .processorKept(let time):
      "the hypervisor gave its processor to others for \(time) while it was sampled"
    case .digestChanges(let examples):
      "its result digest changes from launch to launch ("
        + examples.map { "'\($0)'" }.joined(separator: ", ") + "), so it cannot show equal results"
    case .digestByMachine: "its result differs from machine to machine"
    default: nil
    }
  }

  @_optimize(none)
  private var ofRun: String? {
    switch self {
    case .earlierUnused(let benchmark, let reason):
      "the launches that earlier runs kept of \(benchmark) are not used: \(reason)"
    case .otherSampling: "its samples are of another kind"
    case .otherOrder: "its launches were sampled in another way"
    case .notBound:
      "launches could not be bound to a processor here, which widens the spread"
    case .timeOver(let open, let all, let blunt, let pairs):
      "the time budget ended before \(open) of \(all) benchmarks were decided"
        + (blunt == 0
          ? ""
          : "; \(blunt) of them \(blunt == 1 ? "has" : "have") fewer than \(pairs) launch pairs, too few to prove a "
            + "regression of any size")
    case .percentileNeeds(let subject, let launches, let own, let profile):
      "\(subject) needs at least \(launches) launches, more than the \(own) that the profile \(profile) takes by itself"
    case .percentilesNeed(let count, let subject, let launches, let own, let profile):
      "\(count) budgets on percentiles need more launches than the \(own) that the profile \(profile) takes by "
        + "itself; \(subject) needs the most, at least \(launches)"
    case .percentileTooHigh(let benchmark, let need, let others, let profile, let most, _):
      "\(benchmark): \(need)"
        + (others == 0
          ? ""
          : ", and \(others) other budget\(others == 1 ? " needs" : "s need") too many as well")
        + "; the profile \(profile) takes \(most) at most, so these budgets stay unproven"
    case .hypervisorKept(let share):
      "the hypervisor gave \(share) of the processors' time to others during the run"
    case .othersRan(let share):
      "other processes had \(share) of the processors' time during the run"
    case .inputUnreadable(let path, let reason): "its input \(path) cannot be read: \(reason)"
    case .outputWithoutPlace: "no temporary file could be made for its output"
    case .exitedOtherwise(let status, let expected):
      "ended with exit status \(status), but \(expected) was expected"
    case .outputOtherwise(let digest, let expected):
      "printed unexpected output: its SHA-256 is \(digest), not \(expected)"
    case .folderMissing(let folder):
      "cannot be started: there is no folder '\(folder)' to run it in"
    case .wordRefused(let word, let reason): "\(word) cannot be started: \(reason)"
    case .lost(let reason): "ended, but its exit status is unknown: \(reason)"
    case .tooLong(let seconds): "took longer than its time limit of \(Self.words(seconds))"
    case .commandMissing(let side): "there is no \(side) command"
    case .nothingAsked: "received no request"
    case .notSampled: "commands are not sampled"
    case .aroundCommand(let option, let reason): "its --\(option) command \(reason)"
    case .startIncluded(let subject, let took):
      "each time includes the start of \(subject), which took \(took)"
    case .startUntimed(let subject, let command, let reason):
      "the start of \(subject) was not timed to the end of the run: '\(command)' \(reason)"
    case .memoryHidden:
      "it is smaller than the memory of speedgate-bench, which the system counts as well"
    case .mostlyStart(let benchmark, let time, let subject, let start):
      "\(benchmark) takes \(time), and starting \(subject) alone takes \(start), so a change of its own work shows as "
        + "a much smaller one"
    case .profilesOutOfTime(let seconds): "the \(seconds) s for profiles were used up"
    case .valgrindMissing: "valgrind is not on the path"
    case .profileEmpty: "no sample was taken"
    case .severalThreads: "it says that it uses several threads"
    case .traceFailed(let reason): "it cannot be traced: \(reason)"
    case .fileChanged(let path): "\(path) has changed since the suite was traced"
    case .fileReadChanged(let path):
      "it reads \(path), which has changed since the suite was traced"
    case .variableChanged(let name):
      "the suite reads the environment, and \(name) has changed since it was traced"
    default: nil
    }
  }

  @_optimize(none)
  private var ofRecords: String? {
    switch self {
    case .noRecord: "no record is named"
    case .otherProgram(let record, let what, let own, let other, let first):
      "\(record): \(what) is \(own), but \(other) in \(first)"
    case .otherVariables(let record, let first):
      "\(record): its variables of --candidate-env differ from those in \(first)"
    case .otherKind(let record, let own, let other, let first):
      "\(record): the environment is \(own), but \(other) in \(first)"
    case .otherQuestion(let record, let test, let first):
      "\(record): \(test) was measured for another question than in \(first)"
    case .otherAnchor(let record, let own, let other, let first):
      "\(record): the anchor's program is \(own), but \(other) in \(first)"
    case .otherChanges(let record, let first):
      "\(record): the changes in the code are not those in \(first)"
    case .otherRate(let record, let own, let first, let other):
      "\(record): shares the false-alarm rate among \(own) comparisons, \(first) among \(other), because they did not "
        + "find the same code in the same benchmarks"
    case .otherShards(let record, let own, let first, let other):
      "\(record): is \(own), \(first) \(other)"
    case .shardMissing(let names): "shard \(names) is missing"
    case .shardsUnlike(let measured, let all):
      "the shards hold \(measured) of \(all) benchmarks, so they were not shared out in the same way"
    case .runTwice(let record, let run, let owner):
      "\(record): is the same run as \(owner), \(run), with other content, so one of them was changed"
    case .runHeldTwice(let record, let run, let owner):
      "\(record): holds run \(run), as \(owner) does"
    case .launchesTwice(let record, let benchmark, let owner):
      "\(record): holds the same launches of '\(benchmark)' as \(owner), as another run"
    case .sameCodeInSome(let record, let benchmark):
      "\(record): '\(benchmark)' runs the same code in some records only"
    case .kindForeign(let benchmark, let kind):
      "'\(benchmark)' was measured alone, and only on another kind of machine than \(kind); figures of different "
        + "kinds of machine are not merged"
    case .kindForeignFigure: "measured on other kinds of machine only"
    case .earlierLeftOut(let records, let all):
      "launches of earlier runs in \(records) of \(all) records are left out, because another record may hold them, too"
    case .launchesLeftOut(let benchmark, let record, let reason):
      "the launches of \(benchmark) in \(record) are left out: \(reason)"
    case .otherUnit(let metric): "\(metric) has another unit or direction"
    case .otherMetricSampling(let metric): "\(metric) was sampled in another way"
    case .otherIterations(let own, let others):
      "a sample is of \(own) iteration\(own == 1 ? "" : "s"), and of \(others) in the others"
    case .machinesAbsent(let present, let all, let shard, let isTwice):
      "\(present) of \(all) machines\(shard.map { " of shard \($0)" } ?? "") gave a record, so there is less evidence "
        + "than was planned"
        + (isTwice ? ", and several records have the same machine's number" : "")
    default: nil
    }
  }
}
