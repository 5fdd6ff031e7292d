import CSpeedgate
import GateStatistics

/// How unsteady this machine is: equal work, timed again and again.
package struct NoiseMeasurement: Hashable, Sendable, Encodable {
  /// Samples taken.
  package var samples: Int
  /// The median time of a sample, in nanoseconds.
  package var median: Double
  /// The spread between neighbouring samples on one processor, as a share: what a paired run meets.
  package var neighbourSpread: Double
  /// The spread between the medians of half-seconds, as a share: what stored figures meet.
  package var windowSpread: Double
  /// The largest difference between the medians of two processors, as a share; nil with one.
  package var processorDifference: Double?
  /// The share of samples during which the system took the processor away.
  package var interruptedShare: Double
  /// The share of time that a hypervisor kept; nil where the system does not report it.
  package var stolenShare: Double?
  /// The cost of reading the clock, in nanoseconds.
  package var clockCost: Double

  private enum CodingKeys: String, CodingKey {
    case samples
    case median = "median_ns"
    case neighbourSpread = "neighbour_spread"
    case windowSpread = "window_spread"
    case processorDifference = "processor_difference"
    case interruptedShare = "interrupted_share"
    case stolenShare = "stolen_share"
    case clockCost = "clock_cost_ns"
  }

  /// Creates a result.
  package init(
    samples: Int, median: Double, neighbourSpread: Double, windowSpread: Double,
    processorDifference: Double?, interruptedShare: Double, stolenShare: Double?, clockCost: Double
  ) {
    self.samples = samples
    self.median = median
    self.neighbourSpread = neighbourSpread
    self.windowSpread = windowSpread
    self.processorDifference = processorDifference
    self.interruptedShare = interruptedShare
    self.stolenShare = stolenShare
    self.clockCost = clockCost
  }
}

/// A sample of equal work.
struct NoiseSample: Hashable, Sendable {
  /// Its processor's place among those allowed.
  var processor: Int
  /// The half-second it was taken in.
  var window: Int
  /// Nanoseconds.
  var time: Double
  /// Whether the processor was taken away meanwhile.
  var isInterrupted: Bool
}

extension NoiseMeasurement {
  /// Works for some seconds, half a second on each processor by turns.
  ///
  /// - Parameter report: Called with the share that is done.
  package static func take(seconds: Double, report: (Double) -> Void) -> NoiseMeasurement {
    let processors = Processors.allowed()
    let iterations = calibrated()
    let files = SystemFiles()
    let before = files.processorTicks
    let start = speedgate_clock(0)
    let end = start + UInt64(seconds * 1e9)
    var samples: [NoiseSample] = []
    var window = 0
    // At least one sample, however long others hold the processor.
    repeat {
      let place = processors.isEmpty ? 0 : window % processors.count
      if !processors.isEmpty { Processors.bind(to: [processors[place]]) }
      // The first piece of work on another processor pays for the move.
      work(iterations)
      let windowEnd = min(end, speedgate_clock(0) + 500_000_000)
      repeat {
        samples.append(sample(iterations, processor: place, window: window))
      } while speedgate_clock(0) < windowEnd
      window += 1
      report(min(1, Double(speedgate_clock(0) - start) / Double(end - start)))
    } while speedgate_clock(0) < end
    if !processors.isEmpty { Processors.bind(to: processors) }
    var stolen: Double?
    if let before, let after = files.processorTicks, after.all > before.all {
      stolen = Double((after - before).stolen) / Double((after - before).all)
    }
    return summary(of: samples, stolenShare: stolen, clockCost: clockCost())
  }

  /// Returns the noise that the samples show.
  static func summary(
    of samples: [NoiseSample], stolenShare: Double?, clockCost: Double
  ) -> NoiseMeasurement {
    let neighbours = zip(samples, samples.dropFirst()).filter { $0.window == $1.window }
      .map { Elementary.logarithm($1.time / $0.time) }
    let windows = Dictionary(grouping: samples, by: \.window)
    let medians = windows.sorted { $0.key < $1.key }.map { window, values in
      (processor: values[0].processor, median: Percentile.median(of: values.map(\.time)) ?? 0)
    }
    let byProcessor = Dictionary(grouping: medians, by: \.processor)
      .mapValues { Percentile.median(of: $0.map(\.median)) ?? 0 }
    // A window is held against its own processor, so that unequal processors are another figure.
    let deviations = medians.map { entry in
      Elementary.logarithm(entry.median / (byProcessor[entry.processor] ?? entry.median))
    }
    let fastest = byProcessor.values.min() ?? 0
    let slowest = byProcessor.values.max() ?? 0
    return NoiseMeasurement(
      samples: samples.count, median: Percentile.median(of: samples.map(\.time)) ?? 0,
      // The difference of two samples spreads wider than one of them.
      neighbourSpread: robustSpread(neighbours) / 2.0.squareRoot(),
      windowSpread: Mean.standardDeviation(of: deviations) ?? 0,
      processorDifference: byProcessor.count > 1 && fastest > 0 ? slowest / fastest - 1 : nil,
      interruptedShare: samples.isEmpty
        ? 0 : Double(samples.count { $0.isInterrupted }) / Double(samples.count),
      stolenShare: stolenShare, clockCost: clockCost)
  }

  /// The standard deviation of a normal law with the same median absolute deviation from zero.
  ///
  /// Source: Rousseeuw, Croux, "Alternatives to the Median Absolute Deviation", JASA 88 (1993).
  private static func robustSpread(_ values: [Double]) -> Double {
    1.4826 * (Percentile.median(of: values.map { abs($0) }) ?? 0)
  }

  private static func sample(_ iterations: Int, processor: Int, window: Int) -> NoiseSample {
    let switches = speedgate_involuntary_switches()
    let start = speedgate_clock(0)
    work(iterations)
    let end = speedgate_clock(0)
    return NoiseSample(
      processor: processor, window: window, time: max(1, Double(end - start)),
      isInterrupted: speedgate_involuntary_switches() > switches)
  }

  /// Iterations that last about a millisecond.
  private static func calibrated() -> Int {
    var iterations = 1_000
    while iterations < 1 << 40 {
      let start = speedgate_clock(0)
      work(iterations)
      if speedgate_clock(0) - start > 1_000_000 { return iterations }
      iterations *= 2
    }
    return iterations
  }

  /// A chain of multiplications that no optimiser shortens.
  private static func work(_ iterations: Int) {
    var value: Int64 = 1
    for _ in 0..<iterations {
      value = speedgate_launder_integer(value &* 6_364_136_223_846_793_005 &+ 1)
    }
    speedgate_sink_integer(value)
  }

  /// The least of many averages: an interruption of a reading is not part of its cost.
  private static func clockCost() -> Double {
    let readings = 1_000
    return (0..<100).map { _ in
      let start = speedgate_clock(0)
      for _ in 0..<readings {
        speedgate_sink_integer(Int64(truncatingIfNeeded: speedgate_clock(0)))
      }
      return Double(speedgate_clock(0) - start) / Double(readings + 1)
    }.min() ?? 0
  }
}
