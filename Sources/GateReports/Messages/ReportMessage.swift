package import GateRecords

/// The texts of reports that are not the findings' own messages: the headline, the error rates, and notes on the
/// whole.
package enum ReportMessage: Message {
  // The headline.
  case outcome(Outcome, isJudged: Bool)
  case benchmarkCounts([String])
  case noBaseline
  case firstRun
  case commands(String, against: String)
  case pairedWith(String, machines: Int?)
  case otherMachine(String?)
  case storedNumbers(String?)

  // The whole verdict.
  case compliance(percent: String, levels: Int, breaches: Int, allowed: Int, isKept: Bool)
  case policyChange(
    kind: String, rule: String, before: String?, after: String?, source: String, reason: String?,
    isUnexplained: Bool)
  case breaker(String, of: BenchmarkIdentifier, openings: Int, state: String, recovery: String?)
  case outage
  case layoutsMatter(mode: String, study: String?, rows: Int, of: Int)
  case moreLayouts(Int)
  case codeNotCompared(reason: String?)
  case anchor(String, crept: Int, of: Int, unproven: Int)
  case selfCheck(alarms: Int, of: Int, day: String, spread: String?)

  // Where a change comes from.
  case equalInstructions
  case noFunction(samples: String?)
  case partOfChange(String?)
  case mostOfChange
  case notInBaseline
  case callsUnchanged
  case sampled(stacks: String)
  case unknownCauses(Int, reason: String)

  // Error rates.
  case falseAlarm(rate: String, comparisons: Int)
  case miss(rate: String)
  case withinTolerance(rate: String)
  case creepAlarm(rate: String, comparisons: Int)
  case intervals

  // A row's status, and the number of benchmarks of a kind.
  case status(RowStatus)
  case benchmarks(Int, BenchmarkTally.Kind)

  // Evidence.
  case seesChanges(String, pairs: String)
  case ignoresChanges(below: String)
  case exact
  case notInEveryLaunch
  case launchPairs(Int, earlier: Int)
  case pairsOnMachines(Int, machines: Int, agreeing: Int)
  case pairsWith(Int, anchor: String)
  case pairsElsewhere(Int, change: String)
  case pairsWorse
  case launchesWorse
  case notSettled
  case provesNothing
  case provenAfter(Int)
  case storedRuns(Int, machine: String?)
  case tolerates(String)
  /// A change for the better beyond the tolerance that is not proven.
  case improvementNotProven
  case consequence(onlyWarns: Bool, at: String)
  case labelled(String, beyond: String, tolerated: String)
  case limitKept(String, margin: String)
  case limitBroken(String, isCeiling: Bool, by: String)
  case serviceLevel(limit: String, warnsAbove: String)
  case serviceLevelUse(String, category: String, used: String?)
  case speedupDemand(String, expected: String?, result: String?)
  case sameResult
  case fromZero(String)
  case steps(Int, of: String)
  case allows(String)
  case also(String, figures: String, evidence: String, onlyWarns: Bool)

  // Repeating the measurement.
  case notRepeatable(reason: String)
  case repetitionHidden
  case repetitionTooLong

  // Omissions.
  case leftOut(Int, place: String)
  case unproven([String], more: Int)
  case largestChanges

  case cardsLeftOut(Int)

  // Pages.
  case measuredFigures
  case onlyBefore
  case onlyAfter
  case period(from: String, to: String)
  case oneRun
  case newestDrawn(Int)

  // Links that are refused.
  case linkWithoutName
  case linkName(longest: Int)
  case linkScheme
  case linkTooLong(longest: Int)
  case linkCharacter
  case linkHost
}
