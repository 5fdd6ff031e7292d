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
        benchmark.name, .failed, message: failure?.message ?? DetectionMessage.failedSilently.line,
        notes: tail.map { [DetectionMessage.printed($0).line] } ?? [])
    case .skipped:
      // The comparison with the baseline reports it.
      if benchmark.isUnlaunched { return nil }
      let reason = benchmark.failure?.message ?? "no reason given"
      if benchmark.breakerEvents?.contains(where: { $0.to == .open }) == true {
        return finding(benchmark.name, .unproven, .breakerOpen(reason: reason))
      }
      let before = baseline.newest?.benchmarks.first { $0.name == benchmark.name }
      guard before?.status == .measured || benchmark.baselineMeasures == true else {
        return finding(benchmark.name, .skipped, .skipped(reason: reason))
      }
      return finding(benchmark.name, .unproven, .skippedNow(reason: reason))
    }
  }

  private func repeated() -> [Finding] {
    RunDefect.repeated(in: run).map {
      finding($0, .failed, message: RunDefect.repetition, notes: [])
    }
  }

  /// The remarks about the run as a whole.
  var remarks: [String] {
    guard run.isPartial else { return [] }
    let count = absent.count
    return [
      DetectionMessage.partialRun(missing: count).line
    ]
  }

  private func vanished() -> [Finding] {
    // A partial run says nothing of what it lacks.
    guard !run.isPartial else { return [] }
    return absent.map { finding($0, .missing, .benchmarkMissing) }
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

  /// A finding with what is the case, and what to do as its note.
  private func finding(
    _ name: BenchmarkIdentifier, _ result: PresenceResult, _ message: DetectionMessage
  ) -> Finding {
    finding(name, result, message: message.text, notes: [message.remedy].compactMap(\.self))
  }

  private func finding(
    _ name: BenchmarkIdentifier, _ result: PresenceResult, message: String, notes: [String]
  ) -> Finding {
    Finding(Finding.Subject(name), .presence(result), message: message, notes: notes)
  }
}
