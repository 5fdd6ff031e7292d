import GateRecords
import GateStatistics

/// The evidence of all benchmarks of a run about the numbers that earlier runs stored: the machine's speed, and the
/// spread of values from run to run.
struct CachedSuite {
  /// The figures that one comparison holds against each other.
  struct Figures {
    /// This run's.
    let new: Double
    /// The stored runs', the newest first.
    let stored: [Double]
    /// The evidence of the rest of the suite.
    let suite: CachedComparison.Suite
    /// How much slower the machine was than in the stored runs, 1.08 for 8 %; nil where nothing is taken
    /// out of these figures.
    let machineShift: Double?
    /// The number of benchmarks with stored times, when it is too small to estimate the machine's speed; nil
    /// otherwise.
    let tooFew: Int?
  }

  private struct Key: Hashable {
    let benchmark: BenchmarkIdentifier
    let metric: MetricName
  }

  /// One metric of one benchmark: this run's figure and the stored ones, by the run's place.
  private struct Row {
    let new: Double
    let stored: [(run: Int, figure: Double)]
    let pace: MachinePace

    /// The stored figures' logarithms, each run's factor taken out.
    func logarithms(_ shift: MachineShift?) -> [Double] {
      stored.map {
        Elementary.logarithm($0.figure) - pace.sign * (shift?.stored[$0.run] ?? 0)
      }
    }
  }

  /// The machine's speed; nil with too few benchmarks to estimate it.
  let shift: MachineShift?
  private let inflation: Double
  private let usual: [MetricName: VariancePrior]
  private let rows: [Key: Row]
  /// How several stored runs become the figure to compare with.
  let reference: CachedComparison.Reference
  private let voters: Int

  /// Analyses the whole suite once; does nothing where pairs decide everything.
  ///
  /// A benchmark that was measured in pairs counts for the machine's speed, too, by its baseline's program,
  /// which the change under test did not touch.
  init(
    _ run: RunRecord, stored runs: StoredRuns, reference: CachedComparison.Reference
  ) {
    self.reference = reference
    let measured = run.benchmarks.filter { $0.status == .measured }
    let isNeeded =
      !runs.isEmpty && measured.contains { $0.metrics.contains { $0.baselineLaunches == nil } }
    var keys: [Key] = []
    var rows: [Key: Row] = [:]
    var votes: [Key] = []
    for benchmark in isNeeded ? measured : [] {
      let known = benchmark.metrics.compactMap { series in
        Self.row(series, of: benchmark, in: runs).map { (series.metric, $0) }
      }
      for (metric, row) in known {
        let key = Key(benchmark: benchmark.name, metric: metric)
        keys.append(key)
        rows[key] = row
      }
      if let vote = Self.vote(known) { votes.append(Key(benchmark: benchmark.name, metric: vote)) }
    }
    let voting = votes.compactMap { rows[$0] }
    let shift = MachineShift(
      new: voting.map { $0.pace.sign * Elementary.logarithm($0.new) },
      stored: voting.map { row in
        var times = [Double?](repeating: nil, count: runs.count)
        for (run, figure) in row.stored {
          times[run] = row.pace.sign * Elementary.logarithm(figure)
        }
        return times
      })
    var logarithms: [MetricName: [[Double]]] = [:]
    // In the suite's order, so that sums are the same to the last digit whenever the check is made.
    for key in keys {
      if let row = rows[key] {
        logarithms[key.metric, default: []].append(row.logarithms(shift))
      }
    }
    let usual = logarithms.compactMapValues(RunSpread.usual)
    inflation =
      shift?.inflation(
        over: zip(votes, voting).map { key, row in
          let spread = RunSpread(of: row.logarithms(shift), usual: usual[key.metric])
          let runs = 1 + CachedComparison.error(of: reference, runs: row.stored.count)
          return (spread.deviation * runs.squareRoot(), spread.distribution)
        }) ?? 1
    self.shift = shift
    self.usual = usual
    self.rows = rows
    voters = votes.count
  }

  /// The figures of a metric of a benchmark; nil where a side has none.
  func figures(
    of series: MetricSeries, _ benchmark: BenchmarkIdentifier, stored: [StoredFigures]
  ) -> Figures? {
    let key = Key(benchmark: benchmark, metric: series.metric)
    guard let row = rows[key] else {
      let stored = stored.compactMap(\.median)
      return Self.figure(series.launches).map {
        Figures(
          new: $0, stored: stored, suite: .unknown, machineShift: nil, tooFew: nil)
      }
    }
    let sign = row.pace.sign
    var suite = CachedComparison.Suite(usual: usual[series.metric])
    if let shift, sign != 0 {
      suite.stored = row.stored.map { sign * shift.stored[$0.run] }
      suite.new = sign * shift.logRatio
      suite.error = shift.error
      suite.inflation = inflation
    }
    return Figures(
      new: row.new, stored: row.stored.map(\.figure), suite: suite,
      machineShift: sign == 0 ? nil : shift.map { Elementary.exponential($0.logRatio) },
      tooFew: sign == 0 || shift != nil ? nil : voters)
  }

  // MARK: From records to figures

  /// A run's figure: the median of all its samples, which reports show, too.
  static func figure(_ launches: [[Double]]) -> Double? {
    Percentile.median(of: launches.flatMap { $0 })
  }

  /// The row of a metric; nil for counts, for what no stored run has, and for what has no logarithm.
  private static func row(
    _ series: MetricSeries, of benchmark: BenchmarkRecord, in runs: StoredRuns
  ) -> Row? {
    guard !series.isDeterministic, !series.metric.isCounted,
      let new = figure(series.baselineLaunches ?? series.launches), isPositive(new)
    else { return nil }
    let stored = StoredHistory(
      series, of: benchmark.name, sampling: benchmark.sampling, in: runs
    ).comparable.compactMap { entry in
      entry.series.figures.median.map { (run: entry.run, figure: $0) }
    }
    guard !stored.isEmpty, stored.allSatisfy({ isPositive($0.figure) }) else { return nil }
    return Row(new: new, stored: stored, pace: MachinePace(series))
  }

  private static func isPositive(_ figure: Double) -> Bool { figure > 0 && figure.isFinite }

  /// The metric by which a benchmark counts for the machine's speed: its elapsed time, else its processor
  /// time, another time, or a rate; nil where it has none.
  private static func vote(_ rows: [(metric: MetricName, row: Row)]) -> MetricName? {
    let usual: [MetricName] = [.wallTime, .cpuTime]
    let timed = rows.filter { $0.row.pace != .none }
    if let metric = usual.first(where: { name in timed.contains { $0.metric == name } }) {
      return metric
    }
    return (timed.first { $0.row.pace == .time } ?? timed.first)?.metric
  }
}
