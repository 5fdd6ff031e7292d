import GateProtocol
import GateRecords

/// The benchmarks of a run's programs.
struct SuiteInventory {
  /// How the candidate introduced itself.
  let greeting: WorkerGreeting
  /// The candidate's benchmarks.
  let candidate: [ListedBenchmark]
  /// The baseline's benchmarks by name.
  var baseline: [String: ListedBenchmark]
  /// Whether the baseline's program runs here.
  let isPaired: Bool
  /// Warnings for the reader.
  let warnings: [String]

  /// Gets the lists of the programs.
  ///
  /// - Throws: ``MeasurementError`` when the candidate is not a suite.
  init(
    launcher: any WorkerLauncher, isPaired: Bool, requiresBaseline: Bool = false, limit: Double
  ) throws(MeasurementError) {
    do {
      (greeting, candidate) = try Self.ask(launcher, .candidate, limit: limit)
    } catch  where error.kind == .refused {
      throw .cannotStart(reason: error.message)
    } catch {
      throw .notASuite(reason: error.message, outputTail: error.outputTail)
    }
    let names = candidate.map(\.name)
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .duplicateName(name) }
    guard isPaired else {
      self.isPaired = false
      baseline = [:]
      warnings = []
      return
    }
    do {
      let (_, listed) = try Self.ask(launcher, .baseline, limit: limit)
      baseline = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
      self.isPaired = true
      warnings = []
    } catch {
      guard !requiresBaseline else { throw .baselineNotRunnable(reason: error.message) }
      self.isPaired = false
      baseline = [:]
      warnings = [MeasurementMessage.baselineRunsElsewhere(reason: error.message).line]
    }
  }

  private static func ask(
    _ launcher: any WorkerLauncher, _ side: Side, limit: Double
  ) throws(WorkerFault) -> (WorkerGreeting, [ListedBenchmark]) {
    let link = try launcher.launch(side, Placement(processor: nil))
    defer { link.end() }
    let conversation = WorkerConversation(link, side: side, limit: limit)
    return (try conversation.greeting(), try conversation.benchmarks())
  }
}

/// Why there was nothing to measure.
package enum MeasurementError: Error, Hashable, Sendable {
  /// The program does not speak the protocol.
  case notASuite(reason: String, outputTail: String?)
  /// The suite has a mistake in its declarations, or says that something else keeps it from starting.
  case cannotStart(reason: String)
  /// The suite was built without optimisation.
  case debugBuild
  /// The suite holds no benchmark.
  case emptySuite(String)
  /// The filter leaves nothing.
  case nothingMatches(String)
  /// Two benchmarks have one name.
  case duplicateName(String)
  /// The program to measure against, which was asked for, does not run here.
  case baselineNotRunnable(reason: String)
}

extension MeasurementError: CustomStringConvertible {
  /// The failure in one line, ending with the remedy.
  package var description: String {
    switch self {
    case .notASuite(let reason, let tail):
      MeasurementMessage.notASuite(reason: reason, output: tail).line
    // The suite's own words, with its own remedy.
    case .cannotStart(let reason): reason
    case .debugBuild: MeasurementMessage.notOptimised.line
    case .emptySuite(let name): MeasurementMessage.suiteEmpty(name).line
    case .nothingMatches(let pattern): MeasurementMessage.nothingMatches(pattern).line
    case .duplicateName(let name): MeasurementMessage.nameTwice(name).line
    case .baselineNotRunnable(let reason):
      MeasurementMessage.baselineNotRunnable(reason: reason).line
    }
  }
}
