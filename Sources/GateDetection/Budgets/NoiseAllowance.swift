import GateRecords

/// The part of a benchmark's samples that the machine may have caused, which must not fail the gate.
///
/// An absolute limit on elapsed time is not compared with a baseline that shares the machine's noise. Two
/// allowances replace that. A sample during which the system took the processor away is known only within
/// bounds: the program alone would have taken at most what elapsed, and at least its processor
/// time. And a burst of noise falls on some launches, while a program that is too slow is so in all
/// of them. A limit is broken only if it stays broken with both allowed for; it is kept only by the
/// samples as they were. What lies between is unproven.
struct NoiseAllowance {
  /// The metrics that a busy machine changes.
  static func applies(to metric: MetricName) -> Bool {
    metric == .wallTime || metric == .cpuTime || metric == .throughput || metric.stepName != nil
  }

  /// The launches' samples as kindly as the evidence allows.
  let launches: [[Double]]
  /// How many samples were disturbed.
  let disturbedCount: Int

  init(_ series: MetricSeries, of benchmark: BenchmarkRecord) {
    guard let places = benchmark.disturbedSamples, places.count == series.launches.count,
      let wall = benchmark.series(of: .wallTime)?.launches,
      let cpu = benchmark.series(of: .cpuTime)?.launches,
      series.metric == .wallTime || series.metric == .throughput || series.metric.stepName != nil
    else {
      launches = series.launches
      disturbedCount = 0
      return
    }
    var kind = series.launches
    var count = 0
    for launch in kind.indices {
      for place in places[launch] {
        guard kind[launch].count == wall[launch].count || series.metric.stepName == nil,
          kind[launch].indices.contains(place), wall.indices.contains(launch),
          cpu.indices.contains(launch), wall[launch].indices.contains(place),
          cpu[launch].indices.contains(place), wall[launch][place] > 0
        else { continue }
        count += 1
        if series.metric.stepName != nil {
          // All that was taken away may have been taken from this step.
          kind[launch][place] = max(
            0, kind[launch][place] - max(0, wall[launch][place] - cpu[launch][place]))
          continue
        }
        let share = min(1, max(0, cpu[launch][place] / wall[launch][place]))
        guard share > 0 else { continue }
        if series.direction == .higherIsBetter {
          kind[launch][place] /= share
        } else {
          kind[launch][place] *= share
        }
      }
    }
    launches = kind
    disturbedCount = count
  }

  /// The launches without the quarter that breaks the limit most often, one at least of three.
  ///
  /// - Complexity: O(samples).
  static func withoutWorst(_ launches: [[Double]], breaks: (Double) -> Bool) -> [[Double]] {
    guard launches.count >= 3 else { return launches }
    let shares = launches.map { samples in
      Double(samples.count(where: breaks)) / Double(max(1, samples.count))
    }
    let kept = launches.count - max(1, launches.count / 4)
    // The earlier of two equal launches stays, so that the same record gives the same verdict.
    let order = launches.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
    return order.prefix(kept).sorted().map { launches[$0] }
  }
}
