package import GateBudgets
import GateProtocol
import GateRecords

/// Which benchmarks execute the same code as in the baseline's program, and whether they are launched.
package struct SameCodeChoice: Hashable, Sendable {
  /// No benchmark is known to run the same code.
  package static let none = SameCodeChoice(names: [], isLaunched: true)

  /// Their names.
  package let names: Set<String>
  /// Whether they are launched without a partner; else only those are of which a rule asks for figures.
  package let isLaunched: Bool
  /// The rules for the comparison with an anchor; nil where nothing is measured beside one.
  package let besideAnchor: BudgetPolicy?

  /// Creates a choice.
  package init(names: Set<String>, isLaunched: Bool, besideAnchor: BudgetPolicy? = nil) {
    self.names = names
    self.isLaunched = isLaunched
    self.besideAnchor = besideAnchor
  }

  /// The record's entry for a benchmark that is not launched.
  static let unlaunched = BenchmarkFailure(
    kind: .sameCode, message: MeasurementMessage.sameCodeNotLaunched.line)

  /// The names of those that no rule asks for figures of.
  func unlaunched(of benchmarks: [ListedBenchmark], _ policy: BudgetPolicy) -> Set<String> {
    guard !isLaunched else { return [] }
    let references = Set(benchmarks.compactMap(\.sameResultAs))
    return Set(
      benchmarks.filter { listed in
        names.contains(listed.name) && listed.sameResultAs == nil
          && !references.contains(listed.name)
          && !policy.asksForFigures(
            of: BenchmarkRecord(
              name: BenchmarkIdentifier(listed.name), tags: listed.tags, status: .measured))
          && besideAnchor?.gatedMetrics(of: BenchmarkIdentifier(listed.name)).isEmpty ?? true
      }.map(\.name))
  }
}
