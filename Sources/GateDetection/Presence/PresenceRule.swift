import GateRecords

/// Every benchmark must exist and give a measurement: when in doubt, the gate is closed.
struct PresenceRule {
  let run: RunRecord
  let baseline: StoredBaseline

  func findings() -> [Finding] {
    run.benchmarks.compactMap(finding) + vanished()
  }

  /// Whether a benchmark gave figures that can be judged.
  func isMeasured(_ benchmark: BenchmarkRecord) -> Bool {
    benchmark.status == .measured && emptiness(of: benchmark) == nil
  }

  private func finding(for benchmark: BenchmarkRecord) -> Finding? {
    switch benchmark.status {
    case .measured:
      return emptiness(of: benchmark).map {
        finding(benchmark.name, .failed, message: $0, notes: [])
      }
    case .failed:
      let failure = benchmark.failure
      let tail = failure?.outputTail?.split(separator: "\n").suffix(3).joined(separator: " ⏎ ")
      return finding(
        benchmark.name, .failed, message: failure?.message ?? "failed without a reason",
        notes: tail.map { ["it printed: \($0)"] } ?? [])
    case .skipped:
      let reason = benchmark.failure?.message ?? "no reason given"
      if benchmark.breakerEvents?.contains(where: { $0.to == .open }) == true {
        return finding(
          benchmark.name, .unproven, message: "left out by an open circuit breaker: \(reason)",
          notes: ["calls failed in a row before it opened; see why they fail"])
      }
      return finding(benchmark.name, .skipped, message: "skipped: \(reason)", notes: [])
    }
  }

  private func vanished() -> [Finding] {
    guard let newest = baseline.newest else { return [] }
    let present = Set(run.benchmarks.map(\.name)).union(run.leftOut)
    return newest.benchmarks.filter { !present.contains($0.name) }.map { benchmark in
      finding(
        benchmark.name, .missing,
        message: "the baseline has this benchmark, the suite no longer does",
        notes: ["if it was removed on purpose, update the baseline"])
    }
  }

  private func finding(
    _ name: BenchmarkIdentifier, _ result: PresenceResult, message: String, notes: [String]
  ) -> Finding {
    Finding(Finding.Subject(name), .presence(result), message: message, notes: notes)
  }

  /// Why figures that are there cannot be believed; nil when they can.
  private func emptiness(of benchmark: BenchmarkRecord) -> String? {
    let series =
      benchmark.series(of: .wallTime) ?? benchmark.metrics.first { !$0.samples.isEmpty }
      ?? benchmark.metrics.first
    guard let series else {
      return "it was measured, but no metric was recorded"
    }
    let samples = series.samples
    guard !samples.isEmpty else { return "it was measured, but gave no samples" }
    guard samples.allSatisfy(\.isFinite) else { return "its samples are not finite numbers" }
    // Another harness may round a short time to nothing; here a clock that did not advance has measured
    // nothing.
    let isRounded = run.settings.profile == MeasurementSettings.importedProfile
    guard series.metric != .wallTime || isRounded || samples.contains(where: { $0 > 0 }) else {
      return "it took no time at all, so it measured nothing"
    }
    return nil
  }
}
