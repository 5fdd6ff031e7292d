import GateRecords
import Testing

/// R4: the events of phases and of parallel stages.
@Suite struct PhaseEventTests {
  private static let steps = [
    StepRecord(stepID: "read_me", durationMilliseconds: 2134, rowsRead: 60, rowsWritten: nil),
    StepRecord(stepID: "prepare", durationMilliseconds: 234, rowsRead: 60, rowsWritten: 60),
    StepRecord(stepID: "score", durationMilliseconds: 10_234, rowsRead: 429, rowsWritten: 429),
    StepRecord(stepID: "write", durationMilliseconds: 1234, rowsRead: nil, rowsWritten: 400),
    StepRecord(
      stepID: "load", durationMilliseconds: 66, rowsRead: nil, rowsWritten: 29, kind: .write),
  ]

  @Test func `steps are summed up by what they do, as they declare it or by their names`() {
    let phases = PhasePerformance(
      benchmark: BenchmarkIdentifier("formation"), stage: "formation", steps: Self.steps,
      indicators: PerformanceIndicators(
        bottleneckStep: "score", queryEfficiency: .good, transformThroughput: 46.71,
        writeThroughput: 330))
    #expect(phases.queryMilliseconds == 2134 && phases.transformMilliseconds == 10_468)
    #expect(phases.writeMilliseconds == 1300)
    #expect(phases.rowsRead == 60 && phases.rowsWritten == 429)
    #expect(phases.bottleneckStep == "score" && phases.queryEfficiency == .good)
  }

  @Test func `rows are those of all steps where no step of the kind says any`() {
    let steps = [
      StepRecord(stepID: "score", durationMilliseconds: 1, rowsRead: 5, rowsWritten: 4),
      StepRecord(stepID: "shape", durationMilliseconds: 1, rowsRead: 2, rowsWritten: 3),
    ]
    let phases = PhasePerformance(steps: steps, indicators: nil)
    #expect(phases.queryMilliseconds == 0 && phases.rowsRead == 7 && phases.rowsWritten == 7)
    let silent = PhasePerformance(
      steps: [StepRecord(stepID: "a", durationMilliseconds: 1, rowsRead: nil, rowsWritten: nil)],
      indicators: nil)
    #expect(silent.rowsRead == nil && silent.rowsWritten == nil)
  }

  @Test func `sums of rows that no number holds are as many as there are numbers`() {
    let much = StepRecord(
      stepID: "read", durationMilliseconds: 1, rowsRead: .max, rowsWritten: nil)
    #expect(PhasePerformance(steps: [much, much], indicators: nil).rowsRead == .max)
  }

  // Jobs, workers, rounds and the largest speed-up of jobs of one length.
  @Test(arguments: [
    (4, 4, 1, 4.0), (2, 4, 1, 2), (4, 1, 4, 1), (5, 4, 2, 2.5), (8, 4, 2, 4),
  ]) func `the potential of a stage is jobs by rounds`(
    _ jobs: Int, _ workers: Int, _ waves: Int, _ potential: Double
  ) {
    let stage = ParallelStagePerformance(jobs: jobs, workers: workers, milliseconds: 40_000)
    #expect(stage.waves == waves && stage.speedupPotential == potential)
    #expect(stage.actualPerJob == 40_000 / Double(jobs) && stage.speedup == nil)
  }

  @Test func `four jobs of 120 s in 40 s are three times as fast, at three quarters`() {
    let stage = ParallelStagePerformance(
      stage: "ingest", jobs: 4, workers: 4, milliseconds: 40_000, sequentialMilliseconds: 120_000)
    #expect(stage.speedup == 3 && stage.efficiencyPercent == 75 && stage.actualPerJob == 10_000)
  }

  @Test(arguments: [(0, 4), (4, 0), (-1, 4), (4, -1)])
  func `without jobs or workers nothing is divided`(_ jobs: Int, _ workers: Int) {
    let stage = ParallelStagePerformance(
      jobs: jobs, workers: workers, milliseconds: 10, sequentialMilliseconds: 20)
    #expect(stage.waves == nil && stage.speedupPotential == nil && stage.actualPerJob == nil)
    #expect(stage.speedup == nil && stage.efficiencyPercent == nil)
  }

  @Test func `without time there is no speed-up`() {
    let stage = ParallelStagePerformance(
      jobs: 4, workers: 4, milliseconds: 0, sequentialMilliseconds: 20)
    #expect(stage.speedup == nil && stage.waves == 1)
  }
}
