import GateRecords

extension BudgetMessage {
  @_optimize(none)
  package var text: String {
    switch self {
    case .acceptanceEnded(let day, let source): "accepted until \(day) only (\(source))"
    case .beyondAcceptance(let extent, let source): "accepted up to \(extent) only (\(source))"
    case .accepted(let extent, let name, let day, let reason):
      "accepted up to \(extent) by \(name)\(Self.until(day)): \(reason)"
    case .acceptedMissing(let name, let reason, let source):
      "accepted by \(name): \(reason) (\(source))"
    case .perhapsRenamed(let name, let hasOthers):
      "'\(name)'\(hasOthers ? ", among others," : "") is not in the baseline"
    case .removalEnded(let day, let source):
      "its removal was accepted until \(day) only (\(source))"
    case .removed(let name, let day, let reason):
      "removed on purpose by \(name)\(Self.until(day)): \(reason)"
    case .warnsOnly: "this rule only warns"
    case .askOwner(let owner): "ask \(owner), the owner of this rule"
    case .reviewDue(let source, let day): "the rule at \(source) was due for review by \(day)"
    case .entryEnded(let kind, let source, let day):
      "the \(kind.rawValue) at \(source) ended on \(day)"
    case .smallestIsCeiling(let metric, let source, let limit):
      "the rule at \(source) is kept when the smallest value of \(metric) is \(limit) or less"
    case .unmatched(let pattern, let source, let suggestion):
      "the rule at \(source) is for '\(pattern)', which no benchmark matches\(suggestion)"
    case .unmeasured(let metric, let pattern, let source, let suggestion):
      "the rule at \(source) is for \(metric) of '\(pattern)', which no such benchmark measured\(suggestion)"
    case .otherUnit(let metric, let pattern, let source, let limit, let unit):
      "the limit at \(source) is \(limit), and \(metric) of '\(pattern)' is measured in \(unit.rawValue)"
    case .stillThere(let subject, let source):
      "the entry at \(source) says that \(subject), which the run still has"
    case .newNameUnknown(let old, let new, let source, let suggestion):
      "the rename at \(source) gives '\(old)' the name '\(new)', which no benchmark has\(suggestion)"
    case .oldNameUnknown(let old, let source, let suggestion):
      "the rename at \(source) is from '\(old)', which no stored run has\(suggestion)"
    case .otherSuite(let name, let source, let suite, let suggestion):
      "\(source) is for the suite '\(name)', and no budgets file names '\(suite)', which was measured\(suggestion)"
    case .limitTwice(let subject, let pattern, let source):
      "limits \(subject) for '\(pattern)' a second time; the first is at \(source)"
    case .floorAboveCeiling(let floor, let ceiling):
      "at_least \(floor) requires more than \(ceiling) allows, so no value meets both"
    case .lowerAllowsMore(let lower, let upper):
      "allows \(lower) more than \(upper), which is never smaller"
    case .speedupTwice(let source): "this speed-up is also at \(source)"
    case .speedupOpposite(let source):
      "contradicts the speed-up at \(source), so no measurement meets both"
    case .speedupCycle(let others, let faster, let condition, let steps):
      "contradicts \(others): together they require \(faster) to be faster than itself\(condition) "
        + "(\(steps))"
    case .growthTwice(let kind, let metric, let series, let source):
      "limits the \(RecordMessage.growthLimit(kind).text) of \(metric)\(series.map { " over '\($0)'" } ?? "") twice"
        + (source.map { "; the first is at \($0)" } ?? "")
    case .acceptanceTwice(let metric, let pattern, let source):
      "accepts \(metric?.rawValue ?? "every metric") of '\(pattern)' a second time; the first is at \(source)"
    case .serviceLevelTwice(let scope, let metric, let source):
      "\(scope) also has a service level for \(metric) at \(source)"
    case .ladderTwice(let metric, let source): "\(metric) also has a ladder at \(source)"
    case .settingTwice(let kind, let source): "\(kind.rawValue) \(source)"
    case .removalTwice(let subject, let source): "\(subject) is also removed at \(source)"
    case .removalOfRemoved(let subject, let other, let source):
      "says that \(subject) is removed, and \(source) that \(other) is, although a removed benchmark has no metrics"
    case .renameTwice(let name, let source): "'\(name)' is also renamed at \(source)"
    case .newNameTwice(let name, let old, let source):
      "'\(name)' is already the new name of '\(old)' at \(source)"
    case .renameCycle(let names):
      "the renames form a circle: \(names.map(\.rawValue).joined(separator: " → "))"
    case .removedAndRenamed(let name, let source):
      "'\(name)' is removed here and renamed at \(source)"
    case .removalOfOldName(let name, let source, _): "'\(name)' is renamed at \(source)"
    case .noBudgetsFile: "the folder holds no budgets file (*.json5)"
    case .noBenchmarkName: "this budget names no 'benchmark'"
    case .limitsNothing(let isGrowth): "this \(isGrowth ? "growth rule" : "budget") limits nothing"
    case .floorOfNothing(let floor, let tolerance):
      "at_least \(floor) − \(tolerance) is zero or less, which every value meets"
    case .pointsByDefault(let tolerance, let metric):
      "the file's tolerance of \(tolerance) is in points, which \(metric) cannot have"
    case .renamedNotArray: "'renamed' is an array"
    case .renamedToItself(let name): "'\(name)' is renamed to itself"
    case .patternForName(let text, let key):
      "'\(text)' is a pattern, and \(key) is one whole name here, so that nothing else is accepted"
    case .noScope: "a service level is for a 'benchmark' or for a 'tag'"
    case .warningBeyondBreach(let warning, let breach):
      "warns above \(warning), which is beyond the breach at \(breach)"
    case .badStatistic(let text): "statistic cannot be '\(text)'"
    case .fasterThanItself(let name): "'\(name)' cannot be faster than itself"
    case .expectsLess(let expected, let demand):
      "expects at most \(expected) times the speed, but requires \(demand)"
    case .badReduction: "a reduction is a percentage below 100%"
    case .noDemand:
      "a speed-up needs 'at_least', a factor of the speed, or 'reduction', a share of the time"
    case .badBand: "a band has two ends, such as [3, 4]"
    case .fallingBand: "the band's first end is larger than its second"
    case .noOpenParameter(let text): "'\(text)' leaves no parameter open"
    case .growthInPoints: "growth is limited in per cent, not in points"
    case .growthPerStep(let share): "at most +\(share) from step to step"
    case .growthInAll(let share): "at most +\(share) from the first step to the last"
    case .sumOfSteps(let sum): "at most \(sum) for all steps together"
    case .growthOrder(let order): "at most \(order)"
    case .growthOver(let series, let share): "at most +\(share) over \(series)"
    case .growthOf(let kind, let metric, let series, let other):
      other.map { "growth of \(metric) for \(series) over \($0)" }
        ?? "\(RecordMessage.growthLimit(kind).text) of \(metric) for \(series)"
    case .badComplexity(let text, _): "complexity cannot be '\(text)'"
    case .againstItself: "a series cannot be compared with itself"
    case .ambiguousExtent(let text, let metric):
      "'\(text)' may be a value of \(metric) or how much worse it may become"
    case .mixedRungs:
      "the limits minor, major and critical are partly in per cent and partly in points"
    case .fallingRungs: "the limits minor, major and critical do not rise"
    case .expectedLimit(let found): "expected a limit such as \"50 ms\", found \(found)"
    case .expectedPercentage(let found): "expected a percentage such as \"10%\", found \(found)"
    case .wrongQuantity(let text, let kind, let metric, _):
      "'\(text)' is \(kind), which \(metric) is not"
    case .pointsOfNoShare(let text):
      "'\(text)' is in points, which only shares such as a match rate have"
    case .stepWithoutName: "'step:' names no step"
    case .badDate(let text): "'\(text)' is not a valid date (YYYY-MM-DD)"
    case .emptyCondition: "'when' is empty"
    case .badPlatform(let key, let text, _, _): "\(key) cannot be '\(text)'"
    case .badQuantity(let text): "'\(text)' is not a number with a unit"
    case .unknownUnit(let text, _): "'\(text)' has an unknown unit"
    case .notExact(let text): "'\(text)' is not a number that can be stored exactly"
    case .belowZero(let text): "'\(text)' is below zero"
    case .zeroLimit(let text): "'\(text)' is not above zero, so no value could meet this limit"
    case .badPercentage(let text): "'\(text)' is not a percentage"
    case .noSuchCommit(let name): "there is no folder and no commit '\(name)'"
    case .noRepository(let folder): "\(folder) is in no git repository"
    case .notAFolder: "is neither a folder nor a file"
    case .unreadableCommit: "cannot be read by git"
    }
  }

  private static func until(_ day: String?) -> String { day.map { ", until \($0)" } ?? "" }
}
