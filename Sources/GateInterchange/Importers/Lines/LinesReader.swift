import GateFiles
import GateRecords

/// Reads the lines of files.
struct LinesReader {
  /// A benchmark in one process.
  private struct Place: Hashable {
    var benchmark: String
    var process: Int
  }

  /// The properties of a metric by its first line.
  private struct KnownMetric {
    var unit: MetricUnit
    var direction: MetricDirection
    var source: LineSource
    var path: String
    var line: Int
  }

  private struct MetricKey: Hashable {
    var benchmark: String
    var metric: MetricName
  }

  private var path = ""
  private var hasHeader = false
  private var job: String?
  /// The process whose lines follow, and those that have names.
  private var process = 0
  private var processes = 0
  private var named: [String: Int] = [:]
  private var places: [Place: Int] = [:]
  private var iterations: [(place: Place, content: LineIterations)] = []
  private var metrics: [MetricKey: KnownMetric] = [:]
  private var outcomes: [Place: CallOutcomes] = [:]
  private var span = LineTimeSpan()

  /// Takes note that the lines of another file follow.
  mutating func begin(_ path: String) {
    self.path = path
    hasHeader = false
    job = nil
  }

  /// Takes a line.
  ///
  /// - Throws: `FileError` with the line's number.
  mutating func take(
    _ line: [UInt8], number: Int, into results: inout ImportedResults
  ) throws(FileError) {
    let context: LineContext
    let fact: LineFact
    do throws(FileError) {
      (context, fact) = try LineFactReader(line, path: path).fact()
    } catch {
      throw Self.placed(error, number: number)
    }
    if let time = context.time {
      if !time.hasZone { results.origin.warn(ImportedOrigin.zoneless) }
      span.take(time.time)
    }
    if case .header(let header) = fact {
      return begin(header, context, into: &results)
    }
    guard hasHeader else {
      throw refusal(
        .noHeader(schema: LineFactReader.schema.rawValue), number)
    }
    if case .failure(let failure) = fact, context.benchmark == nil {
      return results.origin.fail(failure.message)
    }
    guard let name = context.benchmark ?? job else {
      throw refusal(.noBenchmarkNamed, number)
    }
    results.sawRow()
    if !context.tags.isEmpty { results.update(name) { $0.add(tags: context.tags) } }
    let place = Place(benchmark: name, process: process(of: context.launch))
    switch fact {
    case .header: break
    case .step(let step):
      try agree(.wallTime, .iterations, name, number)
      if step.share.rowsRead != nil { try agree(.rowsRead, .iterations, name, number) }
      if step.share.rowsWritten != nil { try agree(.rowsWritten, .iterations, name, number) }
      let at = "\(path):\(number)"
      content(of: place) { $0.add(step.share, at: at) }
      results.update(name) { _ in }
    case .stage(let stage): try take(stage, place, number, into: &results)
    case .sample(let sample): try take(sample, place, number, into: &results)
    case .failure(let failure):
      results.fail(name, failure.message)
      results.origin.fail("\(name): \(failure.message)")
    }
  }

  /// Takes note that the files have ended.
  ///
  /// - Throws: `FileError` when the steps of an iteration cannot be put together.
  mutating func finish(into results: inout ImportedResults) throws(FileError) {
    for index in iterations.indices {
      let place = iterations[index].place
      do throws(LineIterations.Reason) {
        if let unfinished = try iterations[index].content.finish() {
          leave(unfinished, of: place.benchmark, into: &results)
        }
      } catch {
        throw .malformed(path: path, place: nil, reason: "\(place.benchmark): \(error.text)")
      }
      write(iterations[index].content, place, into: &results)
    }
    for (place, outcome) in outcomes.sorted(by: {
      ($0.key.benchmark, $0.key.process) < ($1.key.benchmark, $1.key.process)
    }) {
      outcome.write(to: place.benchmark, process: place.process, into: &results)
    }
    span.write(into: &results.origin)
  }

