import GateRecords

// MARK: - Whether records belong together

extension ShardMerge {
  static func check(_ part: Part, against first: Part) throws(MergeError) {
    func same<Value: Equatable>(
      _ what: String, _ value: (RunRecord) -> Value, _ words: (RunRecord) -> String
    ) throws(MergeError) {
      guard value(part.run) != value(first.run) else { return }
      throw MergeError(
        "\(part.path): \(what) is \(words(part.run)), but \(words(first.run)) in \(first.path); "
          + "merge records of the same two programs only")
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
        "\(part.path): its variables of --candidate-env are others than in \(first.path); "
          + "merge records of the same two programs only")
    }
  }

  /// Shards without repeats hold figures, and figures of different kinds of machine are not put together.
  static func checkKind(_ part: Part, against first: Part) throws(MergeError) {
    guard part.run.environment.key != first.run.environment.key else { return }
    throw MergeError(
      "\(part.path): the environment is \(part.run.environment.key), but \(first.run.environment.key) in "
        + "\(first.path); merge records of one kind of machine")
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
            "\(part.path): \(test.benchmark) \(test.metric) was measured for another question than in "
              + "\(path); measure all with the same --budgets, --policy-from and --alpha")
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
        "\(other): the anchor's program is \(short(own.programHash)), but "
          + "\(short(suite.programHash)) in \(path); give all shards the same baseline")
    }
  }

  /// Shards compare the same two programs, so they find the same code; those that find less share the
  /// false-alarm rate among more.
  static func checkCode(_ parts: [Part]) throws(MergeError) {
    let made = parts.filter { $0.run.code?.isMade == true }
    if let first = made.first, let other = made.first(where: { $0.run.code != first.run.code }) {
      throw MergeError(
        "\(other.path): what changed in the code is not what changed in \(first.path); merge shards of "
          + "one run only")
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
      "\(other.0): shares the false-alarm rate among \(other.1) comparisons, \(first.0) among "
        + "\(first.1), as they did not find the same code alike; measure all shards again, or all with "
        + "--same-code ignore")
  }

  private static func short(_ hash: String?) -> String {
    hash.map { String($0.prefix(12)) } ?? "none"
  }

  /// Shards that tell their number must be all there, and hold together what they were to share.
  static func checkShards(_ parts: [Part]) throws(MergeError) {
    let shards = parts.compactMap { part in part.run.settings.shard.map { (part, $0) } }
    guard let (firstPart, first) = shards.first else { return }
    for (part, shard) in shards
    where shard.count != first.count || shard.benchmarkCount != first.benchmarkCount {
      throw MergeError(
        "\(part.path): is one of \(shard.count) shards of \(shard.benchmarkCount) benchmarks, "
          + "\(firstPart.path) one of \(first.count) of \(first.benchmarkCount); "
          + "merge shards of one run only")
    }
    let present = Set(shards.map(\.1.index))
    let missing = (1...first.count).filter { !present.contains($0) }
    guard missing.isEmpty else {
      let names = missing.prefix(10).map { "\($0)/\(first.count)" }.joined(separator: ", ")
      throw MergeError("shard \(names) is missing; name its record, too")
    }
    let measured = Set(shards.flatMap { $0.0.run.benchmarks.map(\.name) }).count
    guard measured == first.benchmarkCount else {
      throw MergeError(
        "the shards hold \(measured) of \(first.benchmarkCount) benchmarks, so they were not dealt "
          + "alike; give all shards the same baseline")
    }
  }
}
