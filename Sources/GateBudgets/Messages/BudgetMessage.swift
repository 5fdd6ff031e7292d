package import GateRecords

/// The messages of budgets: notes on findings, warnings about rules, and errors in a file of budgets.
package enum BudgetMessage: Message {
  // Notes on findings.
  case acceptanceEnded(String, source: String)
  case beyondAcceptance(String, source: String)
  case accepted(upTo: String, by: String, until: String?, reason: String)
  case acceptedMissing(by: String, reason: String, source: String)
  case perhapsRenamed(BenchmarkIdentifier, hasOthers: Bool)
  case removalEnded(String, source: String)
  case removed(by: String, until: String?, reason: String)
  case warnsOnly
  case askOwner(String)

  // Warnings about rules.
  case reviewDue(source: String, day: String)
  case entryEnded(EntryKind, source: String, day: String)
  case smallestIsCeiling(MetricName, source: String, limit: String)
  case unmatched(String, source: String, suggestion: String)
  case otherUnit(MetricName, of: String, source: String, limit: String, unit: MetricUnit)
  case unmeasured(MetricName, of: String, source: String, suggestion: String)
  case stillThere(String, source: String)
  case newNameUnknown(BenchmarkIdentifier, newName: String, source: String, suggestion: String)
  case oldNameUnknown(BenchmarkIdentifier, source: String, suggestion: String)
  case otherSuite(String, source: String, suite: String, suggestion: String)

  // Rules that contradict each other.
  case limitTwice(String, of: String, source: String)
  case floorAboveCeiling(floor: String, ceiling: String)
  case lowerAllowsMore(lower: String, upper: String)
  case speedupTwice(source: String)
  case speedupOpposite(source: String)
  case speedupCycle(others: String, faster: BenchmarkIdentifier, condition: String, steps: String)
  case growthTwice(GrowthEvidence.Limit, MetricName, series: String?, source: String?)
  case acceptanceTwice(MetricName?, of: String, source: String)
  case serviceLevelTwice(String, MetricName, source: String)
  case ladderTwice(MetricName, source: String)
  case settingTwice(SettingKind, source: String)
  case removalTwice(String, source: String)
  case removalOfRemoved(String, other: String, source: String)
  case renameTwice(BenchmarkIdentifier, source: String)
  case newNameTwice(BenchmarkIdentifier, of: BenchmarkIdentifier, source: String)
  case renameCycle([BenchmarkIdentifier])
  case removedAndRenamed(BenchmarkIdentifier, source: String)
  case removalOfOldName(BenchmarkIdentifier, source: String, newName: BenchmarkIdentifier)

  // Entries that cannot be read.
  case noBudgetsFile
  case noBenchmarkName
  case limitsNothing(isGrowth: Bool)
  case floorOfNothing(floor: String, tolerance: String)
  case pointsByDefault(String, MetricName)
  case renamedNotArray
  case renamedToItself(String)
  case patternForName(String, key: String)
  case noScope
  case warningBeyondBreach(warning: String, breach: String)
  case badStatistic(String)
  case fasterThanItself(String)
  case expectsLess(expected: String, demand: String)
  case badReduction
  case noDemand
  case badBand
  case fallingBand
  case noOpenParameter(String)
  case growthInPoints
  case growthPerStep(String)
  case growthInAll(String)
  case sumOfSteps(String)
  case growthOrder(String)
  case growthOver(String, share: String)
  case growthOf(GrowthEvidence.Limit, MetricName, series: String, against: String?)
  case badComplexity(String, known: String)
  case againstItself
  case ambiguousExtent(String, MetricName)
  case mixedRungs
  case fallingRungs
  case expectedLimit(found: String)
  case expectedPercentage(found: String)
  case wrongQuantity(String, is: String, MetricName, example: String)
  case pointsOfNoShare(String)
  case stepWithoutName
  case badDate(String)
  case emptyCondition
  case badPlatform(key: String, String, near: String?, known: String)
  case badQuantity(String)
  case unknownUnit(String, known: String)
  case notExact(String)
  case belowZero(String)
  case zeroLimit(String)
  case badPercentage(String)

  // Budgets of a commit.
  case noSuchCommit(String)
  case noRepository(String)
  case notAFolder
  case unreadableCommit

  /// An entry with a last day.
  package enum EntryKind: String, Hashable, Sendable {
    case acceptance, removal, rename
  }

  /// The settings that only one budgets file may contain.
  package enum SettingKind: String, Hashable, Sendable {
    case allowedBreaches = "says how many breaches are allowed, and so does"
    case baseline = "chooses a baseline, and so does"
    case anchor = "has a rule for the anchor, and so has"
  }
}