  /// Reports steps whose iteration did not end: the process died in it, or its lines are in another order.
  private func leave(
    _ unfinished: LineIterations.Unfinished, of name: String, into results: inout ImportedResults
  ) {
    results.origin.fail(
      InterchangeMessage.unfinishedIteration(
        name: name, steps: unfinished.count, place: unfinished.place
      ).line)
    results.update(name) {
      $0.note(
        InterchangeMessage.unfinishedStepsLeftOut(steps: unfinished.count).line
      )
    }
    for _ in 0..<unfinished.count {
      results.drop(
        InterchangeMessage.noTimeFollows.line, at: unfinished.place)
    }
  }

  // MARK: Processes

  private mutating func begin(
    _ header: LineHeader, _ context: LineContext, into results: inout ImportedResults
  ) {
    hasHeader = true
    job = header.job
    if let launch = context.launch {
      process = self.process(of: launch)
    } else {
      process = processes
      processes += 1
    }
    results.origin.take(header.suite, as: \.suite, called: "suite")
    if let job = header.job { results.origin.take(job: job) }
    results.origin.take(header.commit, as: \.commit, called: "commit")
    results.origin.take(header.branch, as: \.branch, called: "branch")
    results.origin.take(header.harness, as: \.harness)
  }

  private mutating func process(of launch: String?) -> Int {
    guard let launch else { return process }
    if let known = named[launch] { return known }
    named[launch] = processes
    processes += 1
    return processes - 1
  }

  private mutating func content<Result>(
    of place: Place, _ change: (inout LineIterations) -> Result
  ) -> Result {
    let index = places[place] ?? iterations.count
    if index == iterations.count {
      places[place] = index
      iterations.append((place, LineIterations()))
    }
    return change(&iterations[index].content)
  }

  // MARK: Facts

  private mutating func take(
    _ sample: LineSample, _ place: Place, _ number: Int, into results: inout ImportedResults
  ) throws(FileError) {
    let name = place.benchmark
    try agree(sample.metric, sample.isTotal ? .iterations : .samples, name, number)
    if sample.succeeded != nil { try agree(.errorRate, .calls, name, number) }
    if sample.rowsRead != nil { try agree(.rowsRead, .iterations, name, number) }
    if sample.rowsWritten != nil { try agree(.rowsWritten, .iterations, name, number) }
    if sample.isUnlikelyShare, let value = sample.value {
      results.origin.warn(
        InterchangeMessage.unlikelyShare(
          metric: sample.metric.name.rawValue, name: name, value: value,
          percent: QuantityFormat.percent(value)
        ).line)
    }
    if let result = sample.result { results.update(name) { $0.take(result: result) } }
    if let succeeded = sample.succeeded {
      outcomes[place, default: CallOutcomes()].take(succeeded, sample.error)
    }
    if sample.isTotal {
      let reason = content(of: place) { content -> LineIterations.Reason? in
        do throws(LineIterations.Reason) { try content.add(total: sample) } catch { return error }
        return nil
      }
      if let reason { throw refusal(reason.text, number) }
    }
    results.update(name) { $0.sampling = .perIteration }
    guard sample.succeeded != false, let value = sample.value else { return }
    results.add(value, sample.metric, to: name, process: place.process)
  }

  private mutating func take(
    _ stage: LineStage, _ place: Place, _ number: Int, into results: inout ImportedResults
  ) throws(FileError) {
    results.update(place.benchmark) { $0.sampling = .perIteration }
    for (value, metric) in stage.figures {
      try agree(metric, .stage, place.benchmark, number)
      results.add(value, metric, to: place.benchmark, process: place.process)
    }
  }

