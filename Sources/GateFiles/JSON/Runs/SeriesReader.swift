import GateRecords

/// Reads the series of a benchmark as ``BenchmarkReader`` reads benchmarks.
struct SeriesReader {
  private enum Key: String, CaseIterable {
    case baselineDirection = "baseline_direction"
    case baselineLaunches = "baseline_launches"
    case baselineUnavailable = "baseline_unavailable"
    case baselineUnit = "baseline_unit"
    case isDeterministic = "deterministic"
    case direction
    case earlierPairs = "earlier_pairs"
    case holdsMeans = "launch_means"
    case launches
    case machineLaunches = "machine_launches"
    case metric
    case pairsTogether = "pairs_together"
    case unavailable, unit
  }

  private static let keys = JSONKeys(Key.self) { key in
    switch key {
    case .metric, .unit, .direction, .isDeterministic, .launches: true
    default: false
    }
  }

  private let values: PlainValues

  init(_ text: JSONText) { values = PlainValues(text: text) }

  /// The series of an array; nil where they are read another way.
  func list(at index: Int) -> [MetricSeries]? {
    var list: [MetricSeries] = []
    list.reserveCapacity(Int(values.text.entries[index].count))
    let isRead = values.forEachElement(of: index) { place in
      series(at: place).set { list.append($0) }
    }
    return isRead ? list : nil
  }

  private func series(at index: Int) -> MetricSeries? {
    var series = MetricSeries(
      metric: .wallTime, unit: .nanoseconds, direction: .lowerIsBetter, launches: [])
    let isRead = Self.keys.forEachMember(of: index, in: values.text) { key, place in
      switch key {
      case .metric: return values.string(place).set { series.metric = MetricName(rawValue: $0) }
      case .unit: return values.string(place).set { series.unit = MetricUnit(rawValue: $0) }
      case .direction:
        return values.word(MetricDirection.self, place).set { series.direction = $0 }
      case .isDeterministic: return values.bool(place).set { series.isDeterministic = $0 }
      case .launches: return values.launches(place).set { series.launches = $0 }
      case .baselineLaunches: return values.launches(place).set { series.baselineLaunches = $0 }
      case .pairsTogether:
        return values.any(BlockSize.self, place).set { series.pairsTogether = $0 }
      case .earlierPairs: return values.integer(place).set { series.earlierPairs = $0 }
      case .machineLaunches:
        return values.any([Int].self, place).set { series.machineLaunches = $0 }
      case .holdsMeans: return values.bool(place).set { series.holdsMeans = $0 }
      case .baselineUnit:
        return values.string(place).set { series.baselineUnit = MetricUnit(rawValue: $0) }
      case .baselineDirection:
        return values.word(MetricDirection.self, place).set { series.baselineDirection = $0 }
      case .baselineUnavailable:
        return values.string(place).set { series.baselineUnavailable = $0 }
      case .unavailable: return values.string(place).set { series.unavailable = $0 }
      }
    }
    return isRead ? series : nil
  }
}
