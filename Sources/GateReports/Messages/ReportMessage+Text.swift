import GateRecords

extension ReportMessage {
  package var text: String {
    switch self {
    case .outcome(let outcome, let isJudged):
      switch outcome {
      case .pass: "gate passed"
      case .warn: isJudged ? "gate passed with warnings" : "nothing was judged"
      case .fail: "gate failed"
      }
    case .benchmarkCounts(let counts):
      counts.isEmpty ? "no benchmark" : counts.joined(separator: " · ")
    case .noBaseline: "no baseline"
    case .firstRun: "first run, nothing to compare with"
    case .commands(let own, let other): "“\(own)” against “\(other)”"
    case .pairedWith(let name, let machines):
      "paired with \(name)" + (machines.map { " on \(Counted.text($0, "machine"))" } ?? "")
    case .otherMachine(let name): "baseline \(name ?? "an earlier run") is from another machine"
    case .storedNumbers(let name): "against the numbers of \(name ?? "an earlier run")"
    case .compliance(let percent, let levels, let breaches, let allowed, let isKept):
      "service levels: \(percent) of \(levels) within, "
        + (breaches == 0 ? "no breach" : breaches == 1 ? "1 breach" : "\(breaches) breaches")
        + ", \(allowed) allowed: \(isKept ? "compliant" : "not compliant")"
    case .policyChange(
      let kind, let rule, let before, let after, let source, let reason, let isUnexplained):
      "\(kind) by this change: \(rule), \(before ?? "no rule") → \(after ?? "no rule") (\(source))"
        + (reason.map { ", because: \($0)" } ?? (isUnexplained ? ", without a new reason" : ""))
    case .breaker(let name, let benchmark, let openings, let state, let recovery):
      "circuit breaker \(name) of \(benchmark) opened \(openings == 1 ? "once" : "\(openings) times") and was left "
        + state.inWords + (recovery.map { "; longest recovery: \($0)" } ?? "")
    case .outage: "a total outage: every sample has a failed call"
    case .layoutsMatter(let isFresh, let study, let rows, let all):
      (isFresh ? "a new layout for each launch" : "one layout for each program")
        + (study.map { "; aa-check of \($0) measured their effect" } ?? "")
        + "; layouts matter to \(rows) of \(Counted.text(all, "benchmark"))"
    case .moreLayouts(let count): "… and \(count) more that depend on the layout of their code"
    case .codeNotCompared(let reason):
      "not compared: \(reason ?? "the record does not say why")"
    case .anchor(let name, let crept, let all, let unproven):
      "\(name): \(crept) of \(Counted.text(all, "benchmark")) slower than tolerated"
        + (unproven == 0 ? "" : ", \(unproven) unproven")
    case .selfCheck(let alarms, let all, let day, let spread):
      "\(Counted.text(alarms, "false alarm")) in \(Counted.text(all, "comparison")) on \(day)"
        + (spread.map { "; the ratio of a launch pair spreads by \($0) in the median" } ?? "")
    case .equalInstructions:
      "the number of instructions is the same; the difference comes from where code and data are in memory, or how "
        + "they are accessed"
    case .noFunction(let samples):
      "no function's cost differs by more than chance" + (samples ?? "")
    case .falseAlarm(let rate, let comparisons):
      "If nothing had changed, the chance that a regression is reported anywhere in the suite is at most \(rate), shared by "
        + "\(Counted.text(comparisons, "comparison")), however noisy the machine."
    case .miss(let rate):
      "A benchmark worse by more than its tolerance is passed with a chance of at most \(rate)."
    case .withinTolerance(let rate):
      "If every change were within its tolerance, the chance that a regression is reported anywhere in the suite is at most "
        + "\(rate)."
    case .creepAlarm(let rate, let comparisons):
      "If nothing had changed since the anchor, the chance that a benchmark is called slower than it is at most "
        + "\(rate), shared by \(Counted.text(comparisons, "comparison")) with it."
    case .intervals:
      "The interval of a paired change holds with 95 % confidence whenever measuring stopped; the sampling bounds "
        + "of a percentile hold with 95 % on each side."
    case .partOfChange(let share): "\(share ?? "all") of it"
    case .mostOfChange: "most"
    case .notInBaseline: "which the baseline does not execute"
    case .callsUnchanged: "calls unchanged"
    case .sampled(let stacks): "(sampled, \(stacks) stack samples)"
    case .unknownCauses(let count, let reason):
      "the cause of \(count) changes is not known: \(reason)"
    case .cardsLeftOut(let count):
      count == 1
        ? "1 more benchmark is in the tables below only."
        : "\(count) more benchmarks are in the tables below only."
    case .measuredFigures:
      "All samples of each benchmark. A comparison's figures are estimated from pairs of launches, so they can differ slightly."
    case .onlyBefore: "only in the run before"
    case .onlyAfter: "only in the run after"
    case .period(let start, let end): "\(start) to \(end)"
    case .oneRun: "one run"
    case .newestDrawn(let count): "the chart shows the newest \(count)"
    case .notRepeatable(let reason): "No command repeats the measurement: \(reason)."
    case .repetitionHidden:
      "The command that repeats the measurement has characters that cannot be shown"
    case .repetitionTooLong:
      "The command that repeats the measurement is too long to be shown here"
    case .leftOut(let count, let place):
      "… and \(count) more, left out because \(place) has a limit."
    case .unproven(let names, let more):
      "\(names.count + more) unproven: \(names.joined(separator: ", "))"
        + (more > 0 ? " and \(more) more" : "")
    case .largestChanges: "Largest changes:"
    case .status, .benchmarks, .seesChanges, .ignoresChanges, .exact, .notInEveryLaunch,
      .launchPairs,
      .pairsOnMachines, .pairsWith, .pairsElsewhere, .pairsWorse, .launchesWorse, .notDecided,
      .provesNothing, .provenAfter, .storedRuns, .tolerates, .improvementNotProven, .consequence,
      .labelled, .limitKept,
      .limitBroken, .serviceLevel, .serviceLevelUse, .speedupDemand, .sameResult, .fromZero, .steps,
      .allows, .also:
      rowText
    case .recovery, .breakerStart, .breakerChange, .moreBreakers, .moreWarnings,
      .twoSpeedsOverLayouts,
      .speedsOverLayouts, .speedsByPlacement, .history, .levelSince, .sameLevel, .weeklyTrend,
      .trend, .noTrend, .acceptedRegressions, .extremeOfAll, .extremeSince, .more, .moreRows,
      .seriesNotDrawn, .olderChanges, .moreStable, .notShown, .allBenchmarks, .allMeasurements,
      .allSeries, .budgetsKept, .budgetsProven, .changedFunctions, .claimsMet, .findingsOf,
      .stepsOf, .metricOf, .changesOf, .over, .typicalTime, .logarithmicTimes, .bottleneck,
      .rationale, .noRunYet, .noTwoRuns, .noValues:
      contextText
    case .ofServiceLevel, .ofSpeedup, .ofResult, .ofCreep, .ofMachines, .flameGraph,
      .percentilesDrawn, .samplesDrawn, .pairsDrawn, .noise, .noiseOfIntervals, .machineFit, .law,
      .noLaw, .twoSizes, .noEstimateBeyond, .estimate, .estimateCaveat, .quickerInChunks,
      .exceedsMemory, .between, .changedWith, .changedWithin, .didNotChange, .changeUndecided,
      .commitsOfChange, .commitsBetween, .commitLeftOut, .searchCost, .again:
      figureText
    case .linkWithoutName: "has no name"
    case .linkName(let longest): "needs a name of 1 to \(longest) visible characters"
    case .linkScheme: "must begin with https:// or http://"
    case .linkTooLong(let longest): "is longer than \(longest) characters"
    case .linkCharacter: "has a character that is not allowed in an address"
    case .linkHost: "has no host, or a user before it"
    }
  }

