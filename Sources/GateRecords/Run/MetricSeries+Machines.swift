/// Whose launches a series holds, where several machines made them.
extension MetricSeries {
  /// The places of each machine's launches, in the order of the run's machines; one range where one machine
  /// made all.
  package var launchesOfMachines: [Range<Int>] {
    guard let machineLaunches else { return [0..<launches.count] }
    var start = 0
    return machineLaunches.map { count in
      // A file may say anything; what does not fit is refused elsewhere and must not trap here.
      let end = min(launches.count, start + min(max(0, count), launches.count - start))
      defer { start = end }
      return start..<end
    }
  }

  /// The launches of some machines alone, as those of as many machines.
  package func ofMachines(_ isWanted: (Int) -> Bool) -> MetricSeries {
    guard let machineLaunches else { return self }
    let ranges = launchesOfMachines
    let kept = ranges.indices.filter(isWanted)
    func chosen(_ all: [[Double]]) -> [[Double]] {
      kept.flatMap { Array(all[ranges[$0].clamped(to: 0..<all.count)]) }
    }
    var part = self
    part.launches = chosen(launches)
    part.baselineLaunches = baselineLaunches.map(chosen)
    part.machineLaunches = kept.map { machineLaunches[$0] }
    part.earlierPairs = nil
    return part
  }

  /// Why it cannot be what this many machines gave; nil where it can.
  ///
  /// - Parameter count: The machines of the run; 0 where one made it.
  package func contradiction(ofMachines count: Int) -> String? {
    guard let machineLaunches else {
      return count == 0 || launches.isEmpty
        ? nil : RecordMessage.machinesNotNamed(metric: metric.rawValue).line
    }
    guard machineLaunches.count == count else {
      return RecordMessage.machineCount(
        metric: metric.rawValue, machines: machineLaunches.count, run: count
      ).line
    }
    var left = launches.count
    for own in machineLaunches {
      guard own >= 0, own <= left else {
        return RecordMessage.machinesMadeMore(metric: metric.rawValue, launches: launches.count)
          .line
      }
      left -= own
    }
    return left == 0
      ? nil
      : RecordMessage.machinesMadeFewer(metric: metric.rawValue, launches: launches.count).line
  }
}
