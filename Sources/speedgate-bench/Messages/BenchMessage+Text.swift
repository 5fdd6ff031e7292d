import GateRecords

extension BenchMessage {
  var text: String {
    switch self {
    case .builtInSuiteMissing(let path):
      "no suite is named, and the built-in suite is not at \(path)"
    case .suiteMissing(let path): "\(path): no such file"
    case .notAProgram(let path): "\(path): is not an executable program"
    case .suiteNeeded: "no suite is named"
    case .programNeeded: "no program is named"
    case .inputNeeded(let what, _): "no \(what) is named"
    case .packageFolderMissing(let path): "\(path): no such folder"
    case .manifestMissing(let folder): "\(folder): has no Package.swift"
    case .noSuite(let folder), .noSuiteAtCommit(let folder):
      "\(folder): has no suite, which is an executable that depends on Speedgate"
    case .notAProduct(let name): "'\(name)' is not a product"
    case .severalProducts: "the package has several suites"
    case .severalSuites: "the package has several suites"
    case .productNeeded: "--build-command needs the product that it builds"
    case .suiteForBuildCommand: "--build-command needs --suite, the product that it builds"
    case .folderMissing(let option, let path):
      "--\(option) cannot be '\(path)'; there is no such folder"
    case .folderNotMade(let path, let reason): "\(path): the folder cannot be made: \(reason)"
    case .outputNeeded: "--output is missing"
    case .exportFormatNeeded: "--to is missing"
    case .notARegularExpression(let text): "--filter-regex cannot be '\(text)'"
    case .notAShard(let text): "--shard cannot be '\(text)'"
    case .notAMachine(let text): "--machine cannot be '\(text)'"
    case .notAnAssignment(let option, let value): "--\(option) cannot be '\(value)'"
    case .readLimitsCrossed: "--good-read is longer than --poor-read"
    case .valgrindForInstructions: "--instructions needs valgrind, which is not on the path"
    case .twoOutputsToStandardOutput: "two options write to standard output"
    case .notPaired(let path): "\(path): has no baseline side, because it is not a paired run"
    case .metricMissing(let path): "\(path): has no such metric, so nothing was written"
    default: measuringText
    }
  }

  /// Messages about baselines, launches, layouts and builds.
  private var measuringText: String {
    switch self {
    case .baselineElsewhere:
      "the baseline is of another kind of machine, and its program can be run only there"
    case .baselineWithoutProgram:
      "the baseline has no program, so the run is compared with its stored numbers only"
    case .anchorNewer:
      "the stored anchor is newer than the baseline, so it was not measured: it shows nothing of the changes before "
        + "the baseline"
    case .anchorSilent: "the anchor's program could not be measured, so creep cannot be found"
    case .besideAnchor(let remark): "beside the anchor, \(remark)"
    case .storedUnreadable(let problem): "\(problem); nothing was measured"
    case .programsContradict(let problem): "\(problem); nothing was measured"
    case .layoutStudyUnusable(let error): "the stored study of layouts cannot be used: \(error)"
    case .evidenceOfOtherPrograms:
      "the launches that earlier runs stored are of other programs or settings, so this run does not use them"
    case .evidenceOfOtherVersion:
      "the launches that earlier runs stored are of another version of Speedgate, so this run does not use them"
    case .evidenceUnreadable(let error): "\(error); nothing was measured"
    case .evidenceNotStored(let error):
      "\(error); the next run of these two programs cannot use the launches of this one"
    case .evidenceFolderMissing(let path): "\(path): no such folder"
    case .recordNotShared(let error): "\(error); other machines cannot use the launches of this one"
    case .othersUnreadable(let error): "\(error); the launches of other machines are not used"
    case .recordIgnored(let error): "\(error); this record is not used"
    case .recordsOfOtherPrograms(let folder):
      "some records in \(folder) are of other programs, or of other variables of --candidate-env, and are not used"
    case .recordsDoNotMatch(let folder, let error):
      "the records in \(folder) cannot be combined: \(error)"
    case .runsInPlace:
      "a program could not be started from a copy, so the paths of the two sides may differ in length"
    case .nothingMeasured: "no benchmark could be measured"
    case .layoutsFixedByOption: "--layouts fixed was given"
    case .layoutsUnavailable(let reason): "--layouts fresh is not possible here: \(reason)"
    case .layoutCountInvalid(let text): "--layouts-measured cannot be \(text)"
    case .studyWithoutLayouts:
      "--baseline stores the study of layouts, and --layouts-measured 0 makes none"
    case .studyWithFilter: "--baseline stores the study of layouts of the whole suite only"
    case .layoutsNeeded(let option, let reason): "\(option) needs layouts to measure: \(reason)"
    case .studyTooShort(let isStored):
      "too few launches of each layout ended, so the effect of layouts is unknown"
        + (isStored ? " and nothing is stored" : "")
    case .toleranceBelowFixed(let names):
      "the tolerance is smaller than fixed layouts need: \(Self.list(names))"
    case .toleranceBelowFresh(let names):
      "the tolerance is smaller than fresh layouts prove, so these may stay unproven: \(Self.list(names))"
    case .layoutsUnmeasured(let names):
      "not measured, because too few launches ended: \(Self.list(names))"
    case .markerMissing(let path): "\(path): no such file"
    case .buildUnknown(let program):
      "\(program): its folder has no build description, so it is unknown whether the program is up to date"
    case .rebuild(let targets):
      "may be out of date, so removed: \(targets.joined(separator: ", "))"
    case .kitFailed(let program, let reason): "\(program): no link kit was made: \(reason)"
    case .kitMade(let program, let objects, let kept, let referred):
      "link kit: \(program).linkkit, \(objects) objects of \(kept); it refers to \(referred) of the toolchain and the "
        + "system"
    case .severalRunsNeeded(let format):
      "--records and --baseline are for files that hold several runs, and '\(format)' files hold one"
    case .outputForOneRun:
      "--output is for one run, and cannot be given with --records or --baseline"
    case .importedSuites(let names):
      "the file holds the suites \(names.map { "'\($0)'" }.joined(separator: ", "))"
    case .noBaselineRun(let suite): "no run of '\(suite)' can be a baseline"
    case .runRefused(let run, let defect): "the run of \(run) cannot be a baseline: \(defect)"
    default: programText
    }
  }

