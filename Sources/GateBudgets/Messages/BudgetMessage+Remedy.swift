import GateRecords

extension BudgetMessage {
  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .perhapsRenamed:
      "if it is this benchmark's new name, list it under 'renamed' to compare them"
    case .reviewDue, .entryEnded: "renew or remove it"
    case .smallestIsCeiling: "write at_least for a floor, or max for a ceiling"
    case .unmatched(_, _, let suggestion), .unmeasured(_, _, _, let suggestion),
      .newNameUnknown(_, _, _, let suggestion), .oldNameUnknown(_, _, let suggestion):
      suggestion.isEmpty ? "correct or remove it" : nil
    case .otherUnit: "give the limit that unit"
    case .stillThere: "remove it"
    case .otherSuite(_, _, _, let suggestion):
      suggestion.isEmpty ? "correct 'suite', or leave it out for every suite" : nil
    case .limitTwice, .speedupTwice, .growthTwice, .acceptanceTwice, .serviceLevelTwice,
      .ladderTwice, .settingTwice:
      "remove one"
    case .floorAboveCeiling, .lowerAllowsMore, .speedupOpposite, .speedupCycle, .expectsLess:
      "fix one of them"
    case .removalTwice, .removalOfRemoved, .renameTwice, .removedAndRenamed: "remove one entry"
    case .newNameTwice: "two benchmarks cannot continue as one, so remove one entry"
    case .renameCycle: "remove one of them"
    case .removalOfOldName(_, _, let name): "write this removal for '\(name)'"
    case .noBenchmarkName: "write a name, or \"*\" for every benchmark"
    case .limitsNothing(let isGrowth):
      isGrowth ? "add per_step or another" : "add p95, median, max or another"
    case .floorOfNothing: "write a smaller tolerance"
    case .pointsByDefault: "write a tolerance here, or one by metric under defaults"
    case .renamedNotArray: "write [ { from: \"old\", to: \"new\", reason: \"…\", by: \"…\" } ]"
    case .renamedToItself: "remove this entry"
    case .patternForName: "write an entry for each benchmark"
    case .noScope: "name one of them"
    case .badStatistic:
      "it is min, mean, median, max, or a percentile such as p95, between 0 and 100"
    case .noDemand: "write one of them"
    case .noOpenParameter: "write a series such as \"sort{n=*}\""
    case .badComplexity(_, let known): "it is one of \(known)"
    case .againstItself: "name another one in 'against'"
    case .ambiguousExtent(let text, _):
      "write \"+\(text)\" for that much worse than before, or the value as a number such as 0.65"
    case .mixedRungs: "write all of them in one"
    case .fallingRungs: "write the smallest first"
    case .wrongQuantity(_, _, _, let example): "write a limit such as \"\(example)\""
    case .pointsOfNoShare: "write a percentage such as \"10%\""
    case .stepWithoutName: "write one such as \"step:read\""
    case .emptyCondition: "name os, arch or runner"
    case .badPlatform(_, _, let near, let known):
      near.map { "did you mean \($0)?" } ?? "it is one of \(known), or a pattern with *"
    case .unknownUnit(_, let known): "write one of \(known)"
    case .badPercentage: "write one such as \"10%\", or points of a share such as \"2 pp\""
    case .noSuchCommit: "fetch it first, or name a folder of budgets"
    case .noRepository, .notAFolder: "name a folder of budgets"
    case .unreadableCommit: "fetch the commit again"
    default: nil
    }
  }
}
