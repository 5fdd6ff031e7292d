import GateRecords

/// What declares the same result as another benchmark must have computed it.
struct EquivalenceRule {
  let run: RunRecord

  /// One finding for each declaration that can be judged.
  func findings() -> [Finding] {
    guard run.benchmarks.contains(where: { $0.sameResultAs != nil }) else { return [] }
    let byName = Dictionary(run.benchmarks.map { ($0.name, $0) }) { first, _ in first }
    let leftOut = Set(run.leftOut)
    return run.benchmarks.compactMap { benchmark in
      guard let reference = benchmark.sameResultAs, benchmark.status == .measured else {
        return nil
      }
      if let other = byName[reference] { return judged(benchmark, other) }
      // A filter or a shard left it out, or the run is partial; a run of the whole suite judges.
      guard !run.isPartial, !leftOut.contains(reference) else { return nil }
      return finding(
        benchmark, .failed,
        "declares the same result as \(reference), which the suite does not have",
        ["name it in full, with its groups and its parameter"])
    }
  }

  private func judged(_ benchmark: BenchmarkRecord, _ other: BenchmarkRecord) -> Finding {
    guard other.status == .measured else {
      return finding(
        benchmark, .unproven,
        "cannot be held to the result of \(other.name), which was not measured", [])
    }
    guard let own = benchmark.resultDigest, let wanted = other.resultDigest else {
      let silent = benchmark.resultDigest == nil ? benchmark.name : other.name
      return finding(
        benchmark, .failed,
        "declares the same result as \(other.name), but \(silent) records no digest",
        ["let it call run.resultDigest(…), with one text in every launch"])
    }
    guard own == wanted else {
      return finding(
        benchmark, .failed,
        "computes something else than \(other.name): its digest is \(own), that of \(other.name) is "
          + "\(wanted)", [])
    }
    return finding(benchmark, .passed, "computes the same as \(other.name)", [])
  }

  private func finding(
    _ benchmark: BenchmarkRecord, _ result: EquivalenceResult, _ message: String, _ notes: [String]
  ) -> Finding {
    Finding(
      Finding.Subject(benchmark.name), .equivalence(result), message: message, notes: notes)
  }
}