  package var remedy: String? {
    switch self {
    case .repetitionHidden, .repetitionTooLong:
      "its words are in verdict.json under run.settings."
    case .linkWithoutName: "write one such as artifacts=https://example.org/run/1"
    case .linkCharacter: "write it as %XX"
    case .moreRows: Self.allListsThem
    case .twoSizes: "measure three or more"
    case .changeUndecided: "--max-pairs allows more launches"
    default: nil
    }
  }

  package static var examples: [ReportMessage] {
    let name = BenchmarkIdentifier("io/fsync")
    return [
      .outcome(.pass, isJudged: true), .outcome(.warn, isJudged: true),
      .outcome(.warn, isJudged: false), .outcome(.fail, isJudged: true), .benchmarkCounts([]),
      .benchmarkCounts(["1 regressed, 4 unproven", "9 passed", "28 budgets kept"]), .noBaseline,
      .firstRun, .commands("new/tool", against: "old/tool"),
      .pairedWith("main@4f2c1aa", machines: nil), .pairedWith("main@4f2c1aa", machines: 8),
      .otherMachine("main@4f2c1aa"), .storedNumbers("main@4f2c1aa"), .storedNumbers(nil),
      .compliance(percent: "33.33 %", levels: 3, breaches: 1, allowed: 1, isKept: true),
      .compliance(percent: "100 %", levels: 3, breaches: 0, allowed: 0, isKept: true),
      .policyChange(
        kind: "relaxed", rule: "p95 of wall_time of a", before: "within 50 ms",
        after: "within 60 ms", source: "budgets/a.json5:7", reason: nil, isUnexplained: true),
      .policyChange(
        kind: "tightened", rule: "p95 of wall_time of b", before: nil, after: "within 5 ms",
        source: "budgets/a.json5:8", reason: "users notice", isUnexplained: false),
      .breaker(
        "db", of: name, openings: 2, state: .closed,
        recovery: "64.0 s, longer than the target of 60 s"),
      .outage,
      .layoutsMatter(
        isFresh: true, study: "2026-11-21", rows: 3, of: 4),
      .layoutsMatter(isFresh: false, study: nil, rows: 1, of: 1),
      .moreLayouts(7), .codeNotCompared(reason: nil),
      .codeNotCompared(reason: "the baseline has no link kit"),
      .anchor("main@4f2c1aa, 2026-08-01", crept: 1, of: 12, unproven: 2),
      .selfCheck(alarms: 0, of: 47, day: "2026-11-21T05:18:07.000Z", spread: "1.2 %"),
      .equalInstructions, .noFunction(samples: nil),
      .noFunction(samples: " (sampled, 3,204 stack samples)"),
      .falseAlarm(rate: "1 %", comparisons: 47),
      .miss(rate: "5 %"), .withinTolerance(rate: "5 %"),
      .creepAlarm(rate: "1 %", comparisons: 12), .intervals,
      .partOfChange("74 %"), .partOfChange(nil), .mostOfChange, .notInBaseline, .callsUnchanged,
      .sampled(stacks: "3,204"),
      .unknownCauses(40, reason: "two threads ran"), .cardsLeftOut(1), .cardsLeftOut(240),
      .measuredFigures,
      .onlyBefore,
      .onlyAfter, .period(from: "2026-10-02", to: "2026-11-21"), .oneRun,
      .newestDrawn(500),
      .notRepeatable(reason: "its input was standard input"), .repetitionHidden,
      .repetitionTooLong, .leftOut(12, place: "a comment"),
      .unproven(["io/fsync", "io/read"], more: 2), .largestChanges, .linkWithoutName,
      .linkName(longest: 60), .linkScheme, .linkTooLong(longest: 2_000), .linkCharacter,
      .linkHost,
    ] + rowExamples + contextExamples + figureExamples
  }
}
