package import GateFiles
package import GateRecords

/// Processes the transitions of circuit breakers and the runs after them, and keeps the state of each breaker.
package struct BreakerLedger: Sendable {
  /// One breaker.
  private struct Key: Hashable {
    let suite: String
    let benchmark: BenchmarkIdentifier?
    let circuit: String
  }

  /// A breaker with the run that last recorded it.
  private struct Entry {
    var count: BreakerCount
    var lastRun: RunIdentifier?
    /// When it recorded that.
    var toldAt: Timestamp
    /// Whether that run got a figure of the benchmark.
    var hasFigures = false
    /// When the first run after it began that recorded nothing.
    var closedAt: Timestamp?
  }

  private var entries: [Key: Entry] = [:]
  private var runs: Set<RunIdentifier> = []

  /// The lines that were passed over.
  package private(set) var report = ReadReport()

  package init() {}

  /// Reads what the wanted events of a log say.
  ///
  /// - Parameter verdict: The verdict of a run that the log may not hold yet; it counts as one of its runs.
  /// - Throws: ``FileError``.
  package init(
    _ log: EventLog, _ filter: EventFilter, with verdict: Verdict? = nil
  ) throws(FileError) {
    var wanted = filter
    wanted.types = [.breakerTransition]
    var events: [(at: Timestamp, origin: EventOrigin, transition: BreakerTransition)] = []
    var seen: Set<RunIdentifier?> = []
    report = try log.forEachSoundEvent(wanted) { event in
      guard let transition = try? event.payload(as: BreakerTransition.self) else { return false }
      if seen.insert(event.id).inserted || event.id == nil {
        events.append((event.timestamp, event.origin, transition))
      }
      return true
    }
    let sorted = events.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    for (_, event) in sorted { take(event.transition, at: event.at, of: event.origin) }
    if let verdict { take(verdict) }
    // Most histories hold no breaker; only one that does is read again, from its last event on.
    guard let since = entries.values.map(\.toldAt).min() else { return }
    wanted.since = max(since, filter.since ?? since)
    try readRuns(log, wanted)
  }

  /// The final state of every breaker, by suite, benchmark and name.
  package var counts: [BreakerCount] {
    entries.values.map { entry in
      var count = entry.count
      if let closedAt = entry.closedAt, count.state != "closed" {
        count.state = "closed"
        count.changedAt = closedAt
      }
      count.isOutage =
        count.state != "closed" && count.benchmark != nil && entry.lastRun != nil
        && !entry.hasFigures
      return count
    }.sorted {
      ($0.suite, $0.benchmark?.rawValue ?? "", $0.circuit)
        < ($1.suite, $1.benchmark?.rawValue ?? "", $1.circuit)
    }
  }

  /// Takes a judged run, unless its transitions are known already.
  package mutating func take(_ verdict: Verdict) {
    let run = verdict.run
    let origin = EventOrigin(
      runID: run.runID, suite: run.suite, environment: run.environment, producer: "")
    if !runs.contains(run.runID) {
      for recorded in verdict.breakerEvents ?? [] {
        for event in recorded.events {
          take(
            RunEvents.transition(event, in: recorded.benchmark), at: run.startedAt, of: origin)
        }
      }
    }
    for benchmark in Set(verdict.measurements.lazy.map(\.benchmark)) {
      ran(benchmark, hasFigures: true, at: run.startedAt, of: origin)
    }
    for finding in verdict.findings where finding.rule == .presence && finding.status == .failed {
      ran(finding.benchmark, hasFigures: false, at: run.startedAt, of: origin)
    }
  }

  /// Takes one change of state; the changes must come in the order in which they happened.
  package mutating func take(
    _ transition: BreakerTransition, at time: Timestamp, of origin: EventOrigin
  ) {
    if let run = origin.runID { runs.insert(run) }
    let key = Key(
      suite: origin.suite ?? "", benchmark: transition.benchmark, circuit: transition.circuit)
    var entry =
      entries[key]
      ?? Entry(
        count: BreakerCount(
          suite: key.suite, benchmark: key.benchmark, circuit: key.circuit, changedAt: time),
        toldAt: time)
    if entry.lastRun != origin.runID { entry.hasFigures = false }
    entry.lastRun = origin.runID
    entry.toldAt = time
    entry.closedAt = nil
    entry.count.transitions += 1
    if transition.to == "open" { entry.count.openings += 1 }
    entry.count.state = transition.to
    entry.count.changedAt = time
    entry.count.seenAt = max(entry.count.seenAt, time)
    if let seconds = transition.recoverySeconds {
      entry.count.lastRecovery = .init(seconds: seconds, at: time)
    }
    entries[key] = entry
  }

  /// Takes note that a run used a benchmark; nil for a run as a whole, which concerns breakers elsewhere.
  package mutating func ran(
    _ benchmark: BenchmarkIdentifier?, hasFigures: Bool, at time: Timestamp, of origin: EventOrigin
  ) {
    for (key, known) in entries
    where key.benchmark == benchmark && key.suite == (origin.suite ?? "") {
      var entry = known
      if entry.lastRun != nil, entry.lastRun == origin.runID {
        entry.hasFigures = entry.hasFigures || hasFigures
      } else if time > entry.toldAt {
        entry.closedAt = min(entry.closedAt ?? time, time)
        entry.count.seenAt = max(entry.count.seenAt, time)
      }
      entries[key] = entry
    }
  }

  // MARK: Runs in the log

  private mutating func readRuns(_ log: EventLog, _ filter: EventFilter) throws(FileError) {
    var filter = filter
    filter.types = [.benchmarkResult, .runFinished]
    var names = NameTable()
    let guarded = Set(entries.keys.compactMap { $0.benchmark?.rawValue })
    // A line is looked at only as far as the name, since a history may hold a million of them.
    let (found, _) = try EventReader(log, filter).forEachEvent { line, event, scanner in
      let origin = scanner.origins[Int(event.origin)]
      let time = Timestamp(millisecondsSinceEpoch: event.milliseconds)
      guard scanner.type(event.type) == .benchmarkResult else {
        ran(nil, hasFigures: false, at: time, of: origin)
        return true
      }
      guard let payload = event.payload,
        let number = Self.benchmark(line, payload: payload, &names)
      else { return false }
      let name = names.names[Int(number)]
      guard guarded.contains(name) else { return true }
      ran(
        BenchmarkIdentifier(name), hasFigures: Self.isMeasured(line, payload: payload), at: time,
        of: origin)
      return true
    }
    if !report.isIncomplete { report = found }
  }

  /// The number of the benchmark that a result is about.
  private static func benchmark(
    _ line: Span<UInt8>, payload: Int, _ names: inout NameTable
  ) -> Int32? {
    JSONScan.text(of: "benchmark", line, payload).map { names.number(line, $0) }
  }

  private static func isMeasured(_ line: Span<UInt8>, payload: Int) -> Bool {
    JSONScan.text(of: "status", line, payload).map {
      JSONScan.equals(line, $0.range, "measured")
    } ?? false
  }
}
