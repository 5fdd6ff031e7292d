import Speedgate

/// Slow-downs and faults on demand, to see a gate fail.
///
/// `SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/embedding=50%` makes each iteration of that benchmark do half
/// as much work again; `SPEEDGATE_REFERENCE_FAULT=pipeline/embedding=crash` makes it crash (or `throw`,
/// `hang`, `print`, or `fail` behind its circuit breaker). Several are separated by commas. Only this
/// suite reads them, and only its `pipeline/` benchmarks take part. With a mistake in one of them the
/// suite does not start.
struct Demonstration: Sendable {
  enum Fault: String, Sendable, CaseIterable {
    case crash, `throw`, hang, print, fail
  }

  /// A mistake in one of the variables, or the fault that was asked for.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The requested demonstration; read when the suite starts, before anything is measured.
  static let fromEnvironment = Result {
    try Demonstration(
      variables: Platform.environmentNames(),
      slowdowns: Platform.environment(slowdownVariable) ?? "",
      faults: Platform.environment(faultVariable) ?? "", nodes: PipelineBenchmarks.nodes)
  }

  private static let slowdownVariable = "SPEEDGATE_REFERENCE_SLOWDOWN"
  private static let faultVariable = "SPEEDGATE_REFERENCE_FAULT"
  private static let variablesThatAreRead = [
    slowdownVariable, faultVariable, Document.variable,
  ]

  private var extraPercent: [String: Int] = [:]
  private var faults: [String: Fault] = [:]

  /// Reads what is asked for.
  ///
  /// - Parameters:
  ///   - variables: The names of all variables of the environment.
  ///   - slowdowns: `NAME=50%`, several separated by commas.
  ///   - faults: `NAME=crash`, several separated by commas.
  ///   - nodes: The benchmarks that take part.
  /// - Throws: ``Failure`` when something is misspelt.
  init(variables: [String] = [], slowdowns: String, faults: String, nodes: [PipelineNode]) throws {
    let unknown = variables.first {
      $0.hasPrefix("SPEEDGATE_REFERENCE_") && !Self.variablesThatAreRead.contains($0)
    }
    if let unknown {
      throw Failure(
        description: "there is no variable \(unknown); this suite reads "
          + Self.variablesThatAreRead.joined(separator: ", "))
    }
    for (name, value) in try Self.entries(slowdowns, of: Self.slowdownVariable, nodes) {
      guard value.hasSuffix("%"), let percent = Int(value.dropLast()), (0...1000).contains(percent)
      else {
        throw Failure(
          description: "\(Self.slowdownVariable): '\(name)=\(value)' should be NAME=50%, "
            + "a whole number from 0 to 1000")
      }
      extraPercent[name] = percent
    }
    for (name, value) in try Self.entries(faults, of: Self.faultVariable, nodes) {
      guard let fault = Fault(rawValue: value) else {
        throw Failure(
          description: "\(Self.faultVariable): '\(name)=\(value)' should be NAME=FAULT, with "
            + Fault.allCases.map(\.rawValue).joined(separator: ", ") + " as the fault")
      }
      if fault == .fail, nodes.contains(where: { $0.name == name && $0.breaker == nil }) {
        throw Failure(
          description: "\(Self.faultVariable): \(name) has no circuit breaker to fail behind")
      }
      self.faults[name] = fault
    }
  }

  /// The share of its work that a benchmark does again, in per cent.
  func extraPercent(for benchmark: String) -> Int { extraPercent[benchmark] ?? 0 }

  /// Does the harm that was asked for.
  func harm(_ benchmark: String) throws {
    switch faults[benchmark] {
    case .crash: fatalError("asked to crash by SPEEDGATE_REFERENCE_FAULT")
    case .throw: throw Failure(description: "asked to throw by SPEEDGATE_REFERENCE_FAULT")
    case .hang: while blackBox(true) {}
    case .print: print("calibrated 1 1.0\nfinished")
    case .fail, nil: break
    }
  }

  /// Returns the error that each of its calls throws; nil when they succeed.
  func failure(of benchmark: String) -> Failure? {
    faults[benchmark] == .fail
      ? Failure(description: "asked to fail by SPEEDGATE_REFERENCE_FAULT") : nil
  }

  /// Pairs `name=value` of a list, each of a benchmark that takes part and is named once.
  private static func entries(
    _ list: String, of variable: String, _ nodes: [PipelineNode]
  ) throws -> [(name: String, value: String)] {
    let entries = list.split(separator: ",", omittingEmptySubsequences: !list.contains(","))
      .map { entry in
        guard let equals = entry.lastIndex(of: "=") else { return (String(entry), "") }
        return (String(entry[..<equals]), String(entry[entry.index(after: equals)...]))
      }
    var seen: Set<String> = []
    for (name, _) in entries {
      guard nodes.contains(where: { $0.name == name }) else {
        throw Failure(
          description: "\(variable): there is no benchmark '\(name)' that takes part; "
            + "--list --filter 'pipeline/*' names those that do")
      }
      guard seen.insert(name).inserted else {
        throw Failure(description: "\(variable): '\(name)' is named twice")
      }
    }
    return entries
  }
}

extension BenchmarkRun {
  /// Measures work in pieces, with a share of it again where a slow-down is asked for.
  ///
  /// Each iteration does every piece once and then pieces that make up the share, so that a slow-down
  /// of 50 % is half the work once more, in every single iteration.
  ///
  /// - Parameter breaker: The breaker for an iteration's work, where it may fail.
  func measureSlices<Piece, Answer>(
    _ benchmark: String, breaker: Benchmark.GuardedCalls?, _ slices: Slices<Piece, Answer>
  ) throws {
    let demonstration = try Demonstration.fromEnvironment.get()
    try demonstration.harm(benchmark)
    let pieces = slices.pieces
    let again = slices.share(percent: demonstration.extraPercent(for: benchmark))
    let work = slices.work
    func workOnce() {
      for index in pieces.indices { blackHole(work(blackBox(pieces[index]))) }
      for index in again.indices { blackHole(work(blackBox(again[index]))) }
    }
    guard let breaker else {
      measure { workOnce() }
      return
    }
    let failure = demonstration.failure(of: benchmark)
    measure {
      breaker.call(fallback: ()) {
        if let failure { throw failure }
        workOnce()
      }
    }
  }
}
