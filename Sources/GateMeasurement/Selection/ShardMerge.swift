package import GateRecords

/// Merges records, after checking that they belong together: shards, which hold different benchmarks, and
/// repeats, which hold launches of the same ones.
package enum ShardMerge {
  /// A shard's record and the file it came from.
  package struct Part: Hashable, Sendable {
    /// The file, for messages.
    package let path: String
    /// The record.
    package let run: RunRecord

    /// Names a part.
    package init(path: String, run: RunRecord) {
      self.path = path
      self.run = run
    }
  }

  /// One record of all parts, in the order given; a run that is named twice counts once.
  ///
  /// - Parameters:
  ///   - parts: At least one record.
  ///   - command: The command line that was called.
  ///   - repetition: The command line that repeats the merge.
  ///   - generator: The source of the identifier's random part.
  /// - Throws: ``MergeError`` when the parts do not belong together.
  package static func merged(
    _ named: [Part], command: [String], repetition: RepeatCommand? = nil,
    using generator: inout some RandomNumberGenerator
  ) throws(MergeError) -> RunRecord {
    let parts = try runs(named)
    guard let first = parts.first else { throw MergeError(.noRecord) }
    for part in parts.dropFirst() { try check(part, against: first) }
    try checkShards(parts)
    try checkAnchors(parts)
    try checkCode(parts)
    try checkPlans(parts)
    var machines = hasRepeats(parts) ? try MachineMerge(parts) : nil
    if machines == nil {
      for part in parts.dropFirst() { try checkKind(part, against: first) }
    }

    var run = first.run
    var benchmarks = parts.flatMap(\.run.benchmarks)
    if machines != nil {
      benchmarks = try machines?.benchmarks(\.benchmarks) ?? []
      run.machines = machines?.machines
      run.environment = machines?.ownKind(of: benchmarks) ?? run.environment
      benchmarks = try MachineKinds(run).withoutForeign(benchmarks)
    }
    let names = Set(benchmarks.map(\.name))
    let measured = benchmarks.count { $0.status == .measured }
    run.startedAt = parts.map(\.run.startedAt).min() ?? run.startedAt
    run.completedAt = parts.map(\.run.completedAt).max() ?? run.completedAt
    run.runID = RunIdentifier(time: run.startedAt, using: &generator)
    run.durationMilliseconds = parts.reduce(0) { sum($0, $1.run.durationMilliseconds) }
    run.benchmarks = benchmarks
    run.leftOut = unique(parts.flatMap(\.run.leftOut)).filter { !names.contains($0) }
    // Shards make a whole run, unless one of them is a part by itself.
    run.partial = parts.contains(where: \.run.isPartial) ? true : nil
    let lost = unique(parts.flatMap { $0.run.baselineOnly ?? [] })
    run.baselineOnly = lost.isEmpty ? nil : lost
    run.status =
      measured == 0 && !benchmarks.contains(where: \.isUnlaunched)
      ? .failure : benchmarks.contains { $0.status == .failed } ? .partial : .success
    // Another record may have measured a benchmark that failed in one.
    let failed = Set(parts.flatMap { RunRecord.errors(of: $0.run.benchmarks) })
    run.errors =
      unique(parts.flatMap(\.run.errors)).filter { !failed.contains($0) }
      + RunRecord.errors(of: benchmarks)
    run.plan = plan(of: parts)
    run.anchor = anchor(of: parts)
    if machines != nil, run.anchor != nil {
      run.anchor?.benchmarks = try machines?.benchmarks { $0.anchor?.benchmarks ?? [] } ?? []
    }
    run.layouts = layouts(of: parts)
    run.warnings = unique(
      parts.flatMap(\.run.warnings) + (machines?.warnings ?? []) + absentMachines(parts))
    run.code = parts.lazy.compactMap(\.run.code).first(where: \.isMade) ?? first.run.code
    run.evidence = evidence(of: parts)
    // Several machines may have profiled one benchmark; one profile shows where its work goes.
    var profiled: Set<BenchmarkIdentifier> = []
    let profiles = parts.flatMap { $0.run.profiles ?? [] }.filter {
      profiled.insert($0.benchmark).inserted
    }
    run.profiles = profiles.isEmpty ? nil : profiles
    run.layoutStudy = layoutStudy(of: parts, kind: machines == nil ? nil : run.environment.key)
    run.settings.shard = nil
    run.settings.machine = nil
    run.settings.candidateVariablesHash = CandidateVariables.hash(of: first.run)
    run.settings.command = command
    run.settings.repetition = repetition
    return run
  }

  /// Each run once: of a record that was kept while measuring and a later one of the same run, the later one.
  private static func runs(_ named: [Part]) throws(MergeError) -> [Part] {
    var parts: [Part] = []
    var places: [RunIdentifier: Int] = [:]
    for part in named {
      guard let place = places[part.run.runID] else {
        places[part.run.runID] = parts.count
        parts.append(part)
        continue
      }
      let other = parts[place]
      guard other.run != part.run else { continue }
      guard other.run.completedAt != part.run.completedAt else {
        throw MergeError(
          .runTwice(record: part.path, run: part.run.runID.rawValue, owner: other.path))
      }
      if part.run.completedAt > other.run.completedAt { parts[place] = part }
    }
    return parts
  }

  /// The launch pairs of all parts, each benchmark once, for a run that goes on beside them.
  ///
  /// Launches that a part took from earlier runs are left out, because the run that asks may have them, too.
  package static func evidence(
    of parts: [Part]
  ) throws(MergeError) -> [BenchmarkRecord] {
    let own = parts.map { part in
      var run = part.run
      // Without the names of those runs their launches do not count.
      run.evidence = run.evidence.map { EarlierEvidence(runs: $0.runs, earlierPairs: 0) }
      return Part(path: part.path, run: run)
    }
    guard let first = own.first else { return [] }
    for part in own.dropFirst() { try check(part, against: first) }
    try checkPlans(own)
    var machines = try MachineMerge(own)
    return try machines.benchmarks(\.benchmarks)
  }

  /// The tests of all shards; each shard already shares the rate with the others' comparisons.
  private static func plan(of parts: [Part]) -> DecisionPlan? {
    let plans = parts.compactMap(\.run.plan)
    guard var plan = plans.first else { return nil }
    plan.tests = unique(plans.flatMap(\.tests))
    plan.promises.comparisonCount = plans.map(\.promises.comparisonCount).max() ?? 1
    return plan
  }

  /// Returns the earlier measurements of all shards; each shard counts its own earlier runs.
  private static func evidence(of parts: [Part]) -> EarlierEvidence? {
    let evidence = parts.compactMap(\.run.evidence)
    guard let runs = evidence.map(\.runs).max() else { return nil }
    return EarlierEvidence(
      runs: runs, earlierPairs: evidence.reduce(0) { sum($0, $1.earlierPairs) })
  }

  /// Returns the shards' knowledge of layouts, from the newest study that one of them carries.
  private static func layoutStudy(
    of parts: [Part], kind: String?
  ) -> LayoutStudy? {
    let studies = parts.compactMap(\.run.layoutStudy)
      .filter { kind == nil || $0.environmentKey == kind }
    guard var study = studies.max(by: { $0.startedAt < $1.startedAt }) else { return nil }
    study.benchmarks = unique(studies.filter { $0.runID == study.runID }.flatMap(\.benchmarks))
    return study
  }

  /// The layouts of all records; a layout that was fixed in one record counts as fixed.
  private static func layouts(of parts: [Part]) -> LayoutRecord? {
    let all = parts.compactMap(\.run.layouts)
    guard var joined = all.first(where: { $0.mode == .fixed }) ?? all.first else { return nil }
    guard joined.mode == .fresh else { return joined }
    var rounds = 0
    var launches: [LaunchLayout] = []
    for layouts in all {
      let own = layouts.launches ?? []
      launches += own.map { launch in
        var later = launch
        later.round = sum(later.round, rounds)
        return later
      }
      rounds = sum(rounds, own.map(\.round).max() ?? 0)
    }
    joined.launches = launches
    return joined
  }

  /// Whether records hold launches of the same benchmarks, or of several kinds of machine.
  private static func hasRepeats(_ parts: [Part]) -> Bool {
    guard let first = parts.first, parts.count > 1 else { return false }
    var names: Set<BenchmarkIdentifier> = []
    return parts.contains {
      $0.run.machines != nil || $0.run.environment.key != first.run.environment.key
        || $0.run.settings.machine != nil
        || $0.run.benchmarks.contains { !names.insert($0.name).inserted }
    }
  }

  /// Returns the warnings about machines that should share the launches and whose records are missing.
  private static func absentMachines(_ parts: [Part]) -> [String] {
    // Every shard has machines of its own.
    let shards = Dictionary(grouping: parts) { $0.run.settings.shard?.index ?? 0 }
    return shards.sorted { $0.key < $1.key }.compactMap { index, parts in
      let shares = parts.compactMap(\.run.settings.machine)
      guard let count = shares.map(\.count).max() else { return nil }
      let present = Set(shares.map(\.index))
      guard present.count < count else { return nil }
      return MeasurementMessage.machinesAbsent(
        present: present.count, of: count, shard: index > 0 ? index : nil,
        isTwice: shares.count > present.count
      ).line
    }
  }

  /// Returns the measurements of all shards beside the anchor; nothing is known of shards without one.
  private static func anchor(of parts: [Part]) -> AnchorMeasurement? {
    let anchors = parts.compactMap(\.run.anchor)
    guard var anchor = anchors.first else { return nil }
    anchor.durationMilliseconds = anchors.reduce(0) { sum($0, $1.durationMilliseconds) }
    anchor.plan.tests = unique(anchors.flatMap(\.plan.tests))
    anchor.plan.promises.comparisonCount =
      anchors.map(\.plan.promises.comparisonCount).max() ?? 1
    anchor.benchmarks = anchors.flatMap(\.benchmarks)
    return anchor
  }

  /// A sum of numbers from files, which may be anything; the largest number where it is none.
  private static func sum<Value: FixedWidthInteger>(_ one: Value, _ other: Value) -> Value {
    let (sum, isOver) = one.addingReportingOverflow(other)
    return isOver ? .max : sum
  }

  private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
