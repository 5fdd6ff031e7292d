import GateCommandLine
import GateRecords

/// What two programs that are to be measured beside each other say of what they were made of.
struct ProgramClaims {
  let suite: SuiteRecord
  let baseline: SuiteRecord?

  /// - Throws: `UsageError` when both claim to be made of the same and are not the same: one of them is stale.
  func requireNoContradiction() throws(UsageError) {
    if let contradiction = baseline.flatMap({ suite.contradiction(with: $0) }) {
      throw UsageError("\(contradiction); nothing was measured")
    }
  }

  /// What a reader should know.
  var warnings: [String] {
    baseline.flatMap { suite.warningOfUnchangedCode(beside: $0) }.map { [$0] } ?? []
  }
}
