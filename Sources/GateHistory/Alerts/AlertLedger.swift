import GateRecords

/// Processes the signals in the order of ``AlertMoment`` and keeps the state of each alert.
///
/// - A finding *opens* an alert, or is one more of it.
/// - A finding graver than any since it was opened *escalates* it; an acknowledged one is then *reopened*, because
///   an acknowledgement holds for what was acknowledged.
/// - A finding after it was resolved *reopens* it.
/// - A later judgement of the same scope that no longer finds it *resolves* it, unless that run could not decide:
///   its benchmark was not measured, there was nothing to compare with, or the question was left unproven.
/// - An answer *acknowledges* or *resolves* it.
struct AlertLedger {
  private(set) var alerts: [Alert] = []
  private var places: [AlertKey: Int] = [:]
  private var raisedBy: [RunIdentifier: Int] = [:]
  private var newest: [AlertKey.Scope: (time: Timestamp, run: RunIdentifier?)] = [:]
  private let filter: EventFilter

  /// - Parameter filter: The query: its times, runs and commits select the alerts.
  init(_ filter: EventFilter) {
    self.filter = filter
  }

  /// Takes what one event says.
  mutating func take(_ signal: AlertSignal) {
    switch signal.kind {
    case .raised(let raised): raise(raised, signal)
    case .closed(let key): resolve(key, by: signal)
    case .doubted(let component, let rule, let metric):
      doubt(component, rule, metric, signal)
    case .judged: judge(signal)
    case .answered(let answer, let state): take(answer, state, signal)
    }
  }

  /// The alerts that the query selects, with what the newest runs say of them.
  var wanted: [Alert] {
    var found = alerts
    for (key, place) in places {
      guard let last = newest[key.scope], found[place].isOpen else { continue }
      let alert = found[place]
      found[place].isOfNewestRun =
        alert.changedBy == nil ? alert.changedAt >= last.time : alert.changedBy == last.run
    }
    return found.filter(\.isWanted)
  }

  private func isWanted(_ signal: AlertSignal) -> Bool {
    (filter.since.map { signal.timestamp >= $0 } ?? true) && filter.includes(signal.origin)
  }

  private mutating func raise(_ raised: AlertSignal.Raised, _ signal: AlertSignal) {
    let run = signal.origin.runID
    adopt(raised.key)
    guard let place = places[raised.key] else {
      places[raised.key] = alerts.count
      raisedBy[raised.id] = alerts.count
      alerts.append(
        Alert(
          id: raised.id, type: raised.key.type, raisedAt: signal.timestamp, origin: signal.origin,
          component: raised.key.component, metric: raised.metric, severity: raised.severity,
          message: raised.message, lastSeenAt: signal.timestamp, changedAt: signal.timestamp,
          changedBy: run, ids: [raised.id], peak: raised.severity, lastRun: run,
          heldAt: signal.moment,
          isWanted: isWanted(signal)))
      return
    }
    raisedBy[raised.id] = place
    var alert = alerts[place]
    alert.ids.append(raised.id)
    alert.isWanted = alert.isWanted || isWanted(signal)
    // Rules that cannot be distinguished raise one alert with the highest of their severities.
    let isSameVerdict =
      run != nil && run == alert.lastRun && signal.timestamp == alert.lastSeenAt
      && raised.key.type != .breakerTransition
    if !isSameVerdict || raised.severity > alert.severity || alert.state == .resolved {
      alert.severity = raised.severity
      alert.message = raised.message
    }
    if run == nil || run != alert.lastRun { alert.occurrences += 1 }
    if alert.state == .resolved {
      alert.state = .reopened
      alert.peak = raised.severity
      alert.changed(.reopened, by: signal)
    } else if raised.severity > alert.peak {
      alert.peak = raised.severity
      if alert.state == .acknowledged { alert.state = .reopened }
      // An alert that a verdict opens with one finding is not escalated by its next finding.
      if !isSameVerdict || alert.changedAt != signal.timestamp {
        alert.changed(.escalated, by: signal)
      }
    }
    alert.lastSeenAt = signal.timestamp
    alert.lastRun = run
    alert.heldAt = signal.moment
    alerts[place] = alert
  }

  /// Continues with the findings of an earlier version, which did not record the scope of a service level.
  private mutating func adopt(_ key: AlertKey) {
    guard key.type == .serviceLevel, !key.detail.isEmpty, places[key] == nil,
      let place = places.removeValue(forKey: key.withoutDetail)
    else { return }
    places[key] = place
  }

  /// Records that a run could not decide whether something still holds.
  private mutating func doubt(
    _ component: String, _ rule: String?, _ metric: MetricName?, _ signal: AlertSignal
  ) {
    for (key, place) in places
    where key.scope == signal.scope && key.concerns(component)
      && (rule == nil || (key.rule == rule && alerts[place].metric == metric))
    {
      alerts[place].heldAt = signal.moment
    }
  }

  /// Closes what a later judgement of the same scope no longer finds.
  private mutating func judge(_ signal: AlertSignal) {
    let scope = signal.scope
    newest[scope] = (signal.timestamp, signal.origin.runID)
    guard case .judged(let coverage) = signal.kind, !coverage.isFiltered else { return }
    for (key, place) in places where key.scope == scope && alerts[place].state != .resolved {
      guard alerts[place].heldAt < signal.moment, coverage.includes(key, alerts[place].metric)
      else { continue }
      // A run's own judgement comes after its transitions; only a later run can do without them.
      if key.type == .breakerTransition, alerts[place].lastRun == signal.origin.runID { continue }
      resolve(key, by: signal)
    }
  }

  private mutating func resolve(_ key: AlertKey, by signal: AlertSignal) {
    guard let place = places[key], alerts[place].state != .resolved else { return }
    alerts[place].state = .resolved
    alerts[place].changed(.resolved, by: signal)
    alerts[place].isWanted = alerts[place].isWanted || isWanted(signal)
  }

  private mutating func take(
    _ answer: AlertAnswered, _ state: Alert.State, _ signal: AlertSignal
  ) {
    guard let place = raisedBy[answer.alertID] else { return }
    alerts[place].answeredBy = answer.by
    alerts[place].note = answer.note
    alerts[place].isWanted = alerts[place].isWanted || isWanted(signal)
    guard alerts[place].state != .resolved else { return }
    alerts[place].state = state
    alerts[place].peak = alerts[place].severity
    alerts[place].changed(state == .resolved ? .resolved : .acknowledged, by: signal)
  }
}

extension Alert {
  fileprivate mutating func changed(_ change: Change, by signal: AlertSignal) {
    self.change = change
    changedAt = signal.timestamp
    changedBy = signal.origin.runID
  }
}
