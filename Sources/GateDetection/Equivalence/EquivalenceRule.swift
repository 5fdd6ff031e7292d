import GateRecords

/// Compares the result digests of benchmarks that declare the same result.
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
        DetectionMessage.noSuchReference(reference))
    }
  }

  private func judged(_ benchmark: BenchmarkRecord, _ other: BenchmarkRecord) -> Finding {
    guard other.status == .measured else {
      return finding(
        benchmark, .unproven,
        DetectionMessage.referenceNotMeasured(other.name))
    }
    guard let own = benchmark.resultDigest, let wanted = other.resultDigest else {
      let silent = benchmark.resultDigest == nil ? benchmark.name : other.name
      return finding(
        benchmark, .failed,
        DetectionMessage.resultUnknown(reference: other.name, silent: silent))
    }
    guard own == wanted else {
      return finding(
        benchmark, .failed,
        DetectionMessage.resultDiffers(reference: other.name, digest: own, expected: wanted))
    }
    return finding(benchmark, .passed, DetectionMessage.resultSame(other.name))
  }

  private func finding(
    _ benchmark: BenchmarkRecord, _ result: EquivalenceResult, _ message: DetectionMessage
  ) -> Finding {
    Finding(
      Finding.Subject(benchmark.name), .equivalence(result), message: message.text,
      notes: [message.remedy].compactMap(\.self))
  }
}
