import GateRecords

extension WorkerMessage {
  /// The message as a line, without its end.
  package var line: String {
    switch self {
    case .greeting(let greeting): greeting.line
    case .benchmark(let benchmark): benchmark.line
    case .end(let count): "end \(count)"
    case .ready(let index): "ready \(index)"
    case .calibrated(let iterations, let nanoseconds): "calibrated \(iterations) \(nanoseconds)"
    case .warmed(let iterations): "warmed \(iterations)"
    case .sample(let sample):
      "sample \(sample.iterations) \(sample.wallTime) \(sample.processorTime) "
        + "\(sample.involuntarySwitches)" + (sample.faults > 0 ? " \(sample.faults)" : "")
    case .counter(let counter): counter.line
    case .counted(let iterations): "counted \(iterations)"
    case .countedTogether(let counts): counts.line
    case .stack(let stack): stack.line
    case .looked(let iterations, let nanoseconds, let reason):
      "looked \(iterations) \(nanoseconds) " + (reason.map { FieldText.encode($0) } ?? "-")
    case .metric(let metric):
      "metric \(FieldText.encode(metric.name)) \(FieldText.encode(metric.unit)) "
        + metric.direction.rawValue + " \(metric.value)"
    case .step(let step):
      "step \(FieldText.encode(step.name)) \(step.nanoseconds) \(optional(step.rowsRead)) "
        + "\(optional(step.rowsWritten)) \(step.iterations)"
        + (step.kind.map { " \($0.rawValue)" } ?? "")
    case .stepDetail(let detail): detail.line
    case .breaker(let breaker):
      "breaker \(FieldText.encode(breaker.name)) \(breaker.from.rawValue) \(breaker.to.rawValue) "
        + "\(breaker.time) \(breaker.recoveryTime.map { "\($0)" } ?? "-") \(breaker.recoveryTarget)"
    case .digest(let digest): "digest \(FieldText.encode(digest))"
    case .memory(let bytes): "memory \(optional(bytes))"
    case .finished: "finished"
    case .failed(let failure):
      "failed \(failure.kind.rawValue) \(FieldText.encode(failure.message))"
    }
  }

  /// Parses a line; nil when it is not a message of this version.
  package init?(line: some StringProtocol) {
    var fields = LineFields(line)
    guard let message = Self.parse(&fields), fields.isAtEnd else { return nil }
    self = message
  }

  private static func parse(_ fields: inout LineFields) -> WorkerMessage? {
    switch fields.next() {
    case "speedgate-worker": WorkerGreeting(&fields).map(WorkerMessage.greeting)
    case "benchmark": ListedBenchmark(&fields).map(WorkerMessage.benchmark)
    case "end": fields.count().map(WorkerMessage.end)
    case "ready": fields.count().map(WorkerMessage.ready)
    case "calibrated":
      if let iterations = fields.count(), let nanoseconds = fields.duration() {
        .calibrated(iterations: iterations, nanosecondsPerIteration: nanoseconds)
      } else {
        nil
      }
    case "warmed": fields.count().map(WorkerMessage.warmed)
    case "sample": WorkerSample(&fields).map(WorkerMessage.sample)
    case "counter": WorkerCounter(&fields).map(WorkerMessage.counter)
    case "counted": counted(&fields)
    case "stack": stack(&fields)
    case "looked": looked(&fields)
    case "metric": WorkerMetric(&fields).map(WorkerMessage.metric)
    case "step": WorkerStep(&fields).map(WorkerMessage.step)
    case "step_rows": WorkerStepDetail(rows: &fields).map(WorkerMessage.stepDetail)
    case "step_times": WorkerStepDetail(times: &fields).map(WorkerMessage.stepDetail)
    case "rows": WorkerStepDetail(iterations: &fields).map(WorkerMessage.stepDetail)
    case "breaker": WorkerBreaker(&fields).map(WorkerMessage.breaker)
    case "digest": fields.text().map(WorkerMessage.digest)
    case "memory": fields.optionalInteger().map(WorkerMessage.memory)
    case "finished": .finished
    case "failed":
      if let kind = fields.next().flatMap({ WorkerFailure.Kind(rawValue: $0) }),
        let message = fields.text()
      {
        .failed(WorkerFailure(kind: kind, message: message))
      } else {
        nil
      }
    default: nil
    }
  }

  /// A number alone closes the counters before it; with more fields it is version 1's line.
  private static func counted(_ fields: inout LineFields) -> WorkerMessage? {
    guard let iterations = fields.count(), iterations > 0 else { return nil }
    guard !fields.isAtEnd else { return .counted(iterations: iterations) }
    return FirstVersionCounts(iterations, &fields).map(WorkerMessage.countedTogether)
  }
}

