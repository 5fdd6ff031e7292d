/// Figures of machines of one kind, of a record that holds launches of several machines.
///
/// Evidence of different machines can be put together, because each launch of the candidate has a partner on
/// the same machine. Figures by themselves cannot: what is held against a limit, stored as a baseline or drawn
/// as a history is of one kind of machine.
extension RunRecord {
  /// The record as the machines of its own kind alone would have made it.
  ///
  /// A benchmark that none of them measured is left out.
  package var ofOwnKind: RunRecord {
    guard let machines else { return self }
    let own = environment.key
    let isOwn = machines.map { $0.environment.key == own }
    guard isOwn.contains(false) else { return self }
    var run = self
    run.machines = machines.filter { $0.environment.key == own }
    run.benchmarks = benchmarks.compactMap { benchmark in
      let part = benchmark.ofMachines { isOwn.indices.contains($0) && isOwn[$0] }
      return benchmark.hasLaunches && !part.hasLaunches ? nil : part
    }
    let kept = Set(run.benchmarks.map(\.name))
    run.leftOut += benchmarks.map(\.name).filter { !kept.contains($0) }
    run.plan?.tests.removeAll { !kept.contains($0.benchmark) }
    run.anchor?.benchmarks = (anchor?.benchmarks ?? []).filter { kept.contains($0.name) }.map {
      $0.ofMachines { isOwn.indices.contains($0) && isOwn[$0] }
    }
    run.anchor?.plan.tests.removeAll { !kept.contains($0.benchmark) }
    run.profiles?.removeAll { !kept.contains($0.benchmark) }
    return run
  }

  /// A benchmark's launches on one kind of machine: the record's own, or, where those did not measure it, the one
  /// that measured it most often.
  package func ofOneKind(_ benchmark: BenchmarkRecord) -> BenchmarkRecord {
    guard let machines else { return benchmark }
    let counts = benchmark.machineLaunches(of: machines.count)
    var launches: [String: Int] = [:]
    for (machine, count) in zip(machines, counts) {
      launches[machine.environment.key, default: 0] += count
    }
    let own = environment.key
    let most = launches.filter { $0.value > 0 }
      .max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let kind = launches[own, default: 0] > 0 ? own : most ?? own
    return benchmark.ofMachines {
      machines.indices.contains($0) && machines[$0].environment.key == kind
    }
  }

  /// Why the machines and the launches of the record cannot belong together; nil where they can.
  package var contradictionOfMachines: String? {
    let count = machines?.count ?? 0
    if machines != nil, count < 2 {
      return RecordMessage.fewMachines.line
    }
    let ids = Set((machines ?? []).map(\.runID))
    if ids.count < count { return RecordMessage.runTwice.line }
    if let machines, !machines.contains(where: { $0.environment.key == environment.key }) {
      return RecordMessage.environmentOfNoMachine.line
    }
    return (benchmarks + (anchor?.benchmarks ?? [])).lazy.compactMap { benchmark in
      benchmark.metrics.lazy.compactMap { $0.contradiction(ofMachines: count) }.first.map {
        "\(benchmark.name): \($0); merge again"
      }
    }.first
  }
}

extension BenchmarkRecord {
  /// Whether any series holds a launch.
  package var hasLaunches: Bool { metrics.contains { !$0.launches.isEmpty } }

  /// The launches of some machines alone.
  package func ofMachines(_ isWanted: (Int) -> Bool) -> BenchmarkRecord {
    var part = self
    part.metrics = metrics.map { $0.ofMachines(isWanted) }
    if let disturbed = disturbedSamples, let times = series(of: .wallTime) {
      let ranges = times.launchesOfMachines
      part.disturbedSamples = ranges.indices.filter(isWanted).flatMap {
        Array(disturbed[ranges[$0].clamped(to: 0..<disturbed.count)])
      }
    }
    return part
  }

  /// The launches that each machine made, by the series that holds most.
  package func machineLaunches(of count: Int) -> [Int] {
    metrics.compactMap(\.machineLaunches).filter { $0.count == count }
      .max { $0.reduce(0, +) < $1.reduce(0, +) } ?? [Int](repeating: 0, count: count)
  }
}
