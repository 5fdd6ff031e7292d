import GateFiles
import GateRecords

/// Combines the steps of one benchmark in one process into iterations.
///
/// Steps belong to the next line with the time of a whole iteration, which ends it. Where no line has such a time, an
/// iteration ends when a step comes that it has already.
struct LineIterations: Sendable {
  /// One iteration: its steps, each once, in the order in which they first came.
  struct Iteration: Sendable {
    var steps: [ImportedSteps.Share] = []
    /// Rows that are said of the iteration as a whole.
    var rowsRead: Int64?
    var rowsWritten: Int64?
  }

  /// More steps in an iteration are values in their names.
  static let mostSteps = 1000

  /// The iterations that ended.
  private(set) var ended: [Iteration] = []
  /// Whether the time of a whole iteration was given.
  private(set) var hasTotals = false

  /// The first step that took longer than its whole iteration; nil where none did.
  private(set) var tooLong: TooLong?

  private var open: [ImportedSteps.Share] = []
  private var openedAt = ""

  /// A step that took longer than the iteration around it.
  struct TooLong: Sendable {
    var step: ImportedSteps.Share
    var wholeMilliseconds: Double
  }

  /// Steps without the time of their iteration: the process ended within it.
  struct Unfinished: Sendable {
    var count: Int
    /// File and line of the first of them.
    var place: String
  }

  /// Takes a step of the iteration that is open.
  ///
  /// - Parameter place: File and line, for messages.
  mutating func add(_ step: ImportedSteps.Share, at place: String) {
    if open.isEmpty { openedAt = place }
    open.append(step)
  }

  /// Takes the time of a whole iteration.
  ///
  /// - Throws: A reason, when the steps cannot be added up.
  mutating func add(total: LineSample) throws(Reason) {
    hasTotals = true
    if tooLong == nil, let whole = total.value.map({ $0 / 1e6 }) {
      tooLong = open.first { $0.isLonger(than: whole) }.map {
        TooLong(step: $0, wholeMilliseconds: whole)
      }
    }
    try end(total)
  }

  /// Takes note that nothing follows.
  ///
  /// - Returns: The steps that belong to no iteration that ended; nil where all do.
  /// - Throws: A reason, when the steps cannot be added up.
  mutating func finish() throws(Reason) -> Unfinished? {
    guard hasTotals else {
      try splitByRepetition()
      return nil
    }
    defer { open = [] }
    return open.isEmpty ? nil : Unfinished(count: open.count, place: openedAt)
  }

  /// Why steps cannot be put together.
  struct Reason: Error {
    let text: String
  }

  private mutating func end(_ total: LineSample) throws(Reason) {
    let steps = try Self.summed(open)
    open.removeAll(keepingCapacity: true)
    // The time of a failed call says nothing about calls that succeed.
    guard total.succeeded != false else { return }
    guard !steps.isEmpty || total.rowsRead != nil || total.rowsWritten != nil else { return }
    ended.append(
      Iteration(steps: steps, rowsRead: total.rowsRead, rowsWritten: total.rowsWritten))
  }

  private mutating func splitByRepetition() throws(Reason) {
    var names: Set<String> = []
    var steps: [ImportedSteps.Share] = []
    for step in open {
      if !names.insert(step.name).inserted {
        ended.append(Iteration(steps: steps))
        steps = []
        names = [step.name]
      }
      steps.append(step)
      guard steps.count <= Self.mostSteps else { throw Self.tooMany }
    }
    if !steps.isEmpty { ended.append(Iteration(steps: steps)) }
    open = []
  }

  /// Each step once: what one does several times in an iteration counts together.
  static func summed(
    _ steps: [ImportedSteps.Share]
  ) throws(Reason) -> [ImportedSteps.Share] {
    guard steps.count > 1 else { return steps }
    var places: [String: Int] = [:]
    var sums: [ImportedSteps.Share] = []
    for step in steps {
      guard let place = places[step.name] else {
        places[step.name] = sums.count
        sums.append(step)
        guard sums.count <= mostSteps else { throw tooMany }
        continue
      }
      guard let sum = sums[place].adding(step) else {
        throw Reason(text: InterchangeMessage.tooManyRows(step: step.name).line)
      }
      sums[place] = sum
    }
    return sums
  }

  private static let tooMany = Reason(
    text:
      InterchangeMessage.tooManySteps(most: mostSteps).line)
}
