import GateRecords

/// Messages of `speedgate-bench`: mistakes in its arguments, warnings, and its reports while it works.
enum BenchMessage: Message {
  // Programs and suites
  case builtInSuiteMissing(path: String)
  case suiteMissing(path: String)
  case notAProgram(path: String)
  case suiteNeeded
  case programNeeded
  case inputNeeded(what: String, command: String)
  case packageFolderMissing(path: String)
  case manifestMissing(folder: String)
  case noSuite(folder: String)
  case noSuiteAtCommit(folder: String)
  case notAProduct(name: String)
  case severalProducts(names: [String])
  case severalSuites(names: [String])
  case productNeeded
  case suiteForBuildCommand
  case folderMissing(option: String, path: String)
  case folderNotMade(path: String, reason: String)
  // Options
  case outputNeeded
  case exportFormatNeeded
  case notARegularExpression(String)
  case notAShard(String)
  case notAMachine(String)
  case notAnAssignment(option: String, value: String)
  case readLimitsCrossed
  case valgrindForInstructions
  case twoOutputsToStandardOutput
  case notPaired(path: String)
  case metricMissing(path: String)
  // Baselines and earlier launches
  case baselineElsewhere
  case baselineWithoutProgram
  case anchorNewer
  case anchorSilent
  case besideAnchor(remark: String)
  case storedUnreadable(problem: String)
  case programsContradict(String)
  case layoutStudyUnusable(error: String)
  case evidenceOfOtherPrograms
  case evidenceOfOtherVersion
  case evidenceUnreadable(error: String)
  case evidenceNotStored(error: String)
  case evidenceFolderMissing(path: String)
  case recordNotShared(error: String)
  case othersUnreadable(error: String)
  case recordIgnored(error: String)
  case recordsOfOtherPrograms(folder: String)
  case recordsDoNotMatch(folder: String, error: String)
  case runsInPlace
  case nothingMeasured
  // Layouts
  case layoutsFixedByOption
  case layoutsUnavailable(reason: String)
  case layoutCountInvalid(String)
  case studyWithoutLayouts
  case studyWithFilter
  case layoutsNeeded(option: String, reason: String)
  case studyTooShort(isStored: Bool)
  case toleranceBelowFixed(names: [String])
  case toleranceBelowFresh(names: [String])
  case layoutsUnmeasured(names: [String])
  // Builds
  case markerMissing(path: String)
  case buildUnknown(program: String)
  case rebuild(targets: [String])
  case kitFailed(program: String, reason: String)
  case kitMade(program: String, objects: Int, kept: String, referred: String)
  // Imports
  case severalRunsNeeded(format: String)
  case outputForOneRun
  case importedSuites(names: [String])
  case noBaselineRun(suite: String)
  case runRefused(run: String, defect: String)
  // Code and profiles
  case twoBuildsNeeded
  case executionUnknown(reason: String)
  case namesUnreadable
  case traceNeedsKit(program: String, reason: String)
  case valgrindForTrace(program: String)
  case tracing
  case traceUpToDate
  case tracedInPart(done: Int, all: Int)
  case traceNotStored
  case suiteAndBenchmarkNeeded
  case noProfile(benchmark: String, reason: String)
  case nothingToDraw(benchmark: String)
  case rebuiltMeanwhile(path: String)
  // Commands
  case commandNeeded
  case commandAndFile
  case optionInFile(option: String)
  case lineMalformed(option: String, line: String)
  case notAStatus(String)
  case tagEmpty
  case tagNotPrintable
  case notADigest(String)
  case notAParameter(String)
  case commandMissing(program: String, folder: String?)
  case definedDifferently
  case countsAsNew(benchmark: String, program: String)
  case baselineFolderUnbuilt(folder: String, program: String)
  case nothingMatches(pattern: String, names: [String])
  case cleanUpFailed(message: String)
  case commandFailed(benchmark: String?, message: String, printed: String?)
  // Commits
  case commitNeeded
  case storeInUse(path: String)
  case commitNotBuilt(commit: String, reason: String)
  case referenceNotBuilt(commit: String, reason: String)
  case endNotBuilt(commit: String, reason: String)
  case endUnusable(commit: String, reason: String)
  case notBuilt(reason: String)
  case workTreeWithItself
  case workTreeChanged
  case measuringPair(candidate: String, baseline: String)
  case commitNotMeasured(commit: String)
  // Bisections
  case rangeNeeded
  case notARange(String)
  case rangeWithoutChange(good: String, bad: String, suite: String)
  case rangeSize(commits: Int, touching: Int, suite: String)
  case nothingSlower(suite: String, good: String, bad: String)
  case measuringEnds(suite: String)
  case severalSlower(count: Int, benchmark: String)
  case mergeSearched(commit: String, commits: Int)
  case bisectionContinued(batches: Int)
  case commitLeftOut(commit: String, reason: String)
  case endsNotMeasured(reason: String)
  case benchmarkMissing(name: String)
  case benchmarkFails(name: String, message: String)
  case metricNotOnBothSides(benchmark: String, metric: String)
  case bisectionDamaged
  // Watching and the machine
  case watchTitle(product: String, files: Int, baseline: String?)
  case watchBaseline(time: String)
  case watchRound(number: Int, time: String, changed: [String])
  case watchNotBuilt
  case watchNotMeasured(reason: String)
  case watchSameAsBaseline
  case watchSameAsBefore
  case watchCaveat
  case watchConfidence(Double)
  case watchBuilding(product: String)
  case watchMeasuring(settled: Int, total: Int?)
  case watchWaiting
  case watchEnded(rounds: Int)
  case doctorHint
  case processesLeft(count: Int, names: [String])
}
