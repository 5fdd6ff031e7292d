import GateRecords

/// A program that holds benchmarks.
///
/// Mark a conforming type `@main` and the program is complete: started by hand it prints a table; started by
/// `speedgate-bench` it measures as requested.
///
/// ```swift
/// import Speedgate
///
/// @main
/// struct OrderBenchmarks: BenchmarkSuite {
///   var benchmarks: Benchmarks {
///     Benchmark("parse/order") { run in
///       let text = Fixtures.largeOrder
///       run.measure { blackHole(parse(blackBox(text))) }
///     }
///   }
/// }
/// ```
public protocol BenchmarkSuite {
  /// Creates the suite; called once a process.
  ///
  /// A suite that cannot start, for example because a file is missing, throws: it then measures nothing
  /// and reports the error.
  init() throws

  /// The benchmarks, in the order in which reports list them.
  @BenchmarkBuilder var benchmarks: Benchmarks { get }

  /// The suite's name in reports; by default the type's.
  static var name: String { get }
}

extension BenchmarkSuite {
  /// The type's name.
  public static var name: String { "\(Self.self)" }

  /// Runs the suite: as a worker when a driver started it, as a table for people otherwise.
  @MainActor
  public static func main() async {
    guard let clock = workerClock() else {
      let status = await StandaloneRun(SuiteDeclaration(of: Self.self)).run(
        Array(CommandLine.arguments.dropFirst()))
      Platform.exit(status)
    }
    // Before any of the suite's own code runs: who watches a traced worker sees by this where that begins.
    guard let channel = DescriptorChannel.ofWorker() else {
      let complaint = SuiteMessage.notStartedByDriver(suite: name).line
      _ = Platform.write(2, Array((complaint + "\n").utf8))
      Platform.exit(2)
    }
    await Worker.serve(Worker(SuiteDeclaration(of: Self.self), channel: channel, clock: clock()))
    Platform.exit(0)
  }

  /// The clock that a worker reads; nil when no driver started this program.
  private static func workerClock() -> (() -> HarnessClock)? {
    let role = Platform.environment("SPEEDGATE_WORKER")
    guard role == "1" || role == "trace" else { return nil }
    // A suite that a benchmark starts is run by hand, not by our driver.
    Platform.unsetEnvironment("SPEEDGATE_WORKER")
    return role == "trace" ? { .madeUp } : { .measured() }
  }
}

/// A list of benchmarks, as a suite declares it.
public struct Benchmarks: Sendable {
  var cases: [BenchmarkCase]

  /// The benchmarks' full names, in order.
  public var names: [String] { cases.map(\.name) }
}

/// Builds a list of benchmarks from declarations, conditions and loops.
@resultBuilder
public enum BenchmarkBuilder {
  /// Takes one declaration.
  public static func buildExpression(_ benchmark: Benchmark) -> Benchmarks {
    Benchmarks(cases: benchmark.cases)
  }

  /// Takes a group.
  public static func buildExpression(_ group: Benchmark.Group) -> Benchmarks {
    Benchmarks(cases: group.cases)
  }

  /// Takes a list made elsewhere.
  public static func buildExpression(_ benchmarks: Benchmarks) -> Benchmarks { benchmarks }

  /// Joins declarations.
  public static func buildBlock(_ parts: Benchmarks...) -> Benchmarks { buildArray(parts) }

  /// Joins the declarations of a loop.
  public static func buildArray(_ parts: [Benchmarks]) -> Benchmarks {
    Benchmarks(cases: parts.flatMap(\.cases))
  }

  /// Takes the declarations of a condition that may not hold.
  public static func buildOptional(_ part: Benchmarks?) -> Benchmarks {
    part ?? Benchmarks(cases: [])
  }

  /// Takes the first branch.
  public static func buildEither(first part: Benchmarks) -> Benchmarks { part }

  /// Takes the second branch.
  public static func buildEither(second part: Benchmarks) -> Benchmarks { part }
}
