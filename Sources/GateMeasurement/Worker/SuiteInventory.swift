import GateProtocol
import GateRecords

/// What the programs of a run hold.
struct SuiteInventory {
  /// How the candidate introduced itself.
  let greeting: WorkerGreeting
  /// The candidate's benchmarks.
  let candidate: [ListedBenchmark]
  /// The baseline's benchmarks by name.
  var baseline: [String: ListedBenchmark]
  /// Whether the baseline's program runs here.
  let isPaired: Bool
  /// What a reader should know.
  let warnings: [String]

  /// Asks the programs.
  ///
  /// - Throws: ``MeasurementError`` when the candidate is no suite.
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
      warnings = [
        "the baseline's program cannot be run here (\(error.message)); "
          + "its cached numbers are weaker evidence"
      ]
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
      "is not a Speedgate suite, or a broken one: it \(reason)"
        + (tail.map { "; it printed: \($0.suffix(300))" } ?? "")
        + "; build an executable whose @main type is a BenchmarkSuite"
    case .cannotStart(let reason): reason
    case .debugBuild:
      "was built without optimisation, so its times mean nothing; build it with -c release, "
        + "or add --allow-debug"
    case .emptySuite(let name): "\(name) declares no benchmarks; add one to its 'benchmarks'"
    case .nothingMatches(let pattern):
      "no benchmark matches '\(pattern)'; 'speedgate-bench list' names them"
    case .duplicateName(let name):
      "two benchmarks are named '\(name)'; names must be unique, rename one"
    case .baselineNotRunnable(let reason):
      "the program to measure against cannot be run here: it \(reason); build it anew for this "
        + "machine, or leave --against out"
    }
  }
}
