import GateRecords

extension DetectMessage {
  var text: String {
    switch self {
    case .runNotNamed: "no run is named"
    case .claimNotNamed: "no claim is named"
    case .benchmarkNotNamed: "no benchmark is named"
    case .suiteNotNamed: "no suite is named"
    case .alertNotNamed: "no alert is named"
    case .eventNotNamed: "no event is named"
    case .recordNotNamed: "no run or verdict is named"
    case .sidesNotNamed: "two sides are needed"
    case .unknownCommit(let revision): "git does not know the commit '\(revision)' here"
    case .noBaseline(let suite): "there is no baseline of \(suite)"
    case .nothingJudged(let place, let reason, let more, _):
      "\(place): \(reason)\(more == 0 ? "" : " (and \(more) more)"); nothing was judged"
    case .nothingKept: "nothing was kept: there is no folder of baselines"
    case .notEstablishedPartial: "no baseline is established: the run is partial"
    case .notEstablishedOfOrigin(let origin, let main):
      "no baseline established: this run is of \(origin), and the first baseline comes from \(main)"
    case .established(let kept, let origin, let root):
      "baseline established\(origin): \(kept), in \(root)"
    case .establishedElsewhere(let run, let origin):
      "no baseline established: another check stored run \(run)\(origin) meanwhile"
    case .baselineLacksBenchmarks(let held, let all):
      "this baseline holds \(held) of \(all) benchmarks"
    case .baselineOfBranch(let branch, let names, _):
      "this baseline comes from the branch '\(branch)', not from \(names)"
    case .baselineOfUncommittedChanges:
      "the work tree had uncommitted changes, so this baseline does not match its commit"
    case .notOfOneProgram(let path): "\(path): does not compare a program with itself"
    case .anotherRunsVerdict(let path): "\(path): judges another run"
    case .verdictOfPartialRun(let path):
      "\(path): judged a partial run, so this run does not become the baseline"
    case .verdictFailed(let path):
      "\(path): the gate failed, so this run does not become the baseline"
    case .defectiveRun(let path, let defect, let more):
      "\(path): \(defect)\(more == 0 ? "" : " (and \(more) more)"), so this run does not "
        + "become the baseline"
    case .partialRun:
      "the run is partial, so later runs would not miss the benchmarks that it lacks"
    case .notLaunched(let benchmark):
      "'\(benchmark)' was not launched, because its code is the same, so this run has no "
        + "figures of it"
    case .leftOutOfRun(let benchmark):
      "this run left out '\(benchmark)', which the baseline has, so later runs would no longer "
        + "miss it"
    case .linkKitNotKept(let reason): "the program's link kit is not kept: \(reason)"
    case .verdictUnknown: "it is not known whether the gate passes this run"
    case .baselineUnreadable(let problem): "\(problem)"
    case .anchorMoved: "this run is now the anchor"
    case .anchorAged(let date, let days):
      "this run is now the anchor, because the anchor of \(date) was older than \(days) days"
    case .anchorKeptForCreep(let date, let days):
      "the anchor of \(date) is older than \(days) days and stays, because the verdict proves "
        + "a creep since then"
    case .anchorKeptWithoutProgram(let date, let days):
      "the anchor of \(date) is older than \(days) days and stays, because no program is given"
    case .baselineStored(let suite, let environment, let root):
      "baseline: \(suite) for \(environment) in \(root)"
    case .baselinesEmpty(let root): "no baseline in \(root)"
    case .suiteHasNoBaseline(let root, let suite): "\(root): holds no baseline of \(suite)"
    case .commitOfNewestRun: "--commit is about the newest run"
    case .severalMachines: "there are baselines of several machines"
    case .noAnchor(let root, let suite): "\(root): holds no anchor of \(suite)"
    case .noProgram(let root, let suite): "\(root): holds no program of \(suite)"
    case .noRecord(let root, let suite): "\(root): holds no readable record of \(suite)"
    case .noCommit(let root, let suite): "\(root): holds no run of \(suite) that names its commit"
    case .keepOrNearest: "--keep and --nearest-to exclude each other"
    case .noAncestor(let commit): "no stored commit is known to be an ancestor of \(commit)"
    case .nothingToRemove: "nothing to remove"
    case .rulesValid(let path, let rules):
      "\(path): \(rules == 1 ? "1 rule" : "\(rules) rules"), no warnings"
    case .rulesWithWarnings(let path, let rules, let warnings):
      "\(path): \(rules == 1 ? "1 rule" : "\(rules) rules"), "
        + "\(warnings == 1 ? "1 warning" : "\(warnings) warnings")"
    case .benchmarkNotInRun(let name, let suggestion):
      "the run has no benchmark '\(name)'\(suggestion)"
    case .anotherSuite(let named, let run): "--suite names \(named), but the run is of \(run)"
    case .severalSuites(let suites):
      "the budgets are for several suites: \(suites.joined(separator: ", "))"
    case .runsOfTwoSuites(let first, let other): "the runs are of two suites, \(first) and \(other)"
    case .nothingToSuggest: "nothing to suggest: every measured metric has a limit"
    case .limitsAdded(let count, let path):
      "\(count == 1 ? "1 limit" : "\(count) limits") added to \(path)"
    case .unknownClaim(let id, let suggestion): "there is no claim '\(id)'\(suggestion)"
    case .claimsNotMet(let rate, let asked):
      "\(rate) of the claims were met; at least \(asked) is required"
    case .noHistoryOfClaims(let path):
      "\(path): there is no history yet, so there are no claims in it"
    case .notAPercentage(let option, let text): "--\(option) cannot be '\(text)'"
    case .noFiguresBefore(let id): "claim '\(id)' has no figures from before"
    case .noTimeToCompare: "there is no wall time to compare"
    case .claimRecorded(let id, let count, let path):
      "claim \(id): \(count == 1 ? "1 figure" : "\(count) figures") recorded in \(path)"
    case .benchmarkAmbiguous(let count): "the run measured \(count) benchmarks"
    case .sameCodeNotLaunched(let benchmark):
      "'\(benchmark)' runs the same code as the baseline and was not launched, so there is "
        + "nothing to record"
    case .benchmarkNotMeasured(let name, let suggestion):
      "the run measured no benchmark '\(name)'\(suggestion)"
    case .notAFigure(let text): "--figure cannot be '\(text)'"
    case .wrongDimension(let text, let dimension, let metric):
      "--figure: '\(text)' is \(dimension), but \(metric) is not"
    case .driftOfMachine(let change):
      "wall_time is \(change), at 95 % on each side; the runs were at different times, so this "
        + "includes the machine's own drift"
    case .claimOpen: "open"
    case .claimOfSameCode(let hasEstimate):
      "\(hasEstimate ? "not met, " : "")the code that it runs is the same before and after"
    case .claimWithoutEstimate: "measured, without an estimate"
    case .claimOutcome(let met, let points, let isCertain):
      "\(met ? "met" : "not met"), \(points)\(isCertain ? "" : ", within the noise")"
    case .noHistory(let path): "\(path): there is no history"
    case .unreadableEvent(let place):
      "\(place): is not an event, and --fail needs every line of the log"
    case .nothingToJudge(let nothing, let path):
      "\(nothing) in \(path) matches, so --fail has nothing to judge"
    case .periodEndsBeforeDays(let until): "--until \(until) is before the first day of --days"
    case .periodReversed(let until, let since): "--until \(until) is before --since \(since)"
    case .notADate(let option, let text): "--\(option) cannot be '\(text)'"
    case .noValue(let path): "no value in \(path) matches"
    case .noValueOnBranch(let branch, let path): "no value on \(branch) in \(path) matches"
    case .newestValues(let limit, let of): "the newest \(limit) of \(of) values"
    case .newestAlerts(let limit, let of): "\(limit) of \(of) alerts"
    case .unknownEventType(let path, let type, _):
      "\(path): holds no event of type '\(type)', and no command writes it"
    case .noParameter(let name):
      "no benchmark found has a parameter '\(name)', as in name{\(name)=1}"
    case .byOrParameter: "--by and --parameter exclude each other"
    case .byShowsNoTrends: "--alpha and --fail are about trends, and --by shows none"
    case .byHasNoMarkdown: "--by has no Markdown"
    case .unknownRelease(let commit): "the history holds no run of commit \(commit)"
    case .noChange(let series): "no change of level in \(series) series"
    case .optionLooksAtOpenAlerts(let option, let state):
      "\(option) looks at open alerts, and --state \(state) lists none"
    case .emptyIdentifier: "the identifier is empty"
    case .unknownAlert(let path, let id): "\(path): holds no alert \(id)"
    case .alertAmbiguous(let id, let count): "the identifiers of \(count) alerts end in '\(id)'"
    case .alreadyResolved(let component, let message):
      "already resolved, nothing changed: \(component): \(message)"
    case .nothingShared(let path, let left, let right):
      "\(path): holds nothing that \(left) and \(right) share"
    case .plainWithoutArchive: "--plain is about the archive's copies, and --no-archive keeps none"
    case .eventsAdded(let count, let path):
      "history: \(count == 1 ? "1 event" : "\(count) events") in \(path)"
    case .archiveState(let size, let old, let days):
      "archive: \(size); "
        + "\(old.map { "\($0) of it are older than \(days) days, which 'speedgate-detect history prune --yes' removes" } ?? "nothing is older than \(days) days")"
    case .twoOfAKind(let kind): "two \(kind) are named"
    case .verdictOfAnotherRun: "the verdict judges another run"
    case .lineCompleted(let path):
      "\(path): the last line had no line end, because its writer was killed; added the line "
        + "end"
    case .lineRemoved(let path, let bytes):
      "\(path): removed an incomplete last line (\(bytes) bytes), whose writer was killed"
    case .noTimeZone: "a timestamp names no time zone and is read as UTC"
    case .eventsFromInput: "with - the events come from standard input"
    case .optionInLine(let option): "--\(option) cannot be given with -"
    case .notAPayload(let word): "'\(word)' is not a figure of the event"
    case .passedOver(let problem): "\(problem); passed over"
    }
  }
}
