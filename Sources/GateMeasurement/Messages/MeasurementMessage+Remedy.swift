import GateRecords

extension MeasurementMessage {
  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .notASuite: "build an executable whose @main type is a BenchmarkSuite"
    case .notOptimised: "build it with -c release, or add --allow-debug"
    case .suiteEmpty: "add one to its 'benchmarks'"
    case .nothingMatches: "'speedgate-bench list' names them"
    case .nameTwice: "names must be unique, rename one"
    case .baselineNotRunnable: "build it again for this machine, or leave --against out"
    case .versionUnknown: "build both with one version of Speedgate"
    case .benchmarkAbsent: "'speedgate-bench list' shows all"
    case .underValgrind: "build it with -static-stdlib"
    case .skippedLater, .skippedOnSome: "skip it always or never"
    case .processorTaken: "measure on a quieter machine"
    case .timeOver: "give it more with --time-budget"
    case .percentileTooHigh(_, _, _, _, _, let canBeThorough):
      canBeThorough
        ? "use --profile thorough, or limit a lower percentile" : "limit a lower percentile"
    case .hypervisorKept: "measure on a machine that is not overcommitted"
    case .othersRan: "stop them while measuring"
    case .mostlyStart: "do more work in one run"
    case .profilesOutOfTime: "run 'speedgate-bench profile' to make it"
    case .otherProgram, .otherVariables: "merge records of the same two programs only"
    case .otherKind: "merge records of one kind of machine"
    case .otherQuestion: "measure all with the same --budgets, --policy-from and --alpha"
    case .otherAnchor, .shardsUnlike: "give all shards the same baseline"
    case .otherChanges, .otherShards: "merge shards of one run only"
    case .otherRate: "measure all shards again, or all with --same-code ignore"
    case .shardMissing: "name its record, too"
    case .runTwice: "name the other"
    case .runHeldTwice:
      "name the records of the machines themselves, or merges that have none in common"
    case .launchesTwice: "name one of the two"
    case .sameCodeInSome: "measure on all machines again, or on all with --same-code ignore"
    case .kindForeign: "measure it on that kind, too, or beside the baseline's program"
    case .machinesAbsent(_, _, _, let isTwice):
      isTwice ? "give every job a number of its own" : "look at the jobs that are missing"
    default: nil
    }
  }
}