  /// Messages about code, profiles, commands and watching.
  private var programText: String {
    switch self {
    case .twoBuildsNeeded: "two builds of a suite are needed"
    case .executionUnknown(let reason):
      "it is unknown which benchmarks run the same code: \(reason)"
    case .namesUnreadable: "function names are the linker's, because swift-demangle was not found"
    case .traceNeedsKit(let program, let reason):
      "\(program): what it executes cannot be recorded without its link kit: \(reason)"
    case .valgrindForTrace(let program):
      "no valgrind: what the benchmarks of \(program) execute is not recorded, so none can be proven to run the same "
        + "code"
    case .tracing: "recording which code each benchmark executes, once for this program"
    case .tracedInPart(let done, let all):
      "recorded which code \(done) of \(all) benchmarks execute; the next call records more"
    case .traceUpToDate: "the record of what the benchmarks execute is up to date"
    case .traceNotStored:
      "nothing was recorded: the baselines do not hold this program with a link kit"
    case .suiteAndBenchmarkNeeded: "a suite's program and one of its benchmarks are needed"
    case .noProfile(let benchmark, let reason): "\(benchmark) has no profile: \(reason)"
    case .nothingToDraw(let benchmark):
      "\(benchmark): its profile is empty, so there is no flame graph"
    case .rebuiltMeanwhile(let path): "\(path) was built again while it was measured"
    case .commandNeeded: "no command is named"
    case .commandAndFile: "a command and --file are both given, and each names what is measured"
    case .optionInFile(let option): "--\(option) cannot be given with --file"
    case .lineMalformed(let option, let line): "--\(option) cannot be '\(line)'"
    case .notAStatus(let text): "--expect-status cannot be '\(text)'"
    case .tagEmpty: "--tag is empty"
    case .tagNotPrintable: "--tag holds a line end or a control character"
    case .notADigest(let text): "--expect-output cannot be '\(text)'"
    case .notAParameter(let text): "--parameter cannot be '\(text)'"
    case .commandMissing(let program, let folder):
      "\(program): no such program\(folder.map { " in \($0)" } ?? "")"
    case .definedDifferently:
      "the baseline's file defines it differently, and each side runs its own definition"
    case .countsAsNew(let benchmark, let program):
      "\(benchmark) counts as new: the baseline's folder has no program '\(program)'"
    case .baselineFolderUnbuilt(let folder, let program):
      "\(folder): has none of the programs, such as \(program)"
    case .nothingMatches(let pattern, _): "no benchmark matches '\(pattern)'"
    case .cleanUpFailed(let message): "a clean-up command \(message)"
    case .commandFailed(let benchmark, let message, let printed):
      "the command\(benchmark.map { " of \($0)" } ?? "") \(message)\(printed.map { "; it printed: \($0)" } ?? "")"
    case .watchTitle(let product, let files, let baseline):
      "watching \(product): \(files) file\(files == 1 ? "" : "s"); baseline: \(baseline ?? "the first program that builds")"
    case .watchBaseline(let time): "the program of \(time)"
    case .watchRound(let number, let time, let changed):
      "round \(number), \(time)\(Self.changes(changed))"
    case .watchNotBuilt: "does not build:"
    case .watchNotMeasured(let reason): "not measured: \(reason)"
    case .watchSameAsBaseline:
      "the program is the same as the baseline's, so there is nothing to measure"
    case .watchSameAsBefore: "the program is the same as in the last measured round"
    case .watchCaveat: "a quick measurement with few launch pairs, which does not replace the gate"
    case .watchConfidence(let share):
      "intervals hold the change with a confidence of at least \(QuantityFormat.briefPercent(share))"
    case .watchBuilding(let product): "building \(product) …"
    case .watchMeasuring(let settled, let total):
      "measuring …" + (total.map { " \(settled) of \($0) measured" } ?? "")
    case .watchWaiting: "waiting for changes; Ctrl-C ends"
    case .watchEnded(let rounds): "ended after \(rounds) round\(rounds == 1 ? "" : "s")"
    case .doctorHint:
      "'speedgate-bench aa-check SUITE' measures which changes each benchmark can show on this machine"
    case .processesLeft(let count, let names):
      (count == 1 ? "a process" : "\(count) processes")
        + " that benchmarks had started outlived them and \(count == 1 ? "was" : "were") ended: "
        + Self.list(names)
    default: commitText
    }
  }

