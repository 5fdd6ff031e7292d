import GateRecords

/// What the circuit breakers of a benchmark did, in words.
struct BreakerWords {
  /// The benchmark.
  let benchmark: BenchmarkIdentifier
  /// The breaker's name.
  let breaker: String
  /// Its changes of state, in order.
  let events: [BreakerEvent]

  /// One for each breaker of each benchmark, in the verdict's order.
  static func all(_ verdict: Verdict) -> [BreakerWords] {
    (verdict.breakerEvents ?? []).flatMap { told in
      var names: [String] = []
      for event in told.events where !names.contains(event.breaker) { names.append(event.breaker) }
      return names.map { name in
        BreakerWords(
          benchmark: told.benchmark, breaker: name,
          events: told.events.filter { $0.breaker == name })
      }
    }
  }

  /// How often it opened.
  var openings: Int { events.count { $0.to == .open } }

  /// The state it was left in.
  var state: String { events.last.map { Self.name($0.to) } ?? "closed" }

  /// The longest recovery beside its target; nil when it never recovered.
  var recovery: String? {
    let recovered = events.filter { $0.recoveryMilliseconds != nil }
    guard
      let longest = recovered.max(by: {
        $0.recoveryMilliseconds ?? 0 < $1.recoveryMilliseconds ?? 0
      }), let time = longest.recoveryMilliseconds
    else { return nil }
    let target = QuantityFormat.brief(longest.recoveryTargetMilliseconds * 1e6, unit: .nanoseconds)
    return QuantityFormat.string(time * 1e6, unit: .nanoseconds)
      + (longest.missesTarget ? ", beyond the target of " : ", within the target of ") + target
  }

  /// Everything in one sentence.
  var sentence: String {
    let often = openings == 1 ? "once" : "\(openings) times"
    return "circuit breaker \(breaker) of \(benchmark) opened \(often), was left \(state)"
      + (recovery.map { "; recovered in \($0)" } ?? "")
  }

  /// The changes as a chain: `closed → open → half open`.
  ///
  /// Every launch begins anew with a closed breaker.
  var path: String {
    events.enumerated().map { place, event in
      let isFirst = place == 0 || events[place - 1].launch != event.launch
      let launch = isFirst && place > 0 ? "; " : isFirst ? "" : " → "
      return launch + (isFirst ? Self.name(event.from) + " → " : "") + Self.name(event.to)
    }.joined()
  }

  private static func name(_ state: BreakerState) -> String {
    state == .halfOpen ? "half open" : state.rawValue
  }
}
