package import GateBudgets
package import GateFiles
package import GateHistory
package import GateRecords

extension BenchmarkAliases {
  /// The names that budgets give benchmarks today.
  ///
  /// - Parameters:
  ///   - files: The budgets; nil renames nothing.
  ///   - moment: When renames must be in force.
  /// - Throws: `FileError` where two rules for one suite contradict each other.
  package init(following files: BudgetsFiles?, at moment: Timestamp) throws(FileError) {
    self = .none
    guard let files else { return }
    var suites: [String: [BenchmarkIdentifier: BenchmarkIdentifier]] = [:]
    for suite in files.suites {
      suites[suite] = try files.policy(for: suite).renames.newestNames(at: moment)
    }
    self.init(suites: suites, others: try files.policy(for: nil).renames.newestNames(at: moment))
  }
}
