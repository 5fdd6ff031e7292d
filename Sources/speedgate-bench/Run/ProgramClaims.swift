import GateCommandLine
import GateRecords

/// The statements of two programs about the sources that they were made of.
struct ProgramClaims {
  let suite: SuiteRecord
  let baseline: SuiteRecord?

  /// - Throws: `UsageError` when both claim to be made of the same and are not the same: one of them is stale.
  func requireNoContradiction() throws(UsageError) {
    if let contradiction = baseline.flatMap({ suite.contradiction(with: $0) }) {
      throw UsageError(BenchMessage.programsContradict("\(contradiction)"))
    }
  }

  /// Warnings for the record.
  var warnings: [String] {
    baseline.flatMap { suite.warningOfUnchangedCode(beside: $0) }.map { [$0] } ?? []
  }
}
