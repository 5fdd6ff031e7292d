import GateBudgets
import GateRecords
import GateStatistics

/// Combines launches of the same benchmarks that several machines made of the same two programs.
///
/// Each machine's launches stay together, machine after machine, so that evidence can be multiplied and figures
/// of different kinds of machine are never mixed.
struct MachineMerge {
  /// A record without launches that another one holds.
  struct Part {
    let path: String
    let run: RunRecord
    /// The places of its machines among all.
    let places: Range<Int>
    /// Whether its launches of earlier runs count; where another record holds them they do not.
    let keepsEarlier: Bool
  }

  let parts: [Part]
  /// All machines, in the order of their launches.
  let machines: [MachineRecord]
  /// Warnings for the reader, one sentence each.
  private(set) var warnings: [String] = []

  /// Finds out whose launches there are.
  ///
  /// - Parameter parts: Records of different runs.
  /// - Throws: ``MergeError`` where two of them hold the launches of one run.
  init(_ parts: [ShardMerge.Part]) throws(MergeError) {
    var machines: [MachineRecord] = []
    var owners: [RunIdentifier: String] = [:]
    var held: Set<RunIdentifier> = []
    var own: [Part] = []
    for part in parts {
      for machine in part.run.machines ?? [MachineRecord(part.run)] {
        guard let owner = owners.updateValue(part.path, forKey: machine.runID) else { continue }
        throw MergeError(
          .runHeldTwice(record: part.path, run: machine.runID.rawValue, owner: owner))
      }
    }
    held = Set(owners.keys)
    for part in parts {
      let start = machines.count
      machines += part.run.machines ?? [MachineRecord(part.run)]
      // Without their names it is not known whether another record holds them, too.
      let earlier = part.run.evidence.map { $0.runIDs ?? [] }
      let isNew =
        part.run.evidence?.runIDs.map { $0.allSatisfy { !held.contains($0) } }
        ?? (part.run.evidence == nil && !part.run.holdsEarlierLaunches)
      if isNew { held.formUnion(earlier ?? []) }
      own.append(
        Part(
          path: part.path, run: part.run, places: start..<machines.count, keepsEarlier: isNew))
    }
    self.parts = own
    self.machines = machines
    let stripped = own.count { !$0.keepsEarlier }
    if stripped > 0 {
      warnings.append(
        MeasurementMessage.earlierLeftOut(records: stripped, of: own.count).line)
    }
  }

  /// The kind of machine whose figures count by themselves: the one that measured most benchmarks, then most
  /// launches.
  func ownKind(of benchmarks: [BenchmarkRecord]) -> EnvironmentRecord? {
    var measured: [String: (benchmarks: Int, launches: Int)] = [:]
    for benchmark in benchmarks {
      let counts = benchmark.machineLaunches(of: machines.count)
      var here: [String: Int] = [:]
      for (machine, count) in zip(machines, counts) {
        here[machine.environment.key, default: 0] += count
      }
      for (key, count) in here where count > 0 {
        measured[key, default: (0, 0)].benchmarks += 1
        measured[key, default: (0, 0)].launches += count
      }
    }
    let best = measured.max {
      ($0.value.benchmarks, $0.value.launches, $1.key) < (
        $1.value.benchmarks, $1.value.launches, $0.key
      )
    }?.key
    return machines.first { best == nil || $0.environment.key == best }?.environment
  }

  /// Every benchmark once, with the launches of all machines that measured it.
  ///
  /// - Parameter all: The benchmarks of a record.
  mutating func benchmarks(
    _ all: (RunRecord) -> [BenchmarkRecord]
  ) throws(MergeError) -> [BenchmarkRecord] {
    var order: [BenchmarkIdentifier] = []
    var found: [BenchmarkIdentifier: [(Part, BenchmarkRecord)]] = [:]
    for part in parts {
      for benchmark in all(part.run) {
        if found[benchmark.name] == nil { order.append(benchmark.name) }
        found[benchmark.name, default: []].append((part, benchmark))
      }
    }
    var joined: [BenchmarkRecord] = []
    for name in order { joined.append(try join(found[name] ?? [])) }
    return joined
  }

