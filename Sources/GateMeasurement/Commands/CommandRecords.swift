package import GateRecords

extension CommandLauncher {
  /// A measured benchmark's record in the words that fit a command.
  ///
  /// Every sample is one run of the command, and the record says whether the cost of starting it was
  /// subtracted, and why there may be no memory figure.
  package func described(_ record: BenchmarkRecord) -> BenchmarkRecord {
    guard record.status == .measured,
      let index = plans.firstIndex(where: { $0.name == record.name.rawValue })
    else { return record }
    var record = record
    record.sampling = .perIteration
    if let cost = spawnCost {
      let time = QuantityFormat.string(cost.wallTime, unit: .nanoseconds)
      record.notes.append(
        subtractsCost(index)
          ? "starting a program that does nothing took \(time), which is subtracted from every run"
          : "it lasts hardly longer than starting a program that does nothing (\(time)); "
            + "its figures include that, so measure more work in one run")
    }
    for place in record.metrics.indices where record.metrics[place].metric == .peakMemory {
      guard record.metrics[place].unavailable != nil else { continue }
      record.metrics[place].unavailable =
        "it stayed below the driver's own memory, which the system counts in"
    }
    return record
  }
}