extension WorkerMessage {
  private static func stack(_ fields: inout LineFields) -> WorkerMessage? {
    guard let count = fields.count(), count > 0, let places = fields.next(),
      let stack = WorkerStack(count: count, places: places)
    else { return nil }
    return .stack(stack)
  }

  private static func looked(_ fields: inout LineFields) -> WorkerMessage? {
    guard let iterations = fields.count(), let time = fields.duration(), let reason = fields.next()
    else { return nil }
    guard reason != "-" else {
      return .looked(iterations: iterations, nanoseconds: time, reason: nil)
    }
    return FieldText.decode(reason).map {
      .looked(iterations: iterations, nanoseconds: time, reason: $0)
    }
  }
}

private func optional(_ value: Int64?) -> String { value.map { "\($0)" } ?? "-" }

extension WorkerGreeting {
  fileprivate var line: String {
    "speedgate-worker \(version) \(FieldText.encode(harness)) \(FieldText.encode(suite)) "
      + "\(FieldText.encode(configuration)) \(FieldText.encode(compiler)) "
      + "\(FieldText.encode(clock)) \(resolution) \(cost)"
  }

  fileprivate init?(_ fields: inout LineFields) {
    guard let version = fields.count(), let harness = fields.text(), let suite = fields.text(),
      let configuration = fields.text(), let compiler = fields.text(), let clock = fields.text(),
      let resolution = fields.next().flatMap({ UInt64($0) }), let cost = fields.duration()
    else { return nil }
    self.init(
      version: version, harness: harness, suite: suite, configuration: configuration,
      compiler: compiler, clock: clock, resolution: resolution, cost: cost)
  }
}

extension ListedBenchmark {
  fileprivate var line: String {
    let labels = tags.isEmpty ? "-" : tags.map { FieldText.encode($0) }.joined(separator: ",")
    let work =
      switch throughput {
      case .items(let amount): "items \(amount)"
      case .bytes(let amount): "bytes \(amount)"
      case nil: "- -"
      }
    // Omitted when empty, as in every list before version 5.
    let options =
      metrics.isEmpty && sameResultAs == nil && source == nil
      ? ""
      : " " + (metrics.isEmpty ? "-" : metrics.map { FieldText.encode($0) }.joined(separator: ","))
        + " " + (sameResultAs.map { FieldText.encode($0) } ?? "-")
    let place = source.map { " \(FieldText.encode($0.file)) \($0.line)" } ?? ""
    return "benchmark \(index) \(FieldText.encode(name)) "
      + (samplesSingleIterations ? "per_iteration" : "batched")
      + " \(timeLimit.map { "\($0)" } ?? "-") " + (usesSeveralThreads ? "several" : "single")
      + " \(labels) \(work)" + options + place
  }

  fileprivate init?(_ fields: inout LineFields) {
    guard let index = fields.count(), let name = fields.text(),
      let sampling = fields.next(), ["batched", "per_iteration"].contains(sampling),
      let limit = fields.next(),
      limit == "-" || Double(limit).map({ $0 > 0 && $0.isFinite }) == true,
      let threads = fields.next(), ["single", "several"].contains(threads),
      let labels = fields.next(), let unit = fields.next(), let amount = fields.next()
    else { return nil }
    let tags = labels == "-" ? [] : labels.split(separator: ",").map { FieldText.decode($0) }
    guard !tags.contains(nil) else { return nil }
    let throughput: Throughput?
    switch (unit, Double(amount)) {
    case ("-", nil) where amount == "-": throughput = nil
    case ("items", let amount?) where amount.isFinite && amount >= 0: throughput = .items(amount)
    case ("bytes", let amount?) where amount.isFinite && amount >= 0: throughput = .bytes(amount)
    default: return nil
    }
    var metrics: [String] = []
    var sameResultAs: String?
    if !fields.isAtEnd {
      guard let names = fields.next(), let reference = fields.next(),
        names != "-" || reference != "-" || !fields.isAtEnd
      else { return nil }
      let decoded = names == "-" ? [] : names.split(separator: ",").map { FieldText.decode($0) }
      guard !decoded.contains(nil), names == "-" || !decoded.isEmpty else { return nil }
      metrics = decoded.compactMap { $0 }
      if reference != "-" {
        guard let text = FieldText.decode(reference) else { return nil }
        sameResultAs = text
      }
    }
    var source: SourcePlace?
    if !fields.isAtEnd {
      guard let file = fields.text(), let line = fields.count() else { return nil }
      // A place that cannot be is left out: it serves the reports alone, and the benchmark can be measured.
      source = SourcePlace(file: file, line: line)
    }
    self.init(
      index: index, name: name, samplesSingleIterations: sampling == "per_iteration",
      timeLimit: Double(limit), usesSeveralThreads: threads == "several",
      tags: tags.compactMap { $0 }, throughput: throughput, metrics: metrics,
      sameResultAs: sameResultAs, source: source)
  }
}

