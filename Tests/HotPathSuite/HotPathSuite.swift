import Speedgate

/// The paths on which Speedgate's own time goes, over made-up data that a seed fixes.
///
/// Each benchmark takes at most some 10 ms, so that the whole suite is gated within a minute. The data are made before
/// `measure`, and everything but ``HistoryBenchmarks`` stays in memory, so that no disk is measured.
@main
struct HotPathSuite: BenchmarkSuite {
  var benchmarks: Benchmarks {
    ReadingBenchmarks.all
    JudgingBenchmarks.all
    RenderingBenchmarks.all
    HistoryBenchmarks.all
    StatisticsBenchmarks.all
  }
}