  private mutating func join(
    _ all: [(part: Part, benchmark: BenchmarkRecord)]
  ) throws(MergeError) -> BenchmarkRecord {
    guard let first = all.first else { throw MergeError(.noRecord) }
    if all.contains(where: { $0.benchmark.hasSameCode != first.benchmark.hasSameCode }) {
      throw MergeError(
        .sameCodeInSome(record: first.part.path, benchmark: first.benchmark.name.rawValue))
    }
    if let failed = Self.failure(of: all) { return failed }
    let measured = all.filter { $0.benchmark.status == .measured }
    guard let reference = measured.first?.benchmark else { return first.benchmark }
    let fitting = measured.filter { entry in
      guard let obstacle = Self.obstacle(to: entry.benchmark, beside: reference) else {
        return true
      }
      warnings.append(
        MeasurementMessage.launchesLeftOut(
          benchmark: reference.name.rawValue, record: entry.part.path, reason: obstacle.line
        ).line)
      return false
    }
    try checkCopies(fitting)
    return joined(fitting, like: reference)
  }

  /// Launches that are in two records were made once, whatever the records say of themselves.
  private func checkCopies(
    _ all: [(part: Part, benchmark: BenchmarkRecord)]
  ) throws(MergeError) {
    var copies = LaunchCopies()
    for (part, benchmark) in all {
      for series in benchmark.metrics {
        for range in counted(series, of: part) {
          var own = series
          own.launches = Array(series.launches[range])
          own.baselineLaunches = series.baselineLaunches.map {
            Array($0[range.clamped(to: 0..<$0.count)])
          }
          guard let owner = copies.owner(of: own, benchmark.name, in: part.path) else { continue }
          throw MergeError(
            .launchesTwice(
              record: part.path, benchmark: benchmark.name.rawValue, owner: owner))
        }
      }
    }
  }

  /// The launches of each machine that count.
  private func counted(_ series: MetricSeries, of part: Part) -> [Range<Int>] {
    let earlier =
      part.keepsEarlier ? 0 : min(max(0, series.earlierPairs ?? 0), series.launches.count)
    return series.launchesOfMachines.map {
      max($0.lowerBound, earlier)..<max($0.upperBound, earlier)
    }
  }

  /// The benchmark as failed, where it failed on any machine or was skipped on some only; nil elsewhere.
  private static func failure(
    of all: [(part: Part, benchmark: BenchmarkRecord)]
  ) -> BenchmarkRecord? {
    let failed = all.filter { $0.benchmark.status == .failed }
    if let (_, benchmark) = failed.first {
      var merged = benchmark
      if failed.count < all.count || all.count > 1 {
        let extent = MeasurementMessage.failedOnSome(failed: failed.count, of: all.count)
        merged.failure?.message += "; \(extent.line)"
      }
      return merged
    }
    let skipped = all.filter { $0.benchmark.status == .skipped }
    guard let (_, benchmark) = skipped.first, skipped.count < all.count else { return nil }
    var merged = benchmark
    merged.status = .failed
    merged.failure = BenchmarkFailure(
      kind: .threw,
      message: MeasurementMessage.skippedOnSome(
        skipped: skipped.count, of: all.count, reason: benchmark.failure?.message
      ).line)
    return merged
  }

  /// Why launches cannot be put behind others; nil where they can.
  private static func obstacle(
    to benchmark: BenchmarkRecord, beside reference: BenchmarkRecord
  ) -> MeasurementMessage? {
    if benchmark.sampling != reference.sampling { return .otherSampling }
    for series in benchmark.metrics where !series.launches.isEmpty {
      guard let other = reference.series(of: series.metric), !other.launches.isEmpty else {
        continue
      }
      if series.unit != other.unit || series.direction != other.direction {
        return .otherUnit(metric: series.metric.rawValue)
      }
      if series.pairsTogether != other.pairsTogether, series.baselineLaunches != nil,
        other.baselineLaunches != nil
      {
        return .otherMetricSampling(metric: series.metric.rawValue)
      }
      // Means of many iterations and single ones are not compared by the same figure of a launch.
      let datum = PairedDatum(unit: series.unit, iterations: benchmark.iterationsPerSample)
      if datum != PairedDatum(unit: series.unit, iterations: reference.iterationsPerSample) {
        return .otherIterations(
          benchmark.iterationsPerSample, others: reference.iterationsPerSample)
      }
    }
    return nil
  }

