/// Totals of a counting pass as version 1 of the protocol reported them.
///
/// A baseline's program may be older than the driver, so drivers still read it; no worker writes it.
package struct FirstVersionCounts: Hashable, Sendable {
  /// The iterations that were counted.
  package var iterations: Int
  /// Allocations of all threads; nil where they cannot be counted.
  package var allocations: Int64?
  /// The bytes that they asked for.
  package var allocatedBytes: Int64?
  /// Page faults, of both kinds.
  package var pageFaults: Int64
  /// Context switches, of both kinds.
  package var contextSwitches: Int64
  /// Instructions outside the kernel; nil where the processor's counter is out of reach.
  package var instructions: Int64?
  /// Cycles outside the kernel; nil where the processor's counter is out of reach.
  package var cycles: Int64?

  /// Creates totals.
  package init(
    iterations: Int, allocations: Int64? = nil, allocatedBytes: Int64? = nil, pageFaults: Int64,
    contextSwitches: Int64, instructions: Int64? = nil, cycles: Int64? = nil
  ) {
    self.iterations = iterations
    self.allocations = allocations
    self.allocatedBytes = allocatedBytes
    self.pageFaults = pageFaults
    self.contextSwitches = contextSwitches
    self.instructions = instructions
    self.cycles = cycles
  }

  /// The same as today's protocol reports it.
  package var counts: WorkerCounts {
    func counter(
      _ name: String, in unit: String = "count", _ kind: WorkerCounter.Kind, _ total: Int64?
    ) -> WorkerCounter {
      WorkerCounter(
        name: name, unit: unit, kind: kind,
        reading: total.map { .value($0) } ?? .absent("the suite's older harness does not say why"))
    }
    return WorkerCounts(
      iterations: iterations,
      counters: [
        counter("allocations", .exact, allocations),
        counter("allocated_bytes", in: "bytes", .exact, allocatedBytes),
        counter("page_faults", .varies, pageFaults),
        counter("context_switches", .varies, contextSwitches),
        counter("instructions", .varies, instructions),
        counter("cycles", .varies, cycles),
      ])
  }
}
