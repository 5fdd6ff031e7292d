import GateRecords

/// Gathers the values of benchmark results from lines, without decoding them.
struct MetricCollector {
  private let query: MetricQuery
  private var benchmarks = NameTable()
  private var isBenchmarkWanted: [Bool] = []
  private var metrics = NameTable()
  private var isMetricWanted: [Bool] = []
  private var units = NameTable()
  private var numbers: [SeriesKey: Int] = [:]
  private var keys: [SeriesKey] = []
  private var points: [[MetricHistory.Point]] = []

  init(_ query: MetricQuery) {
    self.query = query
  }

  /// Takes the values of one benchmark result.
  ///
  /// - Parameter payload: Where the payload begins.
  /// - Returns: Whether the payload is what it should be, as far as it was read.
  mutating func collect(_ line: Span<UInt8>, payload: Int, event: ScannedEvent) -> Bool {
    var at = payload
    guard JSONScan.take(UInt8(ascii: "{"), line, &at) else { return false }
    var benchmark: Int32?
    var figures: Int?
    var isFirst = true
    while true {
      guard let more = JSONScan.more(end: UInt8(ascii: "}"), isFirst: isFirst, line, &at) else {
        return false
      }
      guard more else { break }
      isFirst = false
      guard let key = JSONScan.text(line, &at), JSONScan.take(UInt8(ascii: ":"), line, &at) else {
        return false
      }
      if JSONScan.equals(line, key.range, "benchmark") {
        guard let text = JSONScan.text(line, &at) else { return false }
        let number = benchmarks.number(line, text)
        guard isWanted(benchmark: number) else { return true }
        benchmark = number
      } else if JSONScan.equals(line, key.range, "metrics") {
        // In the order in which we write, the benchmark is known by now.
        if let benchmark { return collectAll(line, &at, benchmark: benchmark, event: event) }
        guard let value = JSONScan.value(line, &at) else { return false }
        figures = value.lowerBound
      } else {
        guard JSONScan.value(line, &at) != nil else { return false }
      }
    }
    guard let benchmark, var figures else { return benchmark != nil }
    return collectAll(line, &figures, benchmark: benchmark, event: event)
  }

  private mutating func collectAll(
    _ line: Span<UInt8>, _ at: inout Int, benchmark: Int32, event: ScannedEvent
  ) -> Bool {
    guard JSONScan.take(UInt8(ascii: "["), line, &at) else { return false }
    var isFirst = true
    while true {
      guard let more = JSONScan.more(end: UInt8(ascii: "]"), isFirst: isFirst, line, &at) else {
        return false
      }
      guard more else { return true }
      isFirst = false
      guard collectFigures(line, &at, benchmark: benchmark, event: event) else { return false }
    }
  }

  /// Takes one metric's figures; false when they are broken.
  private mutating func collectFigures(
    _ line: Span<UInt8>, _ at: inout Int, benchmark: Int32, event: ScannedEvent
  ) -> Bool {
    guard JSONScan.take(UInt8(ascii: "{"), line, &at) else { return false }
    var metric: JSONScan.Text?
    var unit: JSONScan.Text?
    var isHigherBetter = false
    var value: Range<Int>?
    var isFirst = true
    while true {
      guard let more = JSONScan.more(end: UInt8(ascii: "}"), isFirst: isFirst, line, &at) else {
        return false
      }
      guard more else { break }
      isFirst = false
      guard let key = JSONScan.text(line, &at), JSONScan.take(UInt8(ascii: ":"), line, &at) else {
        return false
      }
      if JSONScan.next(line, &at) == UInt8(ascii: "\"") {
        guard let text = JSONScan.text(line, &at) else { return false }
        if JSONScan.equals(line, key.range, "metric") {
          metric = text
        } else if JSONScan.equals(line, key.range, "unit") {
          unit = text
        } else if JSONScan.equals(line, key.range, "direction") {
          isHigherBetter = JSONScan.equals(line, text.range, "higher_is_better")
        }
      } else {
        guard let range = JSONScan.value(line, &at) else { return false }
        if JSONScan.equals(line, key.range, query.statistic.key) { value = range }
      }
    }
    guard let metric, let unit, let value else { return true }
    let number = metrics.number(line, metric)
    guard isWanted(metric: number), let figure = JSONScan.number(line, value) else { return true }
    add(
      figure, event,
      SeriesKey(
        benchmark: benchmark, metric: number, unit: units.number(line, unit),
        isHigherBetter: isHigherBetter, place: event.place))
    return true
  }

