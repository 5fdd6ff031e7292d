package import GateRecords
import GateStatistics

extension CommandLauncher {
  /// A measured benchmark's record in the words that fit a command.
  ///
  /// Every sample is one process, and the record says what starting one took, and why there may be no
  /// memory figure.
  package func described(_ record: BenchmarkRecord) -> BenchmarkRecord {
    guard let plan = plan(named: record.name) else { return record }
    var record = record
    record.notes += plan.notes
    guard record.status == .measured else { return record }
    record.sampling = .perProcess
    let emptyCommand = emptyCommand(of: plan)
    if let cost = StartCost(record) { record.notes.append(sentence(cost, emptyCommand)) }
    if let startFault = startFaults[emptyCommand] {
      record.notes.append(
        MeasurementMessage.startUntimed(
          subject: emptyCommand.subject, command: CommandWords.line(emptyCommand.words),
          reason: startFault.message
        ).line)
    }
    for place in record.metrics.indices where record.metrics[place].metric == .peakMemory {
      guard record.metrics[place].unavailable != nil else { continue }
      record.metrics[place].unavailable =
        MeasurementMessage.memoryHidden.line
    }
    return record
  }

  /// Returns a remark about the time of starting processes over the whole run, in one sentence; nil when it is not
  /// known.
  package func remark(on records: [BenchmarkRecord]) -> String? {
    var times: [EmptyCommand: [Double]] = [:]
    for record in records {
      guard let series = record.series(of: .spawnTime),
        let plan = plan(named: record.name)
      else { continue }
      times[emptyCommand(of: plan), default: []] +=
        series.samples + (series.baselineLaunches ?? []).flatMap { $0 }
    }
    let sentences = times.sorted { $0.key.subject < $1.key.subject }.compactMap { empty, times in
      StartCost(times).map { sentence($0, empty) }
    }
    guard sentences.count > 1 else { return sentences.first }
    return sentences.joined(separator: ", or ")
  }

  /// One warning for each command that lasts hardly longer than its start.
  package func warnings(about records: [BenchmarkRecord]) -> [String] {
    records.compactMap { record in
      guard let cost = StartCost(record), let series = record.series(of: .wallTime),
        let plan = plan(named: record.name)
      else { return nil }
      let sides = [series.samples, (series.baselineLaunches ?? []).flatMap { $0 }]
      guard let time = sides.compactMap({ Percentile.median(of: $0) }).min(), cost.isMost(of: time)
      else { return nil }
      func words(_ nanoseconds: Double) -> String {
        QuantityFormat.string(nanoseconds, unit: .nanoseconds)
      }
      return MeasurementMessage.mostlyStart(
        benchmark: record.name.rawValue, time: words(time),
        subject: emptyCommand(of: plan).subject, start: words(cost.median)
      ).line
    }
  }

  private func sentence(_ cost: StartCost, _ emptyCommand: EmptyCommand) -> String {
    MeasurementMessage.startIncluded(subject: emptyCommand.subject, took: cost.words).line
  }
}
