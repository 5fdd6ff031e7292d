/// The payload of `phase_performance`: how long one component read, worked and wrote, with the resulting rates.
///
/// The steps of a benchmark or of a pipeline's job, summed up by what they do. The producer of the
/// event is the component itself, see ``EventOrigin/component(_:)``. The first document's
/// `formation.performance` is this event with the stage `formation`.
package struct PhasePerformance: Hashable, Sendable, Codable {
  /// The benchmark; absent where a pipeline's job reports itself without one.
  package var benchmark: BenchmarkIdentifier?
  /// The stage of the pipeline that the component belongs to, such as `formation`.
  package var stage: String?
  /// The steps that read, in milliseconds together; 0 without any.
  package var queryMilliseconds: Double
  /// The steps that transform, in milliseconds together; 0 without any.
  package var transformMilliseconds: Double
  /// The steps that write, in milliseconds together; 0 without any.
  package var writeMilliseconds: Double
  /// Rows that the reading steps read, or all steps where no reading one says; absent when none does.
  package var rowsRead: Int64?
  /// Rows that the writing steps wrote, or all steps where no writing one says; absent when none does.
  package var rowsWritten: Int64?
  /// The step that takes longest; absent where only the sums are known.
  package var bottleneckStep: String?
  /// How long reading takes, in a word; absent where it was not derived.
  package var queryEfficiency: PerformanceIndicators.Efficiency?
  /// Rows a second of the transforming steps.
  package var transformThroughput: Double?
  /// Rows a second of the writing steps.
  package var writeThroughput: Double?

  private enum CodingKeys: String, CodingKey {
    case benchmark, stage
    case queryMilliseconds = "query_ms"
    case transformMilliseconds = "transform_ms"
    case writeMilliseconds = "write_ms"
    case rowsRead = "rows_read"
    case rowsWritten = "rows_written"
    case bottleneckStep = "bottleneck_step"
    case queryEfficiency = "query_efficiency"
    case transformThroughput = "transform_throughput"
    case writeThroughput = "write_throughput"
  }

  /// Creates a payload.
  package init(
    benchmark: BenchmarkIdentifier? = nil, stage: String? = nil, queryMilliseconds: Double,
    transformMilliseconds: Double, writeMilliseconds: Double, rowsRead: Int64?,
    rowsWritten: Int64?, indicators: PerformanceIndicators? = nil
  ) {
    self.benchmark = benchmark
    self.stage = stage
    self.queryMilliseconds = queryMilliseconds
    self.transformMilliseconds = transformMilliseconds
    self.writeMilliseconds = writeMilliseconds
    self.rowsRead = rowsRead
    self.rowsWritten = rowsWritten
    bottleneckStep = indicators?.bottleneckStep
    queryEfficiency = indicators?.queryEfficiency
    transformThroughput = indicators?.transformThroughput
    writeThroughput = indicators?.writeThroughput
  }

  /// Sums up the steps of one iteration by what they do.
  package init(
    benchmark: BenchmarkIdentifier? = nil, stage: String? = nil, steps: [StepRecord],
    indicators: PerformanceIndicators?
  ) {
    func working(_ kind: StepKind) -> [StepRecord] {
      steps.filter { StepWords.kind(of: $0) == kind }
    }
    func time(_ kind: StepKind) -> Double {
      working(kind).reduce(0) { $0 + $1.durationMilliseconds }
    }
    func rows(_ kind: StepKind, _ rows: (StepRecord) -> Int64?) -> Int64? {
      let own = working(kind).compactMap(rows)
      let known = own.isEmpty ? steps.compactMap(rows) : own
      guard !known.isEmpty else { return nil }
      return known.reduce(0) { sum, rows in
        let (total, isTooMuch) = sum.addingReportingOverflow(rows)
        return isTooMuch ? .max : total
      }
    }
    self.init(
      benchmark: benchmark, stage: stage, queryMilliseconds: time(.read),
      transformMilliseconds: time(.transform), writeMilliseconds: time(.write),
      rowsRead: rows(.read, \.rowsRead), rowsWritten: rows(.write, \.rowsWritten),
      indicators: indicators)
  }
}

/// The payload of `parallel_stage_performance`: how a stage ran its jobs in parallel.
///
/// The producer of the event is the stage, see ``EventOrigin/component(_:)``. The first document's
/// `ingest.parallel_performance` is this event with the stage `ingest`. Its `speedup_potential` of
/// jobs ÷ workers is the number of rounds, which falls with every worker; here it is the speed-up
/// that this number of workers could reach, and the rounds are ``waves``.
package struct ParallelStagePerformance: Hashable, Sendable, Codable {
  /// The stage, such as `ingest`.
  package var stage: String?
  /// How many jobs ran.
  package var jobCount: Int
  /// How many of them could run at a time.
  package var maxWorkers: Int
  /// From the first job's start to the last one's end, in milliseconds.
  package var durationMilliseconds: Double
  /// The time of the jobs one after the other, in milliseconds; absent where it was not measured.
  package var sequentialMilliseconds: Double?
  /// Rounds that the workers need when all jobs take the same time: jobs ÷ workers, rounded up.
  package var waves: Int?
  /// The largest speed-up that jobs of the same length allow: jobs ÷ rounds.
  package var speedupPotential: Double?
  /// The measured speed-up: sequential time ÷ duration.
  package var speedup: Double?
  /// The measured speed-up ÷ workers, in per cent.
  package var efficiencyPercent: Double?
  /// Duration ÷ jobs, in milliseconds.
  package var actualPerJob: Double?

  private enum CodingKeys: String, CodingKey {
    case stage, waves, speedup
    case jobCount = "job_count"
    case maxWorkers = "max_workers"
    case durationMilliseconds = "duration_ms"
    case sequentialMilliseconds = "sequential_ms"
    case speedupPotential = "speedup_potential"
    case efficiencyPercent = "efficiency_pct"
    case actualPerJob = "actual_per_job"
  }

  /// Creates a payload and works out what follows from it.
  ///
  /// Quotients that cannot be computed are absent: without jobs, workers or time there are none.
  ///
  /// - Parameters:
  ///   - jobs: How many jobs ran.
  ///   - workers: How many of them could run at a time.
  ///   - milliseconds: From the first job's start to the last one's end.
  ///   - sequentialMilliseconds: The time of the jobs one after the other.
  package init(
    stage: String? = nil, jobs: Int, workers: Int, milliseconds: Double,
    sequentialMilliseconds: Double? = nil
  ) {
    self.stage = stage
    jobCount = jobs
    maxWorkers = workers
    durationMilliseconds = milliseconds
    self.sequentialMilliseconds = sequentialMilliseconds
    guard jobs > 0, workers > 0 else { return }
    let rounds = jobs / workers + (jobs % workers == 0 ? 0 : 1)
    waves = rounds
    speedupPotential = Double(jobs) / Double(rounds)
    actualPerJob = milliseconds / Double(jobs)
    guard let sequentialMilliseconds, milliseconds > 0 else { return }
    let speedup = sequentialMilliseconds / milliseconds
    self.speedup = speedup
    efficiencyPercent = speedup / Double(workers) * 100
  }

  /// Whether a figure that is given contradicts the one that follows, by more than 5 % and its rounding.
  package static func differ(_ given: Double, _ expected: Double, rounding: Double) -> Bool {
    abs(given - expected) > max(0.05 * abs(expected), rounding)
  }
}