  /// A series is of one unit, one direction and one kind of line.
  private mutating func agree(
    _ metric: ImportedMetric, _ source: LineSource, _ benchmark: String, _ number: Int
  ) throws(FileError) {
    let key = MetricKey(benchmark: benchmark, metric: metric.name)
    guard let known = metrics[key] else {
      metrics[key] = KnownMetric(
        unit: metric.unit, direction: metric.direction, source: source, path: path, line: number)
      return
    }
    let place = (known.path == path ? "line " : known.path + ":") + "\(known.line)"
    guard known.unit == metric.unit else {
      throw refusal(
        .anotherUnit(
          metric: metric.name.rawValue, name: "\(benchmark)", unit: metric.unit.rawValue,
          other: known.unit.rawValue, place: place), number)
    }
    guard known.direction == metric.direction else {
      throw refusal(
        .anotherDirection(
          metric: metric.name.rawValue, name: "\(benchmark)",
          better: metric.direction == .lowerIsBetter ? "lower" : "higher", place: place), number)
    }
    guard known.source == source else {
      throw refusal(
        .anotherSource(
          metric: metric.name.rawValue, name: "\(benchmark)", source: source.words,
          other: known.source.words, place: place,
          change: source == .stage || known.source == .stage ? "benchmark" : "'metric'"),
        number)
    }
  }

  private func write(
    _ content: LineIterations, _ place: Place, into results: inout ImportedResults
  ) {
    let name = place.benchmark
    if let found = content.tooLong {
      results.origin.warn(
        InterchangeMessage.stepLongerThanIteration(
          step: found.step.name, name: name, milliseconds: found.step.milliseconds,
          whole: found.wholeMilliseconds
        ).line
      )
    }
    for iteration in content.ended {
      var sum = 0.0
      for step in iteration.steps {
        sum += step.milliseconds
        results.update(name) { $0.steps.add(step) }
        results.add(
          step.milliseconds * 1e6, .step(step.name), to: name, process: place.process)
      }
      let read = iteration.rowsRead.map(Double.init) ?? Self.rows(iteration.steps, \.rowsRead)
      if let read { results.add(read, .rowsRead, to: name, process: place.process) }
      let written =
        iteration.rowsWritten.map(Double.init) ?? Self.rows(iteration.steps, \.rowsWritten)
      if let written { results.add(written, .rowsWritten, to: name, process: place.process) }
      if !content.hasTotals {
        results.add(sum * 1e6, .wallTime, to: name, process: place.process)
        results.update(name) {
          $0.sampling = .perIteration
          $0.note(InterchangeMessage.sumOfSteps.line)
        }
      }
    }
  }

  /// The sum of the rows that steps say; nil when none does.
  private static func rows(
    _ steps: [ImportedSteps.Share], _ rows: KeyPath<ImportedSteps.Share, Int64?>
  ) -> Double? {
    let known = steps.compactMap { $0[keyPath: rows] }
    return known.isEmpty ? nil : known.reduce(0) { $0 + Double($1) }
  }

  // MARK: Errors

  private func refusal(_ message: InterchangeMessage, _ number: Int) -> FileError {
    refusal(message.line, number)
  }

  private func refusal(_ reason: String, _ number: Int) -> FileError {
    .malformed(path: path, place: TextPlace(line: number, column: 1), reason: reason)
  }

  /// An error of one line with the place that it has in the file.
  private static func placed(_ error: FileError, number: Int) -> FileError {
    switch error {
    case .malformed(let path, let place, let reason) where reason.hasSuffix("may be cut short"):
      // A writer that was killed leaves such a line.
      FileError.malformed(
        path: path, place: place, reason: InterchangeMessage.cutShortLine(reason: reason).line
      ).movedDown(lines: number - 1)
    case .malformed: error.movedDown(lines: number - 1)
    case .wrongSchema(let path, let found, let expected):
      .wrongSchema(path: "\(path):\(number)", found: found, expected: expected)
    case .newerVersion(let path, let found, let newest):
      .newerVersion(path: "\(path):\(number)", found: found, newest: newest)
    case .notFound, .unreadable, .empty, .tooLarge, .needsImport, .notWritable, .hashMismatch: error
    }
  }
}
