package import GateFiles
package import GateRecords

/// Something that went wrong and wants an answer.
package struct Alert: Hashable, Sendable {
  /// Where an alert stands.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// Nobody has answered it.
    case open
    /// Somebody has seen it.
    case acknowledged
    /// Somebody has closed it, or the gate no longer finds it.
    case resolved
  }

  /// The identifier of the event that raised it.
  package let id: RunIdentifier
  /// What kind of event raised it.
  package let type: EventType
  /// When it was raised first.
  package let raisedAt: Timestamp
  /// The run that raised it first, and its source.
  package let origin: EventOrigin
  /// The benchmark, or the circuit breaker.
  package let component: String
  /// The metric, where there is one.
  package let metric: MetricName?
  /// How grave it is.
  package let severity: Severity
  /// What happened, in one sentence.
  package let message: String
  /// Where it stands.
  package internal(set) var state: State = .open
  /// How many runs have found it.
  package internal(set) var occurrences = 1
  /// When it was found last.
  package internal(set) var lastSeenAt: Timestamp
  /// The run that found it last.
  var lastRun: RunIdentifier?
  /// Who answered it last.
  package internal(set) var answeredBy: String?
  /// What they said.
  package internal(set) var note: String?

  /// The alerts of a period, the gravest first and among equals the newest.
  ///
  /// An alert that the next runs raise again stays one alert. It is resolved when somebody says so, or
  /// when the gate judges the same suite on the same branch and machine again, without a filter, and
  /// no longer finds it.
  ///
  /// - Throws: ``FileError``.
  package static func all(
    in log: EventLog, _ filter: EventFilter
  ) throws(FileError) -> [Alert] {
    var events: [RecordedEvent] = []
    var filter = filter
    filter.types = [
      .finding, .serviceLevel, .breakerTransition, .gateJudged, .alertAcknowledged, .alertResolved,
    ]
    try log.forEachEvent(filter) { events.append($0) }
    var ledger = AlertLedger()
    let sorted = events.enumerated().sorted {
      ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset)
    }
    for (_, event) in sorted { ledger.take(event) }
    return ledger.alerts.sorted { ($0.severity, $0.raisedAt) > ($1.severity, $1.raisedAt) }
  }
}

extension Finding {
  /// Whether it proves a creep that is not accepted.
  fileprivate var isCreep: Bool { rule == .creep && status == .regressed }
}

/// Goes through events in the order of time and keeps what they raise and answer.
struct AlertLedger {
  private(set) var alerts: [Alert] = []
  private var open: [Key: Int] = [:]
  private var seen: Set<RunIdentifier> = []

  /// What makes two alerts the same.
  private struct Key: Hashable {
    let scope: Scope
    let type: EventType
    let component: String
    let detail: String
  }

  /// Where a judgement holds.
  private struct Scope: Hashable {
    let suite: String?
    let branch: String?
    let environment: String?

    init(_ origin: EventOrigin) {
      suite = origin.suite
      branch = origin.branch
      environment = origin.environment
    }
  }

  /// Takes one event; what cannot be decoded raises nothing.
  mutating func take(_ event: RecordedEvent) {
    guard let id = event.id, seen.insert(id).inserted else { return }
    switch event.type {
    case .finding: raise(event, id, try? event.payload(as: Finding.self))
    case .serviceLevel: raise(event, id, try? event.payload(as: ServiceLevelJudged.self))
    case .breakerTransition: raise(event, id, try? event.payload(as: BreakerTransition.self))
    case .gateJudged:
      guard let judged = try? event.payload(as: GateJudged.self), !judged.isFiltered else { return }
      resolveMissing(from: event)
    case .alertAcknowledged: answer(event, .acknowledged)
    case .alertResolved: answer(event, .resolved)
    default: break
    }
  }

