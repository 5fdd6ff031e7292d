import GateRecords

/// Every benchmark must exist and give a measurement: when in doubt, the gate is closed.
struct PresenceRule {
  let run: RunRecord
  let baseline: StoredBaseline

  func findings() -> [Finding] {
    run.benchmarks.compactMap(finding) + repeated() + vanished()
  }

  /// Whether a benchmark gave figures that can be judged.
  func isMeasured(_ benchmark: BenchmarkRecord) -> Bool {
    benchmark.status == .measured
      && MeasurementDefect.all(in: benchmark, isImported: run.isImported).isEmpty
  }

  private func finding(for benchmark: BenchmarkRecord) -> Finding? {
    switch benchmark.status {
    case .measured:
      let defects = MeasurementDefect.all(in: benchmark, isImported: run.isImported)
      return defects.first.map {
        finding(benchmark.name, .failed, message: $0, notes: Array(defects.dropFirst()))
      }
    case .failed:
      let failure = benchmark.failure
      let tail = failure?.outputTail?.split(separator: "\n").suffix(3).joined(separator: " ⏎ ")
      return finding(
        benchmark.name, .failed, message: failure?.message ?? "failed without a reason",
        notes: tail.map { ["it printed: \($0)"] } ?? [])
    case .skipped:
      // The comparison with the baseline tells of it.
      if benchmark.isUnlaunched { return nil }
      let reason = benchmark.failure?.message ?? "no reason given"
      if benchmark.breakerEvents?.contains(where: { $0.to == .open }) == true {
        return finding(
          benchmark.name, .unproven, message: "left out by an open circuit breaker: \(reason)",
          notes: ["calls failed in a row before it opened; see why they fail"])
      }
      let before = baseline.newest?.benchmarks.first { $0.name == benchmark.name }
      guard before?.status == .measured || benchmark.baselineMeasures == true else {
        return finding(benchmark.name, .skipped, message: "skipped: \(reason)", notes: [])
      }
      return finding(
        benchmark.name, .unproven,
        message: "skipped, and the baseline measured it: \(reason)",
        notes: ["once such a run is the baseline, it counts as skipped and no longer warns"])
    }
  }

  private func repeated() -> [Finding] {
    RunDefect.repeated(in: run).map {
      finding($0, .failed, message: RunDefect.repetition, notes: [])
    }
  }

  /// What is said of the run as a whole.
  var remarks: [String] {
    guard run.isPartial else { return [] }
    let count = absent.count
    return [
      "partial run: \(count) benchmark\(count == 1 ? "" : "s") of the baseline "
        + "\(count == 1 ? "was" : "were") not measured; a whole run says more"
    ]
  }

  private func vanished() -> [Finding] {
    // A partial run says nothing of what it lacks.
    guard !run.isPartial else { return [] }
    return absent.map { name in
      finding(
        name, .missing, message: "the baseline has this benchmark, the suite no longer does",
        notes: ["if that was on purpose, say so under 'removed' or 'renamed' in the budgets"])
    }
  }

  /// The benchmarks of the newest stored run that the run neither has nor left out.
  private var absent: [BenchmarkIdentifier] {
    let stored = baseline.newest?.benchmarks.map(\.name) ?? []
    let known = Set(stored)
    let present = Set(run.benchmarks.map(\.name)).union(run.leftOut)
    // The program that was measured beside may be older than the newest record, or have none.
    return (stored + (run.baselineOnly ?? []).filter { !known.contains($0) })
      .filter { !present.contains($0) }
  }

  private func finding(
    _ name: BenchmarkIdentifier, _ result: PresenceResult, message: String, notes: [String]
  ) -> Finding {
    Finding(Finding.Subject(name), .presence(result), message: message, notes: notes)
  }
}
