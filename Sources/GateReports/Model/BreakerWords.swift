import GateRecords

/// The transitions of a benchmark's circuit breakers, in words.
struct BreakerWords {
  /// The benchmark.
  let benchmark: BenchmarkIdentifier
  /// The breaker's name.
  let breaker: String
  /// Its changes of state, in order.
  let events: [BreakerEvent]
  /// Whether the run got no figure of the benchmark and left the breaker open.
  let isOutage: Bool

  /// One for each breaker of each benchmark, in the verdict's order.
  static func all(_ verdict: Verdict) -> [BreakerWords] {
    guard let all = verdict.breakerEvents else { return [] }
    let measured = Set(verdict.measurements.lazy.map(\.benchmark))
    return all.flatMap { benchmark in
      var names: [String] = []
      for event in benchmark.events where !names.contains(event.breaker) {
        names.append(event.breaker)
      }
      return names.map { name in
        let events = benchmark.events.filter { $0.breaker == name }
        return BreakerWords(
          benchmark: benchmark.benchmark, breaker: name, events: events,
          isOutage: events.last?.to != .closed && !measured.contains(benchmark.benchmark))
      }
    }
  }

  /// How often it opened.
  var openings: Int { events.count { $0.to == .open } }

  /// The state it was left in.
  var state: BreakerState { events.last?.to ?? .closed }

  /// The longest recovery beside its target; nil when it never recovered.
  var recovery: String? {
    let recovered = events.filter { $0.recoveryMilliseconds != nil }
    guard
      let longest = recovered.max(by: {
        $0.recoveryMilliseconds ?? 0 < $1.recoveryMilliseconds ?? 0
      }), let time = longest.recoveryMilliseconds
    else { return nil }
    let figures = FigureAndLimits(
      time * 1e6, [longest.recoveryTargetMilliseconds * 1e6], unit: .nanoseconds)
    return ReportMessage.recovery(
      figures.value, target: figures.limits[0], isMissed: longest.missesTarget
    ).text
  }

  /// Everything in one sentence.
  var sentence: String {
    ReportMessage.breaker(
      breaker, of: benchmark, openings: openings, state: state, recovery: recovery
    ).text + (isOutage ? "; \(ReportMessage.outage.text)" : "")
  }

  /// The changes as a chain with the times since the breaker was made: `closed → open at 4.00 s`.
  ///
  /// Every launch begins with a closed breaker, and its time with it.
  var path: String {
    events.enumerated().map { place, event in
      let isFirst = place == 0 || events[place - 1].launch != event.launch
      let start =
        isFirst
        ? (place > 0 ? "; " : "")
          + ReportMessage.breakerStart(launch: event.launch, event.from).text : ""
      let time = QuantityFormat.string(event.atMilliseconds * 1e6, unit: .nanoseconds)
      return "\(start) → " + ReportMessage.breakerChange(to: event.to, at: time).text
    }.joined()
  }
}