  /// Messages about commits and bisections.
  private var commitText: String {
    switch self {
    case .commitNeeded: "no commit is named"
    case .storeInUse(let path): "\(path): another command uses it"
    case .commitNotBuilt(let commit, let reason): "\(commit) does not build: \(reason)"
    case .referenceNotBuilt(let commit, let reason):
      "\(commit), the baseline, does not build: \(reason)"
    case .endNotBuilt(let commit, let reason):
      "\(commit), an end of the range: does not build: \(reason)"
    case .endUnusable(let commit, let reason): "\(commit), an end of the range: \(reason)"
    case .notBuilt(let reason): "does not build: \(reason)"
    case .workTreeWithItself: "the work tree cannot be compared with itself"
    case .workTreeChanged:
      "the work tree has changes that are not committed; they are measured, too"
    case .measuringPair(let candidate, let baseline): "measuring \(candidate) beside \(baseline)"
    case .commitNotMeasured(let commit): "\(commit): no benchmark could be measured"
    case .rangeNeeded: "no range is named"
    case .notARange(let text): "'\(text)' is not a range of commits"
    case .rangeWithoutChange(let good, let bad, let suite):
      "no commit of \(good)..\(bad) changes a file that \(suite) is built from"
    case .rangeSize(let commits, let touching, let suite):
      "\(commits) commits, \(touching) of them change files that \(suite) is built from"
    case .nothingSlower(let suite, let good, let bad):
      "no benchmark of \(suite) became slower between \(good) and \(bad)"
    case .measuringEnds(let suite): "measuring \(suite) at both ends of the range"
    case .severalSlower(let count, let benchmark):
      "\(count) benchmarks became slower; this search is for \(benchmark)"
    case .mergeSearched(let commit, let commits):
      "\(commit) is a merge of \(commits) commits, which are searched now"
    case .bisectionContinued(let batches):
      "continuing with \(batches) batches of launch pairs that an earlier call measured"
    case .commitLeftOut(let commit, let reason): "left out \(commit): \(reason)"
    case .endsNotMeasured(let reason): "the ends of the range cannot be compared: \(reason)"
    case .benchmarkMissing(let name): "has no benchmark \(name)"
    case .benchmarkFails(let name, let message): "\(name) fails: \(message)"
    case .metricNotOnBothSides(let benchmark, let metric):
      "\(benchmark) has no \(metric) on both sides"
    case .bisectionDamaged: "it holds figures that are not numbers"
    default: ""
    }
  }

  /// The first five names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
  }

  /// The files that changed, the first by name.
  private static func changes(_ files: [String]) -> String {
    guard let first = files.first else { return "" }
    let more = files.count - 1
    return ": \(first)\(more == 0 ? "" : " and \(more) more") changed"
  }
}
