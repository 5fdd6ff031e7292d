import GateFiles
import GateRecords

/// Reads a single event strictly: the log keeps it for good.
struct SingleEventReader: JSON5Reading {
  let document: JSON5Document

  private static let keys = [
    "schema", "event_type", "timestamp", "run_id", "suite", "commit", "branch", "environment",
    "producer_component", "payload",
  ]

  /// The types that other commands write: a hand-written one would count as a judgement or a measurement that never
  /// took place.
  private static let reserved: [EventType: String] = [
    .runFinished: "history append", .benchmarkResult: "history append",
    .gateJudged: "history append", .finding: "history append", .regression: "history append",
    .serviceLevel: "history append", .speedupMeasured: "history append",
    .claimBefore: "claim before", .claimAfter: "claim after",
    .baselineUpdated: "baseline update", .alertAcknowledged: "history acknowledge",
    .alertResolved: "history acknowledge",
  ]

  func event(now: Timestamp, producer: String) throws(FileError) -> SingleEvent {
    for member in try object(document.root, "an event") where member.key == "id" {
      throw document.error(
        at: member, HistoryMessage.identifierGiven)
    }
    try checkKeys(try object(document.root, "an event"), Self.keys)
    if value("schema") != nil { try requireSchema(EventFormat.schema) }
    let typeNode = try required("event_type", of: document.root, "the event")
    let written = try name(typeNode, "event_type")
    let payload = try required("payload", of: document.root, "the event")
    _ = try object(payload, "payload")
    var time = (moment: now, isZoneless: false)
    if let node = value("timestamp") { time = try moment(node) }
    var origin = EventOrigin(
      runID: try optional("run_id").flatMap { RunIdentifier(rawValue: $0) },
      suite: try optional("suite"), commit: try optional("commit"),
      branch: try optional("branch"), environment: try optional("environment"),
      producer: producer)
    let component = try optional("producer_component")
    func made<Payload: Codable & Hashable & Sendable>(
      _ type: EventType, _ payload: Payload, component usual: String? = nil
    ) throws(FileError) -> SingleEvent {
      origin.producer = component ?? usual ?? producer
      return try SingleEvent(
        type, at: time.moment, origin: origin, payload: payload, isZoneless: time.isZoneless)
    }
    // The general types, and their instances of one stage: `formation.performance`.
    if let stage = Self.stage(of: written, .phasePerformance, ".performance") {
      let phase = try phase(payload, stage: stage)
      return try made(
        .phasePerformance, phase, component: phase.benchmark?.rawValue ?? phase.stage)
    }
    if let stage = Self.stage(of: written, .parallelStagePerformance, ".parallel_performance") {
      let parallel = try parallel(payload, stage: stage)
      return try made(.parallelStagePerformance, parallel, component: parallel.stage)
    }
    let type = EventType(rawValue: written)
    if let command = Self.reserved[type] {
      throw error(
        at: typeNode,
        HistoryMessage.reservedType(type: written, command: command)
      )
    }
    switch type {
    case .breakerTransition: return try made(type, try breaker(payload))
    case .stepTimings: return try made(type, try steps(payload))
    default:
      guard Self.isName(written) else {
        throw error(
          at: typeNode,
          HistoryMessage.invalidType(text: String(written.prefix(60)))
        )
      }
      return try made(type, PlainJSON(payload))
    }
  }

