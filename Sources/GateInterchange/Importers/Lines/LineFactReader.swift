import GateFiles
import GateRecords

/// Reads one line of `speedgate.lines`, strictly: a key that is spelled wrongly would be a fact that is lost.
struct LineFactReader: JSON5Reading {
  /// The format.
  static let schema = SchemaVersion(name: "speedgate.lines", version: 1)

  let document: JSON5Document

  /// - Throws: `FileError` when the line is not JSON.
  init(_ line: [UInt8], path: String) throws(FileError) {
    document = try JSON5Document(bytes: line, path: path, dialect: .strict)
  }

  /// Returns the fact that the line states.
  ///
  /// - Throws: `FileError` with the place in the line.
  func fact() throws(FileError) -> (LineContext, LineFact) {
    let members = try object(document.root, "a line")
    guard let kind = LineKind(members) else {
      throw error(
        at: document.root,
        InterchangeMessage.unknownLine)
    }
    for member in members where !member.key.hasPrefix(LineKind.ownPrefix) {
      guard !kind.keys.contains(member.key) else { continue }
      throw unknown(member, kind)
    }
    let fact: LineFact =
      switch kind {
      case .header: .header(try header())
      case .step: .step(try step())
      case .stage: .stage(try stage())
      case .sample: .sample(try sample())
      case .failure: .failure(LineFailure(message: try required("error", "an error", text)))
      }
    return (try context(kind), fact)
  }

  private func unknown(_ member: JSON5Member, _ kind: LineKind) -> FileError {
    // A key may be as long as the file.
    let key = String(member.key.prefix(60))
    let suggestion = Suggestion.text(for: key, among: kind.keys)
    return document.error(
      at: member,
      InterchangeMessage.unknownKey(
        noun: kind.noun, key: key, suggestion: suggestion, known: kind.keys,
        prefix: LineKind.ownPrefix))
  }

  // MARK: Kinds

  private func context(_ kind: LineKind) throws(FileError) -> LineContext {
    var context = LineContext()
    context.benchmark = try optional("benchmark", name)
    if kind == .stage, context.benchmark == nil { context.benchmark = try optional("stage", name) }
    if let node = value("tags") {
      for tag in try array(node, "tags") { context.tags.append(try name(tag, "a tag")) }
    }
    if let component = try optional("component", name) { context.tags.append(component) }
    if let node = value("launch") {
      // A process number is as good a name as any.
      if case .number(_, let text) = node.value {
        context.launch = text
      } else {
        context.launch = try name(node, "launch")
      }
    }
    if let node = value("time") {
      let text = try text(node, "time")
      guard let moment = ImportedMoment(text) else {
        throw error(
          at: node, InterchangeMessage.invalidTime(key: "time", text: String(text.prefix(60))))
      }
      context.time = moment
    }
    return context
  }

  private func header() throws(FileError) -> LineHeader {
    try requireSchema(Self.schema)
    return LineHeader(
      suite: try optional("suite", name), job: try optional("job", name),
      commit: try optional("commit", name), branch: try optional("branch", name),
      harness: try optional("harness", name))
  }

  private func step() throws(FileError) -> LineStep {
    let step = try required("step", "a step", name)
    let milliseconds = try required("duration_ms", "a step", duration)
    let kind: StepKind? = try optional("kind") { node, what throws(FileError) in
      try choice(node, what, as: StepKind.self)
    }
    return LineStep(
      share: ImportedSteps.Share(
        name: step, kind: kind, milliseconds: milliseconds,
        rowsRead: try optional("rows_read", rows), rowsWritten: try optional("rows_written", rows)))
  }

  private func stage() throws(FileError) -> LineStage {
    let stage = LineStage(
      jobs: try required("jobs", "a stage") { node, what throws(FileError) in
        try integer(node, what, in: 0...1_000_000_000)
      },
      workers: try required("workers", "a stage") { node, what throws(FileError) in
        try integer(node, what, in: 1...1_000_000_000)
      },
      milliseconds: try required("duration_ms", "a stage", duration),
      sequentialMilliseconds: try optional("sequential_ms", duration),
      speedupPotential: try optional("speedup_potential", amount),
      speedup: try optional("speedup", amount),
      efficiencyPercent: try optional("efficiency_pct", amount),
      millisecondsPerJob: try optional("ms_per_job", duration))
    if let wrong = stage.contradiction, let node = value(wrong.key) {
      throw error(at: node, wrong.reason)
    }
    return stage
  }

  private func sample() throws(FileError) -> LineSample {
    let succeeded = try optional("ok", flag)
    let (metric, value) = try figure(mayLack: succeeded == false)
    let failure = try optional("error", text)
    if let node = self.value("error"), succeeded != false {
      throw error(
        at: node,
        InterchangeMessage.errorBesideFigure
      )
    }
    var sample = LineSample(
      metric: metric, value: value, succeeded: succeeded, error: failure,
      rowsRead: try optional("rows_read", rows), rowsWritten: try optional("rows_written", rows),
      result: try optional("result", name))
    if metric.name != .wallTime {
      for key in ["rows_read", "rows_written", "ok"] {
        guard let node = self.value(key) else { continue }
        throw error(
          at: node, InterchangeMessage.notWithMetric(key: key, metric: metric.name.rawValue))
      }
      sample.succeeded = nil
    }
    return sample
  }

  // MARK: Figures

