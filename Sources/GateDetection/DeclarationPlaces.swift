import GateRecords

/// Adds the place of the benchmark's declaration to findings that need attention.
struct DeclarationPlaces {
  private let places: [BenchmarkIdentifier: SourcePlace]

  init(_ run: RunRecord) {
    places = Dictionary(
      run.benchmarks.compactMap { benchmark in benchmark.source.map { (benchmark.name, $0) } }
    ) { first, _ in first }
  }

  /// Adds the place to a finding that fails the gate, warns or is accepted; most findings are of no interest.
  func noted(_ finding: Finding) -> Finding {
    guard finding.failsTheGate || finding.warns || finding.acceptance != nil,
      let place = places[finding.benchmark]
    else { return finding }
    var noted = finding
    noted.source = place
    return noted
  }
}