extension WorkerSample {
  fileprivate init?(_ fields: inout LineFields) {
    guard let iterations = fields.count(), iterations > 0, let wallTime = fields.duration(),
      let processorTime = fields.next().flatMap({ UInt64($0) }),
      let switches = fields.next().flatMap({ Int64($0) }), switches >= 0
    else { return nil }
    var faults = 0
    if !fields.isAtEnd {
      guard let count = fields.count(), count > 0 else { return nil }
      faults = count
    }
    self.init(
      iterations: iterations, wallTime: wallTime, processorTime: processorTime,
      involuntarySwitches: switches, faults: faults)
  }
}

extension WorkerCounter {
  fileprivate var line: String {
    let start =
      "counter \(FieldText.encode(name)) \(FieldText.encode(unit)) "
      + direction.rawValue + " \(kind.rawValue) "
    return switch reading {
    case .value(let count): start + "\(count)"
    case .absent(let reason): start + "- \(FieldText.encode(reason))"
    }
  }

  fileprivate init?(_ fields: inout LineFields) {
    guard let name = fields.text(), !name.isEmpty, let unit = fields.text(),
      let direction = fields.next().flatMap({ MetricDirection(rawValue: $0) }),
      let kind = fields.next().flatMap({ Kind(rawValue: $0) }),
      let count = fields.optionalInteger(), (count ?? 0) >= 0
    else { return nil }
    let reading: Reading
    if let count {
      reading = .value(count)
    } else if let reason = fields.text() {
      reading = .absent(reason)
    } else {
      return nil
    }
    self.init(
      name: name, unit: unit, direction: direction, kind: kind,
      reading: reading)
  }
}

extension FirstVersionCounts {
  fileprivate var line: String {
    "counted \(iterations) \(optional(allocations)) \(optional(allocatedBytes)) \(pageFaults) "
      + "\(contextSwitches) \(optional(instructions)) \(optional(cycles))"
  }

  fileprivate init?(_ iterations: Int, _ fields: inout LineFields) {
    guard let allocations = fields.optionalInteger(), let bytes = fields.optionalInteger(),
      let faults = fields.count(), let switches = fields.count(),
      let instructions = fields.optionalInteger(), let cycles = fields.optionalInteger(),
      [allocations, bytes, instructions, cycles].allSatisfy({ ($0 ?? 0) >= 0 })
    else { return nil }
    self.init(
      iterations: iterations, allocations: allocations, allocatedBytes: bytes,
      pageFaults: Int64(faults), contextSwitches: Int64(switches), instructions: instructions,
      cycles: cycles)
  }
}

extension WorkerMetric {
  fileprivate init?(_ fields: inout LineFields) {
    guard let name = fields.text(), !name.isEmpty, let unit = fields.text(),
      let direction = fields.next().flatMap({ MetricDirection(rawValue: $0) }),
      let value = fields.double()
    else { return nil }
    self.init(
      name: name, unit: unit, direction: direction, value: value)
  }
}

extension WorkerStep {
  fileprivate init?(_ fields: inout LineFields) {
    guard let name = fields.text(), let nanoseconds = fields.next().flatMap({ UInt64($0) }),
      let rowsRead = fields.optionalInteger(), let rowsWritten = fields.optionalInteger(),
      let iterations = fields.count(), iterations > 0
    else { return nil }
    var kind: StepKind?
    if let word = fields.next() {
      guard let known = StepKind(rawValue: word) else { return nil }
      kind = known
    }
    self.init(
      name: name, nanoseconds: nanoseconds, rowsRead: rowsRead, rowsWritten: rowsWritten,
      iterations: iterations, kind: kind)
  }
}

extension WorkerBreaker {
  fileprivate init?(_ fields: inout LineFields) {
    guard let name = fields.text(),
      let from = fields.next().flatMap({ BreakerState(rawValue: $0) }),
      let to = fields.next().flatMap({ BreakerState(rawValue: $0) }), let time = fields.duration(),
      let recovery = fields.next(),
      recovery == "-" || Double(recovery).map({ $0 >= 0 && $0.isFinite }) == true,
      let target = fields.duration()
    else { return nil }
    self.init(
      name: name, from: from, to: to, time: time, recoveryTime: Double(recovery),
      recoveryTarget: target)
  }
}
