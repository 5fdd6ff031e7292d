import GateRecords

// MARK: - Whether records belong together

extension ShardMerge {
  static func check(_ part: Part, against first: Part) throws(MergeError) {
    func same<Value: Equatable>(
      _ what: String, _ value: (RunRecord) -> Value, _ words: (RunRecord) -> String
    ) throws(MergeError) {
      guard value(part.run) != value(first.run) else { return }
      throw MergeError(
        .otherProgram(
          record: part.path, what: what, own: words(part.run), other: words(first.run),
          first: first.path))
    }
    try same("the suite", \.suite.name) { $0.suite.name }
    try same("the suite's program", \.suite.programHash) { short($0.suite.programHash) }
    try same("the commit", \.suite.commit) { short($0.suite.commit) }
    try same("the baseline's program", \.baseline?.programHash) { short($0.baseline?.programHash) }
    try same("the profile", \.settings.profile) { $0.settings.profile }
    try same("the false-alarm rate", \.plan?.promises.suiteFalseAlarmRate) {
      $0.plan.map { QuantityFormat.briefPercent($0.promises.suiteFalseAlarmRate) } ?? "none"
    }
    try same("the filter", \.settings.filter) { $0.settings.filter ?? "none" }
    // Values may be secrets, so the line does not repeat them.
    guard CandidateVariables.hash(of: part.run) == CandidateVariables.hash(of: first.run) else {
      throw MergeError(
        .otherVariables(record: part.path, first: first.path))
    }
  }

  /// Shards without repeats hold figures, and figures of different kinds of machine are not put together.
  static func checkKind(_ part: Part, against first: Part) throws(MergeError) {
    guard part.run.environment.key != first.run.environment.key else { return }
    throw MergeError(
      .otherKind(
        record: part.path, own: part.run.environment.key, other: first.run.environment.key,
        first: first.path))
  }

  /// Records of the same figures were measured for the same questions.
  static func checkPlans(_ parts: [Part]) throws(MergeError) {
    var tests: [BenchmarkIdentifier: [MetricName: (path: String, test: PlannedTest)]] = [:]
    for part in parts {
      for test in part.run.plan?.tests ?? [] {
        guard let (path, other) = tests[test.benchmark]?[test.metric] else {
          tests[test.benchmark, default: [:]][test.metric] = (part.path, test)
          continue
        }
        guard other == test else {
          throw MergeError(
            .otherQuestion(
              record: part.path, test: "\(test.benchmark) \(test.metric)", first: path))
        }
      }
    }
  }

  /// Shards that were measured beside an anchor were so beside one and the same.
  static func checkAnchors(_ parts: [Part]) throws(MergeError) {
    let anchors = parts.compactMap { part in part.run.anchor.map { (part.path, $0.suite) } }
    guard let (path, suite) = anchors.first else { return }
    for (other, own) in anchors.dropFirst() where own.programHash != suite.programHash {
      throw MergeError(
        .otherAnchor(
          record: other, own: short(own.programHash), other: short(suite.programHash), first: path))
    }
  }

  /// Shards compare the same two programs, so they find the same code; those that find less share the
  /// false-alarm rate among more.
  static func checkCode(_ parts: [Part]) throws(MergeError) {
    let made = parts.filter { $0.run.code?.isMade == true }
    if let first = made.first, let other = made.first(where: { $0.run.code != first.run.code }) {
      throw MergeError(
        .otherChanges(record: other.path, first: first.path))
    }
    guard parts.contains(where: { $0.run.benchmarks.contains(where: \.hasSameCode) }) else {
      return
    }
    let counts = parts.compactMap { part in
      part.run.plan.map { (part.path, $0.promises.comparisonCount) }
    }
    guard let first = counts.first, let other = counts.first(where: { $0.1 != first.1 }) else {
      return
    }
    throw MergeError(
      .otherRate(record: other.0, own: other.1, first: first.0, other: first.1))
  }

  private static func short(_ hash: String?) -> String {
    hash.map { String($0.prefix(12)) } ?? "none"
  }

  /// Shards that have a number must be all there, and hold together what they were to share.
  static func checkShards(_ parts: [Part]) throws(MergeError) {
    let shards = parts.compactMap { part in part.run.settings.shard.map { (part, $0) } }
    guard let (firstPart, first) = shards.first else { return }
    for (part, shard) in shards
    where shard.count != first.count || shard.benchmarkCount != first.benchmarkCount {
      throw MergeError(
        .otherShards(
          record: part.path,
          own: "one of \(shard.count) shards of \(shard.benchmarkCount) benchmarks",
          first: firstPart.path, other: "one of \(first.count) of \(first.benchmarkCount)"))
    }
    let present = Set(shards.map(\.1.index))
    let missing = (1...first.count).filter { !present.contains($0) }
    guard missing.isEmpty else {
      let names = missing.prefix(10).map { "\($0)/\(first.count)" }.joined(separator: ", ")
      throw MergeError(.shardMissing(names))
    }
    let measured = Set(shards.flatMap { $0.0.run.benchmarks.map(\.name) }).count
    guard measured == first.benchmarkCount else {
      throw MergeError(
        .shardsUnlike(measured: measured, of: first.benchmarkCount))
    }
  }
}