  private func joined(
    _ all: [(part: Part, benchmark: BenchmarkRecord)], like reference: BenchmarkRecord
  ) -> BenchmarkRecord {
    var joined = reference
    var metrics: [MetricName] = []
    for series in all.flatMap(\.benchmark.metrics) where !metrics.contains(series.metric) {
      metrics.append(series.metric)
    }
    joined.metrics = metrics.compactMap { metric in
      series(of: metric, all)
    }
    joined.notes = all.flatMap(\.benchmark.notes).uniqued
    joined.tags = all.flatMap(\.benchmark.tags).uniqued
    joined.baselineFailure = all.lazy.compactMap(\.benchmark.baselineFailure).first
    joined.codeDoubts = all.lazy.compactMap(\.benchmark.codeDoubts).first
    joined.changedFunctions = all.lazy.compactMap(\.benchmark.changedFunctions).first
    joined.disturbedSamples = disturbedSamples(all)
    joined.breakerEvents = breakerEvents(all)
    let digests = Set(all.compactMap(\.benchmark.resultDigest))
    if digests.count > 1 {
      joined.notes.append(MeasurementMessage.digestByMachine.line)
    }
    return joined
  }

  /// A metric's launches of all machines; those without a partner are not among pairs.
  private func series(
    of metric: MetricName, _ all: [(part: Part, benchmark: BenchmarkRecord)]
  ) -> MetricSeries? {
    let given = all.compactMap { entry in
      entry.benchmark.series(of: metric).map { (part: entry.part, series: $0) }
    }
    let isPaired = given.contains { $0.series.baselineLaunches != nil }
    let fitting = given.filter { !isPaired || $0.series.baselineLaunches != nil }
    guard var joined = (fitting.first { !$0.series.launches.isEmpty } ?? fitting.first)?.series
    else {
      return nil
    }
    var counts = [Int](repeating: 0, count: machines.count)
    joined.launches = []
    joined.baselineLaunches = isPaired ? [] : nil
    joined.isDeterministic = fitting.allSatisfy(\.series.isDeterministic)
    joined.holdsMeans = fitting.contains { $0.series.holdsMeans == true } ? true : nil
    for (part, series) in fitting {
      for (place, range) in zip(part.places, counted(series, of: part)) {
        joined.launches += series.launches[range]
        if isPaired { joined.baselineLaunches? += series.baselineLaunches?[range] ?? [] }
        counts[place] = range.count
      }
    }
    joined.earlierPairs = nil
    joined.machineLaunches = counts
    // Machines may read equally many rows each, and differ.
    return StepFigures.completed(joined)
  }

  private func disturbedSamples(
    _ all: [(part: Part, benchmark: BenchmarkRecord)]
  ) -> [[Int]]? {
    guard all.contains(where: { $0.benchmark.disturbedSamples != nil }) else { return nil }
    return all.flatMap { part, benchmark -> [[Int]] in
      let times = benchmark.series(of: .wallTime)
      let count = times?.launches.count ?? 0
      let own = benchmark.disturbedSamples ?? [[Int]](repeating: [], count: count)
      return Array(own.dropFirst(part.keepsEarlier ? 0 : times?.earlierPairs ?? 0))
    }
  }

  private func breakerEvents(
    _ all: [(part: Part, benchmark: BenchmarkRecord)]
  ) -> [BreakerEvent]? {
    var before = 0
    var events: [BreakerEvent] = []
    for (_, benchmark) in all {
      events += (benchmark.breakerEvents ?? []).map { event in
        var later = event
        later.launch = later.launch.addingReportingOverflow(before).partialValue
        return later
      }
      before += benchmark.series(of: .wallTime)?.launches.count ?? 0
    }
    return events.isEmpty ? nil : events
  }
}

extension RunRecord {
  /// Whether some of its launches are of earlier runs.
  fileprivate var holdsEarlierLaunches: Bool {
    benchmarks.contains { $0.metrics.contains { ($0.earlierPairs ?? 0) > 0 } }
  }
}

extension Array where Element: Hashable {
  /// Each element once, at its first place.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