  /// The stage that a type's name holds: empty for the general name, nil for another type.
  private static func stage(
    of written: String, _ type: EventType, _ ending: String
  ) -> String? {
    if written == type.rawValue { return "" }
    guard written.hasSuffix(ending), written.utf8.count > ending.utf8.count else { return nil }
    return String(written.dropLast(ending.count))
  }

  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 100
      && text.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || $0 == "." || $0 == "_" || $0 == "-"
      }
  }

  // MARK: Payloads

  private func phase(_ node: JSON5Node, stage: String) throws(FileError) -> PhasePerformance {
    try checkKeys(
      try object(node, "payload"),
      [
        "benchmark", "stage", "query_ms", "transform_ms", "write_ms", "rows_read", "rows_written",
        "bottleneck_step", "query_efficiency", "transform_throughput", "write_throughput",
      ])
    var phase = PhasePerformance(
      benchmark: try text(node, "benchmark").map { BenchmarkIdentifier($0) },
      stage: try self.stage(node, stage),
      queryMilliseconds: try milliseconds(node, "query_ms"),
      transformMilliseconds: try milliseconds(node, "transform_ms"),
      writeMilliseconds: try milliseconds(node, "write_ms"),
      rowsRead: try rows(node, "rows_read"), rowsWritten: try rows(node, "rows_written"))
    phase.bottleneckStep = try text(node, "bottleneck_step")
    if let text = try text(node, "query_efficiency") {
      guard let efficiency = PerformanceIndicators.Efficiency(rawValue: text) else {
        throw error(
          at: node[key: "query_efficiency"] ?? node,
          HistoryMessage.unknownEfficiency(text: String(text.prefix(40))))
      }
      phase.queryEfficiency = efficiency
    }
    phase.transformThroughput = try amount(node, "transform_throughput")
    phase.writeThroughput = try amount(node, "write_throughput")
    return phase
  }

  /// The stage of the payload, or of the type's name; both name the same one.
  private func stage(_ node: JSON5Node, _ named: String) throws(FileError) -> String? {
    guard let written = try text(node, "stage") else { return named.isEmpty ? nil : named }
    guard named.isEmpty || named == written else {
      throw error(
        at: node[key: "stage"] ?? node,
        HistoryMessage.stagesDiffer(
          payload: String(written.prefix(40)), type: String(named.prefix(40)))
      )
    }
    return written
  }

  /// Values that follow from jobs, workers and times are computed here, so that they mean the same in every event.
  ///
  /// A measured speed-up or efficiency replaces the sequential time where that is not given. What contradicts the rest
  /// is refused; `speedup_potential` and `actual_per_job` are only worked out, because pipelines define them in other ways.
  private func parallel(
    _ node: JSON5Node, stage: String
  ) throws(FileError) -> ParallelStagePerformance {
    try checkKeys(
      try object(node, "payload"),
      [
        "stage", "job_count", "max_workers", "duration_ms", "sequential_ms", "waves",
        "speedup_potential", "speedup", "efficiency_pct", "actual_per_job",
      ])
    let jobs = try integer(
      try required("job_count", of: node, "payload"), "job_count", in: 0...1_000_000_000)
    let workers = try integer(
      try required("max_workers", of: node, "payload"), "max_workers", in: 1...1_000_000_000)
    let duration = try milliseconds(node, "duration_ms")
    let speedup = try amount(node, "speedup")
    let percent = try amount(node, "efficiency_pct")
    for key in ["speedup_potential", "actual_per_job"] { _ = try amount(node, key) }
    let measured = speedup ?? percent.map { $0 / 100 * Double(workers) }
    let parallel = ParallelStagePerformance(
      stage: try self.stage(node, stage), jobs: jobs, workers: workers, milliseconds: duration,
      sequentialMilliseconds: try amount(node, "sequential_ms") ?? measured.map { $0 * duration })
    let waves = parallel.waves.map(Double.init)
    try agree(node, "speedup", speedup, parallel.speedup, rounding: 0.05)
    try agree(node, "efficiency_pct", percent, parallel.efficiencyPercent, rounding: 1)
    // Rounds as a fraction, jobs ÷ workers, are less than one below.
    try agree(node, "waves", try amount(node, "waves"), waves, rounding: 0.999)
    return parallel
  }

  private func agree(
    _ node: JSON5Node, _ key: String, _ given: Double?, _ expected: Double?, rounding: Double
  ) throws(FileError) {
    guard let given else { return }
    guard let expected else {
      throw error(
        at: node[key: key] ?? node,
        HistoryMessage.notWithoutJobs(key: key))
    }
    guard ParallelStagePerformance.differ(given, expected, rounding: rounding) else { return }
    throw error(
      at: node[key: key] ?? node,
      HistoryMessage.doesNotFollow(key: key, given: "\(given)", expected: "\(expected)"))
  }

  private func breaker(_ node: JSON5Node) throws(FileError) -> BreakerTransition {
    try checkKeys(
      try object(node, "payload"), ["circuit", "from", "to", "recovery_s", "benchmark", "launch"])
    func state(_ key: String) throws(FileError) -> String {
      let place = try required(key, of: node, "payload")
      let text = try string(place, key)
      guard ["closed", "open", "half_open"].contains(text) else {
        throw error(
          at: place, HistoryMessage.unknownState(key: key, text: String(text.prefix(40))))
      }
      return text
    }
    let launch = try node[key: "launch"].map { node throws(FileError) in
      try integer(node, "launch", in: 1...1_000_000_000)
    }
    return BreakerTransition(
      circuit: try name(try required("circuit", of: node, "payload"), "circuit"),
      from: try state("from"), to: try state("to"),
      recoverySeconds: try amount(node, "recovery_s"),
      benchmark: try text(node, "benchmark").map { BenchmarkIdentifier($0) }, launch: launch)
  }

  private func steps(_ node: JSON5Node) throws(FileError) -> StepTimings {
    try checkKeys(try object(node, "payload"), ["benchmark", "steps", "bottleneck_step"])
    let benchmark = try name(try required("benchmark", of: node, "payload"), "benchmark")
    var steps: [StepRecord] = []
    for step in try array(try required("steps", of: node, "payload"), "steps") {
      try checkKeys(
        try object(step, "a step"),
        ["step_id", "duration_ms", "rows_read", "rows_written", "kind"])
      let idNode = try required("step_id", of: step, "a step")
      let id = try name(idNode, "step_id")
      guard !steps.contains(where: { $0.stepID == id }) else {
        throw error(
          at: idNode, HistoryMessage.repeatedStep(id: String(id.prefix(60))))
      }
      let kind = try step[key: "kind"].map { node throws(FileError) in
        try choice(node, "kind", as: StepKind.self)
      }
      steps.append(
        StepRecord(
          stepID: id,
          durationMilliseconds: try milliseconds(step, "duration_ms"),
          rowsRead: try rows(step, "rows_read"), rowsWritten: try rows(step, "rows_written"),
          kind: kind))
    }
    guard !steps.isEmpty else {
      throw error(at: node[key: "steps"] ?? node, HistoryMessage.noSteps)
    }
    let timings = StepTimings(benchmark: BenchmarkIdentifier(benchmark), steps: steps)
    if let given = try text(node, "bottleneck_step") {
      let longest = steps.map(\.durationMilliseconds).max()
      guard steps.contains(where: { $0.stepID == given && $0.durationMilliseconds == longest })
      else {
        throw error(
          at: node[key: "bottleneck_step"] ?? node,
          HistoryMessage.wrongBottleneck(
            given: String(given.prefix(60)), longest: timings.bottleneckStep ?? ""))
      }
    }
    return timings
  }

  // MARK: Values

  private func value(_ key: String) -> JSON5Node? { present(document.root, key) }

  private func present(_ node: JSON5Node, _ key: String) -> JSON5Node? {
    guard let member = node[key: key] else { return nil }
    if case .null = member.value { return nil }
    return member
  }

  private func optional(_ key: String) throws(FileError) -> String? {
    try text(document.root, key)
  }

  private func text(_ node: JSON5Node, _ key: String) throws(FileError) -> String? {
    guard let member = present(node, key) else { return nil }
    return try name(member, key)
  }

  private func name(_ node: JSON5Node, _ what: String) throws(FileError) -> String {
    let text = try string(node, what)
    guard text.utf8.count <= 1000 else {
      throw error(at: node, FileMessage.textTooLong(what: what))
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw error(at: node, FileMessage.controlCharacter(what: what))
    }
    return text
  }

  private func moment(_ node: JSON5Node) throws(FileError) -> (moment: Timestamp, isZoneless: Bool)
  {
    let text = try string(node, "timestamp")
    guard let moment = ImportedMoment(text) else {
      throw error(
        at: node, HistoryMessage.invalidTime(text: String(text.prefix(60))))
    }
    return (moment.time, !moment.hasZone)
  }

  private func milliseconds(_ node: JSON5Node, _ key: String) throws(FileError) -> Double {
    guard let number = try amount(node, key) else {
      throw error(at: node, HistoryMessage.missingMilliseconds(key: key))
    }
    return number
  }

  private func amount(_ node: JSON5Node, _ key: String) throws(FileError) -> Double? {
    guard let member = present(node, key) else { return nil }
    guard case .number(let number, let text) = member.value else {
      throw error(at: member, FileMessage.expected(kind: "a number", what: key, found: member.kind))
    }
    guard number >= 0, number <= 1e15 else {
      throw error(at: member, FileMessage.negative(what: key, text: String(text.prefix(40))))
    }
    return number
  }

  private func rows(_ node: JSON5Node, _ key: String) throws(FileError) -> Int64? {
    guard let member = present(node, key) else { return nil }
    return Int64(try integer(member, key, in: 0...9_007_199_254_740_992))
  }
}
