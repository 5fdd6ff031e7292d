import CSpeedgate
import GateProtocol

/// What a counting pass counted over one batch.
struct BatchCounts: Hashable, Sendable {
  var allocations: Int64?
  var allocatedBytes: Int64?
  var pageFaults: Int64
  var contextSwitches: Int64
  var instructions: Int64?
  var cycles: Int64?

  func total(_ iterations: Int) -> WorkerCounts {
    WorkerCounts(
      iterations: iterations, allocations: allocations, allocatedBytes: allocatedBytes,
      pageFaults: pageFaults, contextSwitches: contextSwitches, instructions: instructions,
      cycles: cycles)
  }
}

/// The counters around one batch.
///
/// Counting costs a few nanoseconds an allocation, so it never runs while time is measured. What is
/// nearest to the batch starts last and stops first, so that no counter counts the others.
struct BatchCounters {
  private let countsAllocations: Bool
  private let instructions: Int32
  private let cycles: Int32
  private var accounts = speedgate_accounts()
  private var allocations = speedgate_allocations()

  /// The process's counters, opened once.
  static let ready = BatchCounters()

  private init() {
    countsAllocations = speedgate_counts_allocations()
    instructions = speedgate_open_processor_counter(0)
    cycles = speedgate_open_processor_counter(1)
  }

  mutating func start() {
    unsafe speedgate_read_accounts(&accounts)
    speedgate_start_processor_counter(cycles)
    speedgate_start_processor_counter(instructions)
    unsafe speedgate_start_counting(&allocations)
    speedgate_counted_part_begins()
  }

  mutating func stop() -> BatchCounts {
    speedgate_counted_part_ends()
    unsafe speedgate_stop_counting(&allocations)
    let instructionCount = speedgate_stop_processor_counter(instructions)
    let cycleCount = speedgate_stop_processor_counter(cycles)
    var end = speedgate_accounts()
    unsafe speedgate_read_accounts(&end)
    return BatchCounts(
      allocations: countsAllocations ? allocations.count : nil,
      allocatedBytes: countsAllocations ? allocations.bytes : nil,
      pageFaults: end.page_faults - accounts.page_faults,
      contextSwitches: end.voluntary_switches + end.involuntary_switches
        - accounts.voluntary_switches - accounts.involuntary_switches,
      instructions: instructionCount < 0 ? nil : instructionCount,
      cycles: cycleCount < 0 ? nil : cycleCount)
  }
}