  private mutating func raise(_ event: RecordedEvent, _ id: RunIdentifier, _ finding: Finding?) {
    // A service level speaks for itself, with a word for the warning zone besides. A creep asks for an
    // answer also where it only warns: no later change will be blamed for it.
    guard let finding, finding.failsTheGate || finding.isCreep, finding.serviceLevel == nil else {
      return
    }
    let detail = [
      finding.rule.rawValue, finding.metric?.rawValue ?? "", finding.statistic?.rawValue ?? "",
    ]
    raise(
      event, id, component: finding.benchmark.rawValue, detail: detail.joined(separator: " "),
      metric: finding.metric, severity: finding.severity ?? .major, message: finding.message)
  }

  private mutating func raise(
    _ event: RecordedEvent, _ id: RunIdentifier, _ level: ServiceLevelJudged?
  ) {
    guard let level, level.status != .within else { return }
    let limit = level.status == .breach ? level.breach : level.warning
    let figures = FigureAndLimits(level.value, [limit], unit: level.unit)
    raise(
      event, id, component: level.benchmark.rawValue, detail: level.metric.rawValue,
      metric: level.metric, severity: level.status == .breach ? .critical : .minor,
      message: "\(level.status.rawValue): \(level.metric) is \(figures.value), above "
        + figures.limits[0])
  }

  private mutating func raise(
    _ event: RecordedEvent, _ id: RunIdentifier, _ transition: BreakerTransition?
  ) {
    guard let transition else { return }
    let scope = Scope(event.origin)
    switch transition.to {
    case "open", "half_open":
      raise(
        event, id, component: transition.circuit, detail: Self.place(of: transition), metric: nil,
        severity: transition.to == "open" ? .critical : .minor,
        message: "circuit breaker went from \(transition.from) to \(transition.to)"
          + (transition.benchmark.map { " in \($0)" } ?? ""))
    default:
      for (key, place) in open
      where key.type == event.type && key.scope == scope && key.component == transition.circuit
        && key.detail == Self.place(of: transition)
      {
        alerts[place].state = .resolved
        open[key] = nil
      }
    }
  }

  /// Where a breaker guards calls: breakers of one name in two benchmarks are two.
  private static func place(of transition: BreakerTransition) -> String {
    transition.benchmark?.rawValue ?? ""
  }

  private mutating func raise(
    _ event: RecordedEvent, _ id: RunIdentifier, component: String, detail: String,
    metric: MetricName?, severity: Severity, message: String
  ) {
    let key = Key(
      scope: Scope(event.origin), type: event.type, component: component, detail: detail)
    if let place = open[key] {
      alerts[place].occurrences += 1
      alerts[place].lastSeenAt = event.timestamp
      alerts[place].lastRun = event.origin.runID
      return
    }
    open[key] = alerts.count
    alerts.append(
      Alert(
        id: id, type: event.type, raisedAt: event.timestamp, origin: event.origin,
        component: component, metric: metric, severity: severity, message: message,
        lastSeenAt: event.timestamp, lastRun: event.origin.runID))
  }

  /// Closes what a later judgement of the same scope no longer finds.
  private mutating func resolveMissing(from judgement: RecordedEvent) {
    let scope = Scope(judgement.origin)
    for (key, place) in open
    where key.scope == scope && alerts[place].lastSeenAt < judgement.timestamp {
      // A run's own judgement comes after its transitions; only a later run can do without them.
      if key.type == .breakerTransition, alerts[place].lastRun == judgement.origin.runID {
        continue
      }
      alerts[place].state = .resolved
      open[key] = nil
    }
  }

  private mutating func answer(_ event: RecordedEvent, _ state: Alert.State) {
    guard let answer = try? event.payload(as: AlertAnswered.self),
      let place = alerts.firstIndex(where: { $0.id == answer.alertID })
    else { return }
    alerts[place].answeredBy = answer.by
    alerts[place].note = answer.note
    guard alerts[place].state != .resolved else { return }
    alerts[place].state = state
    if state == .resolved { open = open.filter { $0.value != place } }
  }
}