  private mutating func add(_ value: Double, _ event: ScannedEvent, _ key: SeriesKey) {
    let point = MetricHistory.Point(
      milliseconds: event.milliseconds, value: value, origin: event.origin)
    if let number = numbers[key] {
      points[number].append(point)
    } else {
      numbers[key] = points.count
      keys.append(key)
      points.append([point])
    }
  }

  private mutating func isWanted(benchmark number: Int32) -> Bool {
    while isBenchmarkWanted.count < benchmarks.names.count {
      let name = benchmarks.names[isBenchmarkWanted.count]
      isBenchmarkWanted.append(query.benchmark.map { query.aliases.matches($0, name) } ?? true)
    }
    return isBenchmarkWanted[Int(number)]
  }

  private mutating func isWanted(metric number: Int32) -> Bool {
    while isMetricWanted.count < metrics.names.count {
      let name = metrics.names[isMetricWanted.count]
      isMetricWanted.append(
        (query.metric?.matches(name) ?? true)
          && query.kind.includes(MetricName(rawValue: name)))
    }
    return isMetricWanted[Int(number)]
  }

  /// The series by suite, benchmark, metric and environment, each value of a run once.
  func finished(origins: [EventOrigin]) -> [MetricHistory] {
    var histories: [MetricHistory] = []
    for (key, points) in zip(keys, points) {
      let origin = origins[Int(points[0].origin)]
      histories.append(
        MetricHistory(
          suite: origin.suite ?? "",
          benchmark: BenchmarkIdentifier(name(benchmarks, key.benchmark)),
          metric: MetricName(rawValue: name(metrics, key.metric)),
          environment: origin.environment ?? "",
          unit: MetricUnit(rawValue: name(units, key.unit)),
          direction: key.isHigherBetter ? .higherIsBetter : .lowerIsBetter,
          points: Self.ordered(points, origins)))
    }
    return histories.sorted {
      ($0.suite, $0.benchmark, $0.metric, $0.environment)
        < ($1.suite, $1.benchmark, $1.metric, $1.environment)
    }
  }

  private func name(_ table: NameTable, _ number: Int32) -> String { table.names[Int(number)] }

  /// Oldest first, and a run that was appended twice only once.
  static func ordered(
    _ points: [MetricHistory.Point], _ origins: [EventOrigin]
  ) -> [MetricHistory.Point] {
    var isOrdered = true
    for index in points.indices.dropFirst()
    where points[index - 1].milliseconds >= points[index].milliseconds {
      isOrdered = false
    }
    guard !isOrdered else { return points }
    let sorted = points.enumerated().sorted {
      ($0.element.milliseconds, $0.offset) < ($1.element.milliseconds, $1.offset)
    }
    var result: [MetricHistory.Point] = []
    var runs: Set<RunIdentifier?> = []
    for (_, point) in sorted {
      if result.last?.milliseconds != point.milliseconds { runs = [] }
      if let run = origins[Int(point.origin)].runID {
        guard runs.insert(run).inserted else { continue }
      }
      result.append(point)
    }
    return result
  }
}

private struct SeriesKey: Hashable {
  let benchmark: Int32
  let metric: Int32
  let unit: Int32
  let isHigherBetter: Bool
  let place: Int32
}
