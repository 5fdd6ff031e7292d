import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords
import GateStatistics

/// Measures one benchmark of two programs in as many launch pairs as are asked for.
struct BisectedPair {
  /// The figures of launch pairs.
  struct Figures {
    /// ln(candidate ÷ baseline) of each pair; larger is worse.
    let logRatios: [Double]
    /// Which way the metric gets better.
    let direction: MetricDirection
  }

  let benchmark: BenchmarkIdentifier
  let metric: MetricName
  let arguments: ParsedArguments
  let context: CommandContext

  /// Measures.
  ///
  /// - Parameters:
  ///   - pairs: Launch pairs, an even number.
  ///   - seed: Of orders and layouts.
  /// - Returns: nil where one of the programs has no such benchmark or it fails there, with the reason.
  /// - Throws: `FileError` where programs cannot be copied, `UsageError` for layouts that are impossible.
  func measured(
    _ candidate: (path: String, hash: String), beside baseline: (path: String, hash: String),
    pairs: Int, seed: UInt64
  ) throws -> Result<Figures, PairFailure> {
    let layouts = try LayoutChoice(arguments, [.candidate: candidate, .baseline: baseline])
    let launcher = try ProcessLauncher(
      candidate: .init(path: candidate.path), baseline: .init(path: baseline.path),
      environment: context.environment, kits: layouts.kits)
    defer { launcher.remove() }
    var selection = BenchmarkSelection()
    selection.only = [benchmark.rawValue]
    var options = SuiteMeasurement.Options(
      profile: .standard, timeBudget: 600, seed: seed, selection: selection,
      processors: Processors.bindable())
    options.exactPairs = pairs
    options.countsWork = metric != .wallTime && metric != .meanTime
    options.requiresBaseline = true
    var measurement = SuiteMeasurement(
      options: options, policy: .builtIn, launcher: launcher, isPaired: true,
      clock: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, report: { _ in })
    let result: SuiteMeasurement.Result
    do {
      result = try measurement.run()
    } catch {
      return .failure(PairFailure(reason: "\(error)"))
    }
    guard let record = result.benchmarks.first(where: { $0.name == benchmark }) else {
      return .failure(
        PairFailure(reason: BenchMessage.benchmarkMissing(name: benchmark.rawValue).line))
    }
    if let failure = record.failure {
      return .failure(PairFailure(reason: fails(failure.message)))
    }
    if let failure = record.baselineFailure {
      return .failure(PairFailure(reason: fails(failure.message)))
    }
    guard let series = record.series(of: metric), series.baselineLaunches != nil else {
      return .failure(
        PairFailure(
          reason: BenchMessage.metricNotOnBothSides(
            benchmark: benchmark.rawValue, metric: metric.rawValue
          ).line))
    }
    return .success(Figures(logRatios: logRatios(of: series, record), direction: series.direction))
  }

  private func fails(_ message: String) -> String {
    BenchMessage.benchmarkFails(name: benchmark.rawValue, message: message).line
  }

  private func logRatios(of series: MetricSeries, _ record: BenchmarkRecord) -> [Double] {
    let planned = PlannedTest(
      benchmark: benchmark, metric: metric, question: .paired, tolerance: 0.01,
      tolerancePoints: nil, floor: nil, direction: series.direction, mode: .enforce)
    var test = FigureTest(
      planned,
      promises: DecisionPolicy(suiteFalseAlarmRate: 0.01, missRate: 0.05, comparisonCount: 1),
      datum: PairedDatum(unit: series.unit, iterations: record.iterationsPerSample))
    test.add(series)
    return test.test.logRatios
  }
}

/// Why a pair of programs gave no figures.
struct PairFailure: Error, Hashable {
  let reason: String
}
