import GateRecords
import GateStatistics

/// Predictions for larger sizes from the measured sizes of a series: the laws of time and memory, figures with
/// intervals, and chunks that take less.
struct ScalingOutlook {
  /// Beyond such a misfit nothing is said of larger sizes.
  static let mostError = 0.1
  /// The largest size of which anything is said.
  static let mostItems = 1e6
  /// By how much chunks must be quicker to be advised.
  private static let leastGain = 0.1

  private let series: ScalingSeries
  private let time: ComplexityFit?
  private let memory: ComplexityFit?
  /// The machine's memory, in bytes; nil where it is not known.
  private let machineMemory: Double?

  init(_ series: ScalingSeries, machineMemory: Double? = nil) {
    self.series = series
    self.machineMemory = machineMemory.flatMap { $0 > 0 ? $0 : nil }
    time = series.fit
    memory = series.memoryFit
  }

  /// One sentence each.
  var sentences: [String] {
    guard series.steps.count > 2 else { return [ReportMessage.twoSizes.line] }
    guard let time, let largest = series.steps.last?.size else { return [] }
    var lines = [law("time", time, .nanoseconds)]
    if let memory { lines.append(law("memory", memory, .bytes)) }
    let sizes = Self.sizes(beyond: largest)
    guard Self.isTrusted(time) else { return lines }
    guard !sizes.isEmpty else {
      return lines + [
        ReportMessage.noEstimateBeyond(QuantityFormat.grouped(Int64(Self.mostItems))).text
      ]
    }
    lines += sizes.map { estimate(at: $0, time, largest) }
    lines += chunks(of: sizes.last ?? largest, time)
    return lines + [ReportMessage.estimateCaveat.text]
  }

  /// Whether a law explains what was measured well enough to say anything of what was not.
  static func isTrusted(_ fit: ComplexityFit) -> Bool { fit.relativeError <= mostError }

  /// Powers of ten beyond a size.
  private static func sizes(beyond largest: Double) -> [Double] {
    var sizes: [Double] = []
    var size = 1.0
    while size <= mostItems {
      if size > largest { sizes.append(size) }
      size *= 10
    }
    return sizes
  }

  /// `time grows like O(n²), 2.00 µs + 30.0 ns · n², off by 0.12 %`.
  private func law(_ what: String, _ fit: ComplexityFit, _ unit: MetricUnit) -> String {
    let error = FigureAndLimits(percent: fit.relativeError, [Self.mostError])
    guard Self.isTrusted(fit) else {
      return ReportMessage.noLaw(
        what, best: fit.complexity.rawValue, off: error.value, most: error.limits[0]
      ).text
    }
    let parts = [
      fit.fixed > 0 ? Self.coefficient(fit.fixed, unit) : nil,
      fit.factor > 0
        ? Self.coefficient(fit.factor, unit).map { "\($0) · \(fit.complexity.termText)" } : nil,
    ].compactMap { $0 }
    return ReportMessage.law(
      what, fit.complexity.rawValue, formula: parts.isEmpty ? nil : parts.joined(separator: " + "),
      off: error.value
    ).text
  }

  /// A part of the law; nil where three decimals do not show it.
  private static func coefficient(_ value: Double, _ unit: MetricUnit) -> String? {
    value >= 0.01 ? QuantityFormat.string(value, unit: unit) : nil
  }

  private func estimate(at size: Double, _ time: ComplexityFit, _ largest: Double) -> String {
    var figures = [Self.text(time, at: size, .nanoseconds)]
    if let memory, Self.isTrusted(memory) { figures.append(Self.text(memory, at: size, .bytes)) }
    return ReportMessage.estimate(
      series.parameter, Self.number(size), times: Self.times(size / largest),
      figures.joined(separator: ", ")
    ).text
  }

  /// A figure with its interval: `300 s [295 s, 305 s]`.
  private static func text(_ fit: ComplexityFit, at size: Double, _ unit: MetricUnit) -> String {
    let figure = QuantityFormat.string(fit.cost(at: size), unit: unit)
    guard let range = fit.interval(at: size) else { return figure }
    return "\(figure) [\(QuantityFormat.string(range.lowerBound, unit: unit)), "
      + "\(QuantityFormat.string(range.upperBound, unit: unit))]"
  }

  // MARK: Chunks

  /// Returns the time of pieces of a measured size in place of one large one.
  private func chunks(of size: Double, _ time: ComplexityFit) -> [String] {
    guard let smallest = series.steps.first?.size, let largest = series.steps.last?.size else {
      return []
    }
    var lines: [String] = []
    let chunk = Self.best(time, in: smallest...largest)
    let whole = time.cost(at: size)
    let parts = (size / chunk).rounded(.up) * time.cost(at: chunk)
    if parts < whole * (1 - Self.leastGain) {
      lines.append(
        ReportMessage.quickerInChunks(
          series.parameter, Self.number(size),
          time: QuantityFormat.string(parts, unit: .nanoseconds),
          whole: QuantityFormat.string(whole, unit: .nanoseconds), chunk: Self.number(chunk)
        ).text)
    }
    guard let memory, Self.isTrusted(memory), let machineMemory,
      memory.cost(at: size) > machineMemory
    else { return lines }
    let room = QuantityFormat.string(machineMemory, unit: .bytes)
    let fitting = Self.largest(memory, within: machineMemory, below: size)
    lines.append(
      ReportMessage.exceedsMemory(
        series.parameter, Self.number(size), memory: room, chunk: fitting.map(Self.number)
      ).text)
    return lines
  }

  /// The size, of those that were run, at which an item takes the least: where cost(m) ÷ m is smallest.
  private static func best(_ fit: ComplexityFit, in range: ClosedRange<Double>) -> Double {
    func perItem(_ size: Double) -> Double { fit.cost(at: size) / size }
    // The cost of an item falls and then rises, or does one of them; a fine grid finds the turn.
    let low = Elementary.logarithm(range.lowerBound)
    let span = Elementary.logarithm(range.upperBound) - low
    let sizes = (0...200).map { step -> Double in
      let size = Elementary.exponential(low + span * Double(step) / 200).rounded()
      return min(max(size, range.lowerBound), range.upperBound)
    }
    return sizes.min { perItem($0) < perItem($1) } ?? range.upperBound
  }

  /// The largest whole size whose cost is within a limit; nil when not even one item is.
  private static func largest(
    _ fit: ComplexityFit, within limit: Double, below size: Double
  ) -> Double? {
    guard fit.cost(at: 1) <= limit else { return nil }
    var (low, high) = (1.0, size)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if fit.cost(at: middle) <= limit { low = middle } else { high = middle }
    }
    return low
  }

  private static func number(_ size: Double) -> String {
    size == size.rounded() && size < 9e15
      ? QuantityFormat.grouped(Int64(size)) : QuantityFormat.brief(size)
  }

  private static func times(_ ratio: Double) -> String {
    QuantityFormat.brief((ratio * 10).rounded() / 10)
  }
}

extension ComplexityClass {
  /// The growing term as people write it.
  fileprivate var termText: String {
    switch self {
    case .constant: "1"
    case .logarithmic: "log n"
    case .linear: "n"
    case .linearithmic: "n log n"
    case .quadratic: "n²"
    case .cubic: "n³"
    }
  }
}