  /// The metric and its value in base units.
  private func figure(mayLack: Bool) throws(FileError) -> (ImportedMetric, Double?) {
    let name = try optional("metric", metricName) ?? .wallTime
    let better = try optional("better", direction)
    if let node = value("duration_ms") {
      if let other = value("value") {
        throw error(at: other, InterchangeMessage.valueOrDuration)
      }
      if let unit = value("unit") {
        throw error(at: unit, InterchangeMessage.durationHasUnit)
      }
      let metric = Self.metric(name, ImportUnit("ms"), better)
      try checkVocabulary(metric, at: node)
      return (metric, try duration(node, "duration_ms") * 1e6)
    }
    guard let node = value("value") else {
      guard mayLack else { throw error(at: document.root, InterchangeMessage.noValue) }
      return (.wallTime, nil)
    }
    let unit: ImportUnit
    if let node = value("unit") {
      unit = ImportUnit(try self.name(node, "unit"))
    } else {
      unit = ImportUnit(try defaultUnit(of: name))
    }
    let metric = Self.metric(name, unit, better)
    try checkVocabulary(metric, at: value("unit") ?? value("better") ?? node)
    let number = try self.number(node, "value")
    let isMeasured = [.nanoseconds, .bytes, .count, .itemsPerSecond, .bytesPerSecond]
      .contains(unit.base)
    guard number >= 0 || !(isMeasured || unit.base == .ratio) else {
      throw error(at: node, InterchangeMessage.cannotBeBelowZero(name: name.rawValue))
    }
    if name == .rowsRead || name == .rowsWritten {
      _ = try rows(node, name.rawValue)
    }
    let base = number * unit.factor
    guard base.isFinite, unit.base != .nanoseconds || base <= Self.longest * 1e6 else {
      throw error(at: node, InterchangeMessage.tooLarge(name: name.rawValue))
    }
    return (metric, base)
  }

  /// A metric under its own name, whatever its unit and direction; ``checkVocabulary(_:at:)`` refuses wrong ones.
  private static func metric(
    _ name: MetricName, _ unit: ImportUnit, _ better: MetricDirection?
  ) -> ImportedMetric {
    ImportedMetric(
      name: name, unit: unit.base, direction: better ?? unit.direction, isDeterministic: false)
  }

  /// Counts need no unit; the unit of a time or of memory is never guessed.
  private func defaultUnit(of metric: MetricName) throws(FileError) -> String {
    guard let units = metric.knownUnits else { return MetricUnit.count.rawValue }
    guard units == [.count] else {
      throw error(
        at: document.root,
        InterchangeMessage.needsUnit(metric: metric.rawValue))
    }
    return MetricUnit.count.rawValue
  }

  /// A metric of the vocabulary keeps its unit and direction, so that budgets mean the same everywhere.
  private func checkVocabulary(
    _ metric: ImportedMetric, at node: JSON5Node
  ) throws(FileError) {
    let series = MetricSeries(
      metric: metric.name, unit: metric.unit, direction: metric.direction, launches: [])
    if metric.name.isRows, metric.unit != .count {
      throw error(at: node, InterchangeMessage.isACount(metric: metric.name.rawValue))
    }
    if let reason = series.vocabularyContradiction { throw error(at: node, reason) }
  }

  private func metricName(_ node: JSON5Node, _ what: String) throws(FileError) -> MetricName {
    let metric = MetricName(rawValue: try name(node, what))
    guard metric.stepName == nil else {
      throw error(
        at: node, InterchangeMessage.stepTimes)
    }
    return metric
  }

  private func direction(_ node: JSON5Node, _ what: String) throws(FileError) -> MetricDirection {
    switch try string(node, what) {
    case "lower": return .lowerIsBetter
    case "higher": return .higherIsBetter
    default: throw error(at: node, InterchangeMessage.betterIs)
    }
  }

  // MARK: Values

  /// Thirty years in milliseconds: more is a mistake in the unit.
  private static let longest = 1e12
  /// The largest whole number that every JSON reader keeps.
  private static let most = 9_007_199_254_740_992

  private func value(_ key: String) -> JSON5Node? {
    guard let node = document.root[key: key] else { return nil }
    if case .null = node.value { return nil }
    return node
  }

  private func optional<Value>(
    _ key: String, _ read: (JSON5Node, String) throws(FileError) -> Value
  ) throws(FileError) -> Value? {
    guard let node = value(key) else { return nil }
    return try read(node, key)
  }

  private func required<Value>(
    _ key: String, _ what: String, _ read: (JSON5Node, String) throws(FileError) -> Value
  ) throws(FileError) -> Value {
    guard let node = value(key) else {
      throw error(at: document.root, FileMessage.missingKey(what: what, key: key))
    }
    return try read(node, key)
  }

  /// A text that names something: short, and on one line.
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

  private func text(_ node: JSON5Node, _ what: String) throws(FileError) -> String {
    String(try string(node, what).prefix(4000))
  }

  private func number(_ node: JSON5Node, _ what: String) throws(FileError) -> Double {
    guard case .number(let number, _) = node.value else {
      throw error(at: node, FileMessage.expected(kind: "a number", what: what, found: node.kind))
    }
    return number
  }

  private func amount(_ node: JSON5Node, _ what: String) throws(FileError) -> Double {
    let number = try number(node, what)
    guard number >= 0, number <= 1e15 else {
      throw error(at: node, FileMessage.negative(what: what, text: shown(node)))
    }
    return number
  }

  private func duration(_ node: JSON5Node, _ what: String) throws(FileError) -> Double {
    let number = try number(node, what)
    guard number >= 0 else {
      throw error(at: node, InterchangeMessage.cannotBeBelowZero(name: what))
    }
    guard number <= Self.longest else {
      throw error(at: node, InterchangeMessage.tooLong(key: what))
    }
    return number
  }

  private func rows(_ node: JSON5Node, _ what: String) throws(FileError) -> Int64 {
    Int64(try integer(node, what, in: 0...Self.most))
  }

  private func shown(_ node: JSON5Node) -> String {
    if case .number(_, let text) = node.value { return String(text.prefix(40)) }
    return node.kind
  }
}
