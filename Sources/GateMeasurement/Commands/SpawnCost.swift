import GateStatistics

/// What starting and ending a process costs, by a program that does nothing.
package struct SpawnCost: Hashable, Sendable {
  /// Elapsed nanoseconds.
  package let wallTime: Double
  /// Processor nanoseconds.
  package let processorTime: Double

  /// A cost that is known.
  package init(wallTime: Double, processorTime: Double) {
    self.wallTime = wallTime
    self.processorTime = processorTime
  }

  /// Measures it: the medians of so many runs of the empty program, after a few that warm up.
  ///
  /// - Throws: ``WorkerFault`` when the empty program does not run.
  static func measured(
    _ call: CommandCall, runs: Int,
    by run: (CommandCall) throws(WorkerFault) -> CommandRun
  ) throws(WorkerFault) -> SpawnCost {
    var measured: [CommandRun] = []
    for number in 0..<(runs + 3) {
      let result = try run(call)
      if number >= 3 { measured.append(result) }
    }
    return SpawnCost(
      wallTime: Percentile.median(of: measured.map(\.wallTime)) ?? 0,
      processorTime: Percentile.median(of: measured.map { Double($0.processorTime) }) ?? 0)
  }
}
