extension RecordMessage {
  @_optimize(none)
  package var text: String {
    switch self {
    case .noMetric: "it was measured, but no metric was recorded"
    case .noSamples: "it was measured, but gave no samples"
    case .noTime: "it took no time at all, so it measured nothing"
    case .iterationsInvalid(let count): "a sample has \(count) iterations, but must have at least 1"
    case .metricTwice(let metric): "\(metric) was recorded more than once"
    case .notPairs(let metric, let baseline, let candidate):
      "\(metric) has \(baseline) launches of the baseline and \(candidate) of the candidate, "
        + "so they are not pairs"
    case .tooManyEarlierPairs(let metric, let earlier, let all):
      "\(metric) has \(earlier) launch pairs of earlier runs, but only \(all) in all"
    case .launchWithoutSample(let metric): "a launch gave no sample of \(metric)"
    case .samplesNotFinite(let metric): "its samples of \(metric) are not finite numbers"
    case .belowZero(let metric, let value):
      "\(metric) has the value \(value), but cannot be below zero"
    case .stepBelowZero(let step): "the step '\(step)' has a time or a number of rows below zero"
    case .measuredWithFailure(let message): "it is 'measured' but has a failure (\(message))"
    case .noFailure(let status): "it is '\(status)' but has no 'failure' with the reason"
    case .skippedWithSamples(let metric): "it is 'skipped' but has samples of \(metric)"
    case .wrongUnit(let metric, let unit, let known):
      "\(metric) has the unit '\(unit)', but must have "
        + "\(known.map { "'\($0)'" }.joined(separator: " or "))"
    case .wrongDirection(let metric, let direction, let known):
      "\(metric) is '\(direction)', but must be '\(known)'"
    case .itFailed: "it failed"
    case .oneLayout(let reason):
      "one layout: \(reason ?? "the record does not say why"); a difference of a few percent "
        + "can come from the place of code alone"
    case .layoutSpread(let size, let share):
      "±\(size) by layout alone (one standard deviation, \(share) of the variance of a launch)"
    case .growthLimit(let kind):
      switch kind {
      case .perStep: "growth per step"
      case .total: "growth in all"
      case .cumulative: "sum of all steps"
      case .complexity: "order of growth"
      case .scenario: "growth over the other series"
      case .exponent: "growth of the exponent"
      }
    case .twoSpeedsByPlacement(let speeds, let spread):
      "two speeds by placement: \(speeds); \(spread)"
    case .staleProgram(let own, let other):
      "the suite's program (\(own)) and the baseline's (\(other)) claim the same sources, "
        + "flags and toolchain, but their code differs, so one of them is stale"
    case .sameProgram:
      "the sources differ from the baseline's, but the program is the same: the edited sources "
        + "do not change it"
    case .noDigest: "no digest"
    case .resultsDiffer: "results differ"
    case .speedupTimes(let faster, let ratio, let slower, let least):
      "\(faster) is \(ratio) times as fast as \(slower); at least \(least) is asked for"
    case .speedupLess(let faster, let size, let direction, let metric, let slower, let least):
      "\(metric): \(faster) takes \(size) \(direction) than \(slower); at least \(least) less "
        + "is asked for"
    case .fewMachines: "it was merged from fewer than two machines"
    case .runTwice: "it holds the launches of one run twice"
    case .environmentOfNoMachine: "its environment is not that of any of its machines"
    case .machinesNotNamed(let metric): "\(metric) does not say which machine made which launches"
    case .machineCount(let metric, let machines, let run):
      "\(metric) has launches of \(machines) machines, but the run has \(run)"
    case .machinesMadeMore(let metric, let launches):
      "\(metric) has \(launches) launches, but its machines made more"
    case .machinesMadeFewer(let metric, let launches):
      "\(metric) has \(launches) launches, but its machines made fewer"
    case .repeatNotACommand: "the words of 'repeat' are not a command"
    case .repeatWithReason: "'repeat' has words and also a reason why there are none"
    case .repeatEmpty: "'repeat' has neither words nor a reason"
    case .codeWithoutBaseline: "it compares code with a baseline's program but names none"
    case .codePartlyCompared:
      "its code is compared in part, or is compared and also has a reason why not"
    case .codeCountInvalid(let what): "its code has an impossible number of changed \(what)"
    case .codeCountDiffers(let count, let what, let named):
      "its code has \(count) changed \(what), but names and leaves out \(named)"
    case .notLaunchedForCode:
      "it was not launched because of its code, but its code is not the same"
    case .codeNotCompared: "it has results about its code, but the run compares none"
    case .sameCodeNotCompared: "its code is the same, but the run compares none"
    case .sameCodeOwnVariables:
      "its code is the same, but the suite had variables of its own (--candidate-env)"
    case .sameCodeDoubted: "its code is the same, but it also has doubts or changed functions"
    case .notLaunchedStatus(let status): "it was not launched, but it is '\(status)'"
    case .sameCodeMeasured: "its code is the same, but the baseline's program measured it as well"
    case .sameCodePlanned: "its code is the same, but the plan compares it"
    case .codeBesideAnchor(let benchmark):
      "the code of '\(benchmark)' is compared with the anchor's, which a run never does"
    case .inputMissing(let index, let count):
      "its arguments refer to input \(index), but there are \(count)"
    case .notAHash(let text): "'\(text)' is not a SHA-256 in lower-case hexadecimal"
    case .stretchMissing(let benchmark, let place, let count):
      "benchmark \(benchmark) refers to stretch \(place), but there are \(count)"
    case .functionMissing(let benchmark, let place, let count):
      "benchmark \(benchmark) refers to library function \(place), but there are \(count)"
    case .tracedOnce(let benchmark): "benchmark \(benchmark) has no doubt but was not traced twice"
    case .instructionsDiffer(let benchmark):
      "benchmark \(benchmark) has no doubt but executed different numbers of instructions"
    case .fileMissing(let file, let count):
      "a stretch refers to file \(file), but there are \(count)"
    case .stretchReversed(let first, let last):
      "a stretch goes from \(first) to \(last), which is not a valid range"
    case .evidenceRuns(let runs): "has launches of \(runs) runs, but must have at least 1"
    case .evidenceTwice(let benchmark): "has '\(benchmark)' twice"
    case .evidenceWithoutIterations(let benchmark):
      "has no iterations in a sample of '\(benchmark)'"
    case .evidenceUnpaired(let benchmark): "has launches of '\(benchmark)' without a partner"
    case .evidenceStatus(let benchmark, let status):
      "has '\(benchmark)' as '\(status)', not 'measured'"
    case .evidenceInvalid(let benchmark, let reason):
      "has invalid figures of '\(benchmark)': \(reason)"
    case .layoutsTooFew(let launches, let layouts):
      "\(launches) launches of \(layouts) layouts are too few for a spread"
    case .deviationInvalid: "a standard deviation by layout is negative or not finite"
    case .spreadOutside(let value): "the spread by layout, \(value), is outside its interval"
    case .layoutShare: "the layouts' share does not follow from the two deviations"
    case .notTwoSpeeds(let fast, let slow):
      "its two speeds, \(fast) and \(slow) ns, are not a faster and a slower one"
    case .notAProbability(let value): "the confidence \(value) of its spreads is not a probability"
    case .spreadTwice(let benchmark): "it has two spreads by layout of '\(benchmark)'"
    case .layoutsTwice(let benchmark):
      "the layouts name '\(benchmark)' twice, or the verdict has no figures of it"
    case .layoutsInvalid(let benchmark, let reason): "the layouts of '\(benchmark)': \(reason)"
    case .launchSpreadInvalid(let benchmark, let spread):
      "the layouts of '\(benchmark)': the spread of its launches is \(spread)"
    case .spreadOfOneLayout(let benchmark):
      "'\(benchmark)' has a spread over layouts, but all launches had one layout"
    case .spreadWithoutStudy: "the layouts have spreads without a study, or a study without spreads"
    case .profileTotalOrReason: "its profile needs either a total or a reason why there is none"
    case .profileWithoutTotal: "it has no profile, but figures of one"
    case .profileTotal: "its profile's total is below 0"
    case .profileSamples(let method):
      "its profile is '\(method)', which does not fit its number of samples"
    case .profileIterations(let method):
      "its profile is '\(method)', which does not fit its number of iterations"
    case .profileFunctions(let listed, let leftOut):
      "its profile lists \(listed) functions and leaves out \(leftOut)"
    case .profileAboveTotal(let side): "its functions cost more than the \(side)'s total"
    case .costsNothing: "costs nothing on either side"
    case .costOfUnprofiledBaseline: "has a cost in a baseline that was not profiled"
    case .costBelowZero: "has a cost below 0"
    case .callsOfTimer: "has counted calls, but a timer counts none"
    case .tooManyFrames(let count): "its tree has \(count) frames, which is too many"
    case .frameBeforeCaller(let place): "frame \(place) of its tree comes before its caller"
    case .frameBelowZero(let place): "frame \(place) of its tree has a cost below 0"
    case .frameOfUnprofiledBaseline(let place):
      "frame \(place) of its tree has a cost in a baseline that was not profiled"
    case .profileOfUnknown: "it has a profile, but the run does not hold it"
    case .profileTwice: "it has two profiles"
    case .profileWithoutBaseline: "its profile has a baseline's program, but the run has none"
    case .causeTotal: "the cause has a total below 0"
    case .causeQuantity(let method, let quantity): "the cause is '\(method)' but counts \(quantity)"
    case .causeFunctions(let count): "the cause names \(count) functions, which is too many"
    case .causeEqualNames: "the cause says that the instructions are equal, but names what differs"
    case .causeEqualTotals: "the cause says that the instructions are equal, but its totals differ"
    case .causeWithoutCost(let function): "the cause names '\(function)', which does not cost more"
    case .causeAboveTotal(let function):
      "the cause names '\(function)', which costs more than the total"
    case .causeCalls(let function): "the cause has an impossible number of calls of '\(function)'"
    case .causeCallsOfTimer(let function):
      "the cause has calls of '\(function)', but a timer counts none"
    case .causeOfBaseline(let function):
      "the cause names '\(function)', which only the baseline has"
    case .causeNewButCalled(let function):
      "the cause names '\(function)', which is new but was called before"
    case .causeOrder(let first, let second):
      "the cause names '\(second)' after '\(first)', which costs less"
    case .outcomeDiffers(let stated, let derived):
      "the outcome is '\(stated)', but the findings give '\(derived)'"
    case .anchorMissing: "a finding compares with an anchor, but the verdict names none"
    case .anchorCount(let stated, let found):
      "the anchor has \(stated) crept figures, but the findings have \(found)"
    case .codeMissing: "a finding is about code, but the verdict compares none"
    case .historyLater(let benchmark): "\(benchmark): its history is later than the run"
    case .accounting(let stated, let name, let found):
      "the accounting has \(stated) \(name), but the findings have \(found)"
    case .strayEvidence(let rule, let stray): "a finding of '\(rule)' has evidence of '\(stray)'"
    case .acceptedStatus(let status): "it is accepted but '\(status)', not 'passed'"
    case .notAcceptable(let status): "budgets cannot accept '\(status)'"
    case .statusOfRule(let status, let severity, let rule):
      "status '\(status)'\(severity.map { " with severity '\($0)'" } ?? "") cannot come from "
        + "the rule '\(rule)'"
    case .evidenceOfCode: "its code and its evidence do not agree"
    case .sameCodeCompared: "its code is the same, but it is compared"
    case .sameCodeChanged: "its code is the same, but functions of it changed"
    case .causeOfStatus(let status): "it is '\(status)' but has a cause"
    case .causeOfMetric(let quantity, let metric):
      "its cause counts \(quantity), which does not explain \(metric)"
    case .provenAfter(let proof, let launches):
      "it is proven after \(proof) launch pairs, but there are \(launches)"
    case .earlierPairs(let earlier, let launches):
      "\(earlier) of its launch pairs are of earlier runs, but there are \(launches)"
    case .machinesAgree(let agreeing, let machines):
      "\(agreeing) of its \(machines) machines agree, which is impossible"
    case .intervalReversed(let low, let high):
      "its interval ends at \(high), below its beginning at \(low)"
    case .differenceReversed(let low, let high):
      "its difference's interval ends at \(high), below its beginning at \(low)"
    case .ratioOutside(let ratio, let low, let high):
      "its ratio of \(ratio) is outside its interval from \(low.map { "\($0)" } ?? "nowhere") "
        + "to \(high.map { "\($0)" } ?? "nowhere")"
    case .valueAndRatio(let value, let ratio, let baseline, let due):
      "its value is \(value), but its ratio of \(ratio) to \(baseline) gives \(due)"
    case .passedBeyond(let most, let tolerance):
      "it is 'passed' with up to \(most) worse, beyond its tolerance of \(tolerance), without "
        + "a reason"
    case .improvedButWorse: "it is 'improved', but its whole interval is worse"
    case .regressedButBetter: "it is 'regressed', but its whole interval is better"
    case .historyWithoutChange: "it has a history, but is neither worse nor better than before"
    case .historyStanding(let status, let standing):
      "it is '\(status)', but the \(standing) of its history"
    case .historyEmpty: "its history has no run"
    case .historyLevel: "its level changed outside the runs of its history"
    case .historyStandingRuns: "it is compared with other runs than its history has"
    case .historyAcceptedEmpty: "its list of accepted regressions is empty"
    case .trendDays: "its trend has a negative duration"
    case .trendStable: "its trend is stable but has a change"
    case .trendWithoutChange: "its trend is not stable but has no change"
    case .trendDirection(let direction):
      "its trend is '\(direction)' but its change is in the other direction"
    case .trendWeek: "its trend and its change in a week differ in direction"
    case .historyChangeEmpty: "a change in its history is neither a share nor a difference"
    case .historyChangeOutside: "a change in its history is outside its interval"
    }
  }
}
