import CSpeedgate
import GateProtocol

/// The time that one batch of iterations took.
struct BatchTiming: Hashable, Sendable {
  /// The iterations of the batch.
  var iterations: Int
  /// Elapsed nanoseconds, the clock's own cost subtracted; never negative.
  var wallTime: Double
  /// Processor nanoseconds of all threads.
  var processorTime: UInt64
  /// Context switches forced on the process meanwhile.
  var involuntarySwitches: Int64

  /// The counts of a counting pass; nil in other passes.
  var counts: [WorkerCounter]?

  /// Calls behind circuit breakers that failed or were not made.
  var faults = 0

  /// Nanoseconds an iteration.
  var perIteration: Double { wallTime / Double(iterations) }
}

/// Where the measured loop learns how many iterations to run next.
///
/// The one seam between the loop that users' code is inlined into and the taker of samples: a
/// driver behind a pipe, or a person before a terminal.
protocol BatchSource: AnyObject {
  /// Takes the last batch's timing and returns the next batch's iterations; nil ends measuring.
  func next(after timing: BatchTiming?, steps: StepRecorder) -> Int?

  /// Whether the next batch is counted; a counted batch's times mean nothing.
  var isCounting: Bool { get }
}

extension BatchSource {
  var isCounting: Bool { false }
}

/// The stopwatch around one batch.
///
/// The clock is the first thing read when a batch ends and the last before it starts; accounts that
/// need a system call are outside.
struct BatchTimer {
  private let clock: HarnessClock
  private var startTime: UInt64 = 0
  private var startProcessorTime: UInt64 = 0
  private var startSwitches: Int64 = 0
  /// Made for the first batch that is counted.
  private var counters: BatchCounters?
  private var isCounting = false

  init(clock: HarnessClock) {
    self.clock = clock
  }

  mutating func start(isCounting: Bool) {
    self.isCounting = isCounting
    guard !isCounting else {
      if counters == nil { counters = BatchCounters() }
      counters?.start()
      return
    }
    if clock.isReal {
      startSwitches = speedgate_involuntary_switches()
      startProcessorTime = speedgate_processor_time()
    }
    startTime = speedgate_clock(clock.number)
  }

  mutating func stop(iterations: Int) -> BatchTiming {
    if isCounting {
      let counts = counters?.stop()
      return BatchTiming(
        iterations: iterations, wallTime: 0, processorTime: 0, involuntarySwitches: 0,
        counts: counts)
    }
    let endTime = speedgate_clock(clock.number)
    guard clock.isReal else {
      return BatchTiming(
        iterations: iterations, wallTime: Double(endTime &- startTime), processorTime: 0,
        involuntarySwitches: 0)
    }
    let endProcessorTime = speedgate_processor_time()
    let endSwitches = speedgate_involuntary_switches()
    return BatchTiming(
      iterations: iterations,
      wallTime: max(0, Double(endTime &- startTime) - clock.cost),
      processorTime: endProcessorTime &- startProcessorTime,
      involuntarySwitches: endSwitches - startSwitches)
  }
}

/// The clock that samples are timed with, and what it costs.
struct HarnessClock: Hashable, Sendable {
  /// Its number for the C target.
  let number: Int32
  /// Its name.
  let name: String
  /// The smallest step seen between two readings, in nanoseconds.
  let resolution: UInt64
  /// The cost of one reading, in nanoseconds.
  let cost: Double

  /// Measures the clocks and chooses: the raw one where it is as cheap, else the monotonic one.
  ///
  /// Some machines answer the raw clock by a system call, many times as dear.
  static func measured() -> HarnessClock {
    let monotonic = HarnessClock(measuring: 0, name: "CLOCK_MONOTONIC")
    #if canImport(Darwin)
      return monotonic
    #else
      let raw = HarnessClock(measuring: 1, name: "CLOCK_MONOTONIC_RAW")
      return raw.cost <= monotonic.cost * 1.1 ? raw : monotonic
    #endif
  }

  /// A clock that counts its readings, a millisecond each, so that two runs read the same.
  static let madeUp = HarnessClock(number: 2, name: "readings", resolution: 1, cost: 0)

  /// Whether it shows the real time.
  var isReal: Bool { number != Self.madeUp.number }

  init(number: Int32, name: String, resolution: UInt64, cost: Double) {
    self.number = number
    self.name = name
    self.resolution = resolution
    self.cost = cost
  }

  private init(measuring number: Int32, name: String) {
    // The least of several rounds: whatever else runs only ever adds.
    var cost = Double.infinity
    var step = UInt64.max
    for _ in 0..<8 {
      let start = speedgate_clock(number)
      var last = start
      for _ in 0..<64 {
        let now = speedgate_clock(number)
        if now > last { step = min(step, now - last) }
        last = now
      }
      cost = min(cost, Double(last - start) / 64)
    }
    self.init(
      number: number, name: name, resolution: step == .max ? 1 : step,
      cost: cost.isFinite ? cost : 0)
  }
}
