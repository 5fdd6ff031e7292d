import GateRecords

/// Adds a note to a regression with the changed functions that its benchmark executes.
struct CodeNotes {
  private let changed: Int
  private let own: [BenchmarkIdentifier: [String]]

  /// The most names that a sentence bears; the finding has the others, too.
  private static let mostNamed = 5

  init(run: RunRecord) {
    changed = run.code?.functions?.count ?? 0
    own =
      run.code?.isMade != true
      ? [:]
      : Dictionary(
        run.benchmarks.compactMap { benchmark in
          benchmark.changedFunctions.map { (benchmark.name, $0) }
        }
      ) { first, _ in first }
  }

  /// Adds to a regression the changed functions that its benchmark executes, where these are known.
  func noted(_ finding: Finding) -> Finding {
    guard finding.status == .regressed, let names = own[finding.benchmark] else { return finding }
    var noted = finding
    noted.changedFunctions = names
    noted.notes.insert(sentence(names), at: 0)
    return noted
  }

  private func sentence(_ names: [String]) -> String {
    let shown = Array(names.prefix(Self.mostNamed))
    return DetectionMessage.runsChanged(
      functions: shown, more: names.count - shown.count, changed: changed
    ).line
  }
}
