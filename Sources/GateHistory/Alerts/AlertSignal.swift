import GateRecords

/// The key of an alert; findings with the same key are one alert.
struct AlertKey: Hashable {
  /// Where a judgement holds.
  struct Scope: Hashable {
    let suite: String?
    let branch: String?
    let environment: String?

    init(_ origin: EventOrigin) {
      suite = origin.suite
      branch = origin.branch
      environment = origin.environment
    }
  }

  let scope: Scope
  let type: EventType
  /// The component that the alert is about.
  let component: String
  /// The benchmark in which it was found; for a series the series.
  let benchmark: String
  /// The rule that judged; empty for breakers.
  let rule: String
  /// The judged figure, such as the metric and its statistic.
  let figure: String
  /// The part that distinguishes it from the rule's other findings about the figure.
  var detail = ""

  /// The same as a log of an earlier version has it, which did not name what only differs in its rule.
  var withoutDetail: AlertKey {
    var key = self
    key.detail = ""
    return key
  }

  /// Whether it is about a benchmark, or about a series that a benchmark belongs to.
  func concerns(_ name: String) -> Bool {
    benchmark == name
      || (rule == FindingRule.growth.rawValue
        && BenchmarkIdentifier(benchmark).baseName == BenchmarkIdentifier(name).baseName)
  }
}

/// The meaning of an event for alerts.
struct AlertSignal {
  /// Something is wrong.
  struct Raised {
    let key: AlertKey
    let id: RunIdentifier
    let metric: MetricName?
    let severity: Severity
    let message: String
  }

  /// The kinds of meaning.
  enum Kind {
    /// Something is wrong.
    case raised(Raised)
    /// A circuit breaker has closed again.
    case closed(AlertKey)
    /// A run could not decide whether a benchmark's alerts are still valid: those of a rule and metric, or all.
    case doubted(component: String, rule: String?, metric: MetricName?)
    /// The gate has judged a run, or a part of it.
    case judged(AlertCoverage)
    /// Somebody has answered.
    case answered(AlertAnswered, Alert.State)
  }

  let timestamp: Timestamp
  let origin: EventOrigin
  let kind: Kind
  /// Its place among the others, see ``inOrder(_:starts:)``.
  var moment: AlertMoment

  var scope: AlertKey.Scope { AlertKey.Scope(origin) }

  private init(_ event: RecordedEvent, _ kind: Kind) {
    timestamp = event.timestamp
    origin = event.origin
    self.kind = kind
    moment = AlertMoment(runStart: timestamp, recordedAt: timestamp)
  }

  /// Returns the signals of an event, which may be none; nil if its payload does not fit its type.
  static func all(in event: RecordedEvent) -> [AlertSignal]? {
    guard let id = event.id else { return [] }
    guard let kinds = try? kinds(event, id) else { return nil }
    return kinds.map { AlertSignal(event, $0) }
  }

  private static func kinds(_ event: RecordedEvent, _ id: RunIdentifier) throws -> [Kind] {
    switch event.type {
    case .finding: return found(try event.payload(as: Finding.self), event, id)
    case .serviceLevel: return level(try event.payload(as: ServiceLevelJudged.self), event, id)
    case .breakerTransition:
      return [breaker(try event.payload(as: BreakerTransition.self), event, id)]
    case .gateJudged: return [.judged(AlertCoverage(try event.payload(as: GateJudged.self)))]
    case .alertAcknowledged, .alertResolved:
      let state: Alert.State = event.type == .alertResolved ? .resolved : .acknowledged
      return [.answered(try event.payload(as: AlertAnswered.self), state)]
    default: return []
    }
  }

  private static func found(
    _ finding: Finding, _ event: RecordedEvent, _ id: RunIdentifier
  ) -> [Kind] {
    var kinds: [Kind] = []
    // Without figures, or without an answer to the question, silence says nothing.
    if finding.rule == .presence, finding.acceptance == nil {
      kinds.append(.doubted(component: finding.benchmark.rawValue, rule: nil, metric: nil))
    } else if finding.status == .unproven {
      kinds.append(
        .doubted(
          component: finding.component, rule: finding.rule.rawValue, metric: finding.metric))
    }
    // A service level has its own signal, also for the warning zone. A finding of a rule that only
    // warns asks for an answer, too: no later run will be blamed for it.
    guard finding.acceptance == nil, finding.judgement.failsTheGate, finding.serviceLevel == nil
    else { return kinds }
    let figure = [finding.metric?.rawValue ?? "", finding.statistic?.rawValue ?? ""]
    let key = AlertKey(
      scope: AlertKey.Scope(event.origin), type: event.type, component: finding.component,
      benchmark: finding.component, rule: finding.rule.rawValue,
      figure: figure.joined(separator: "\u{0}"), detail: finding.ruleSubject)
    let usual: Severity = finding.mode == .warn ? .minor : .major
    return kinds + [
      .raised(
        Raised(
          key: key, id: id, metric: finding.metric, severity: finding.severity ?? usual,
          message: finding.message))
    ]
  }

  private static func level(
    _ level: ServiceLevelJudged, _ event: RecordedEvent, _ id: RunIdentifier
  ) -> [Kind] {
    guard level.status != .within else { return [] }
    let limit = level.status == .breach ? level.breach : level.warning
    let figures = FigureAndLimits(level.value, [limit], unit: level.unit)
    let key = AlertKey(
      scope: AlertKey.Scope(event.origin), type: event.type, component: level.benchmark.rawValue,
      benchmark: level.benchmark.rawValue, rule: FindingRule.serviceLevel.rawValue,
      figure: level.metric.rawValue, detail: level.scope ?? "")
    return [
      .raised(
        Raised(
          key: key, id: id, metric: level.metric,
          severity: level.status == .breach ? .critical : .minor,
          message: HistoryMessage.aboveLevel(
            status: level.status.rawValue, metric: level.metric.rawValue, value: figures.value,
            limit: figures.limits[0]
          ).line))
    ]
  }

  /// Breakers of one name in two benchmarks are two.
  private static func breaker(
    _ transition: BreakerTransition, _ event: RecordedEvent, _ id: RunIdentifier
  ) -> Kind {
    let place = transition.benchmark?.rawValue ?? ""
    let key = AlertKey(
      scope: AlertKey.Scope(event.origin), type: event.type, component: transition.circuit,
      benchmark: place, rule: "", figure: place)
    guard ["open", "half_open"].contains(transition.to) else { return .closed(key) }
    return .raised(
      Raised(
        key: key, id: id, metric: nil, severity: transition.to == "open" ? .critical : .minor,
        message: HistoryMessage.breakerChanged(
          from: transition.from, to: transition.to, benchmark: transition.benchmark?.rawValue
        ).line))
  }
}
