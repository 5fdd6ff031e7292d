import GateBudgets
import GateRecords
import GateStatistics

/// The launches that a benchmark's limits on percentiles ask for.
///
/// They are planned from the samples of the first launch, and planned again only when those launches are
/// over and do not bound the percentile: who looks after every launch and stops at the first bound
/// stops where chance makes the launches look alike.
///
/// A bound that was reached can be lost again: launches that are made for another question may differ more than those
/// before. The check judges all of them, so the bound is computed again after each.
struct PercentileLaunches: Hashable, Sendable {
  private var limits: [Limit]

  /// No limits on percentiles.
  static let none = PercentileLaunches(rules: [])

  init(rules: [BudgetRule]) {
    limits = rules.filter { $0.percentileNeed() != nil }.map { Limit(rule: $0) }
  }

  /// Whether there are any.
  var isAsked: Bool { !limits.isEmpty }

  /// Adds what a launch gave.
  mutating func add(_ figures: [LaunchFigure]) {
    for index in limits.indices {
      guard let figure = figures.first(where: { $0.metric == limits[index].rule.metric }) else {
        continue
      }
      limits[index].add(figure)
    }
  }

  /// Whether no more launches are of use: every percentile is bounded, or asks for more than a profile
  /// takes.
  func isMet(within most: Int) -> Bool {
    limits.allSatisfy { $0.isMet || !$0.isSeen || $0.planned > most }
  }

  /// The limits that ask for more launches than a profile takes, in words.
  func excess(over most: Int) -> [String] {
    limits.filter { !$0.isMet && $0.planned > most }
      .map { "\($0.rule.subject) needs about \($0.planned) launches" }
  }
}

/// One of them, and what launches gave for it.
private struct Limit: Hashable, Sendable {
  let rule: BudgetRule
  private(set) var isMet = false
  /// Whether launches give its metric; what counting launches count is no matter of these.
  var isSeen: Bool { !launches.isEmpty }
  /// The launches that it takes, as far as is known.
  private(set) var planned = 0
  private var launches: [[Double]] = []

  init(rule: BudgetRule) {
    self.rule = rule
  }

  mutating func add(_ figure: LaunchFigure) {
    let samples = figure.samples.filter(\.isFinite)
    guard !samples.isEmpty, let need = rule.percentileNeed(figure.direction) else {
      return
    }
    launches.append(samples)
    if launches.count == 1 { planned = need.launches(ofSize: samples.count) }
    guard launches.count >= planned else { return }
    let bounds = LaunchPercentileBounds(
      percent: need.percent, launches: launches, confidence: need.confidence)
    isMet = (need.isFromAbove ? bounds.high : bounds.low) != nil
    if !isMet { planned = max(launches.count + 1, need.launches(after: launches, bounds)) }
  }
}
