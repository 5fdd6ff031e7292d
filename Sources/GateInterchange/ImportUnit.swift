package import GateRecords

/// The meaning of another harness's unit in base units.
package struct ImportUnit: Hashable, Sendable {
  /// The base unit.
  package let base: MetricUnit
  /// The factor of the values.
  package let factor: Double
  /// Which way values of this unit usually get better.
  package let direction: MetricDirection

  private init(
    _ base: MetricUnit, _ factor: Double, _ direction: MetricDirection = .lowerIsBetter
  ) {
    self.base = base
    self.factor = factor
    self.direction = direction
  }

  /// Understands a unit; one that is unknown is kept as it is written.
  ///
  /// `/op`, `/iter` and their like are dropped, because every figure of a run is one iteration's.
  package init(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.trimmingSpaces }
    let top = parts.first ?? ""
    let bottom = parts.count > 1 ? parts[1] : nil
    if let bottom, let seconds = Self.times[bottom.lowercased()] {
      let perSecond = 1e9 / seconds
      if let bytes = Self.bytes[top] {
        self.init(.bytesPerSecond, bytes * perSecond, .higherIsBetter)
      } else if Self.things.contains(top.lowercased()) {
        self.init(.itemsPerSecond, perSecond, .higherIsBetter)
      } else {
        self.init(MetricUnit(rawValue: text), 1, .higherIsBetter)
      }
    } else if let bottom, !Self.things.contains(bottom.lowercased()) {
      self.init(MetricUnit(rawValue: text), 1)
    } else if let nanoseconds = Self.times[top.lowercased()] {
      self.init(.nanoseconds, nanoseconds)
    } else if let bytes = Self.bytes[top] {
      self.init(.bytes, bytes)
    } else if top == "%" {
      self.init(.ratio, 0.01)
    } else if top == "ratio" {
      self.init(.ratio, 1)
    } else if bottom != nil || Self.plain.contains(top.lowercased()) {
      self.init(.count, 1)
    } else {
      self.init(MetricUnit(rawValue: text), 1)
    }
  }

  /// The metric that a figure of this unit is when nothing else names it.
  package var usualMetric: MetricName {
    switch base {
    case .nanoseconds: .wallTime
    case .itemsPerSecond, .bytesPerSecond: .throughput
    case .bytes: MetricName(rawValue: "bytes")
    default: MetricName(rawValue: "value")
    }
  }

  /// A metric of this unit; a name of the built-in vocabulary is kept only where the direction is its own.
  func metric(
    _ name: MetricName? = nil, direction: MetricDirection? = nil, isDeterministic: Bool = false
  ) -> ImportedMetric {
    var name = name ?? usualMetric
    let direction = direction ?? self.direction
    if let known = name.knownDirection, known != direction {
      name = MetricName(rawValue: "custom_\(name)")
    }
    return ImportedMetric(
      name: name, unit: base, direction: direction, isDeterministic: isDeterministic)
  }

  /// A metric that a user named; a name of the built-in vocabulary is kept for figures of that kind only.
  ///
  /// - Parameter source: The column or counter as it is written, by which figures are distinguished.
  func custom(
    _ words: String, source: String, direction: MetricDirection? = nil,
    isDeterministic: Bool = false
  ) -> ImportedMetric {
    var name = MetricName(words: words)
    if let units = name.knownUnits, !units.contains(base) {
      name = MetricName(rawValue: "custom_\(name)")
    }
    var metric = metric(name, direction: direction, isDeterministic: isDeterministic)
    metric.source = source
    return metric
  }

  private static let times: [String: Double] = [
    "ns": 1, "nsec": 1, "nanosecond": 1, "nanoseconds": 1,
    "us": 1e3, "µs": 1e3, "μs": 1e3, "usec": 1e3, "microsecond": 1e3, "microseconds": 1e3,
    "ms": 1e6, "msec": 1e6, "millisecond": 1e6, "milliseconds": 1e6,
    "s": 1e9, "sec": 1e9, "secs": 1e9, "second": 1e9, "seconds": 1e9, "min": 60e9, "day": 86_400e9,
    "hr": 3_600e9, "h": 3_600e9,
  ]

  private static let bytes: [String: Double] = [
    "B": 1, "byte": 1, "bytes": 1, "Bytes": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9,
    "KiB": 1024, "MiB": 1_048_576, "GiB": 1_073_741_824,
  ]

  /// Words for one iteration, or for one of what an iteration processes.
  private static let things: Set<String> = [
    "op", "ops", "iter", "iters", "iteration", "iterations", "item", "items", "element",
    "elements", "elem", "#", "call", "calls", "req", "request", "requests",
  ]

  private static let plain: Set<String> = ["", "#", "count", "counts", "allocs", "none"]
}

extension Substring {
  var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension MetricName {
  /// A name in snake case made from any words: `Malloc (total)` becomes `malloc_total`.
  init(words: String) {
    var name = ""
    var wasLower = false
    for scalar in words.unicodeScalars {
      let isUpper = ("A"..."Z").contains(scalar)
      let isPlain = isUpper || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      if !isPlain || (isUpper && wasLower), !name.isEmpty, !name.hasSuffix("_") { name += "_" }
      if isPlain { name += String(scalar).lowercased() }
      wasLower = isPlain && !isUpper
    }
    while name.hasSuffix("_") { name.removeLast() }
    if name.isEmpty, !words.isEmpty, words.contains(where: \.isLetter) {
      // Words of another script keep apart by their characters' numbers.
      name = words.unicodeScalars.filter(\.properties.isAlphabetic)
        .map { "u" + String($0.value, radix: 16) }.joined(separator: "_")
    }
    self.init(rawValue: name.isEmpty ? "value" : name)
  }
}
