package import GateRecords

/// Puts the records of shards together, after checking that they belong together.
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

  /// One record of all parts, in the order given.
  ///
  /// - Parameters:
  ///   - parts: At least one record.
  ///   - command: What was called.
  ///   - repetition: What repeats the merge.
  ///   - generator: The source of the identifier's random part.
  /// - Throws: ``MergeError`` when the parts are not shards of one run.
  package static func merged(
    _ parts: [Part], command: [String], repetition: RepeatCommand? = nil,
    using generator: inout some RandomNumberGenerator
  ) throws(MergeError) -> RunRecord {
    guard let first = parts.first else { throw MergeError("no record is named") }
    for part in parts.dropFirst() { try check(part, against: first) }
    try checkNames(parts)
    try checkShards(parts)
    try checkAnchors(parts)
    try checkCode(parts)

    var run = first.run
    let benchmarks = parts.flatMap(\.run.benchmarks)
    let names = Set(benchmarks.map(\.name))
    let measured = benchmarks.count { $0.status == .measured }
    run.startedAt = parts.map(\.run.startedAt).min() ?? run.startedAt
    run.completedAt = parts.map(\.run.completedAt).max() ?? run.completedAt
    run.runID = RunIdentifier(time: run.startedAt, using: &generator)
    run.durationMilliseconds = parts.reduce(0) { $0 + $1.run.durationMilliseconds }
    run.benchmarks = benchmarks
    run.leftOut = unique(parts.flatMap(\.run.leftOut)).filter { !names.contains($0) }
    // Shards make a whole run, unless one of them is a part by itself.
    run.partial = parts.contains(where: \.run.isPartial) ? true : nil
    let lost = unique(parts.flatMap { $0.run.baselineOnly ?? [] })
    run.baselineOnly = lost.isEmpty ? nil : lost
    run.status =
      measured == 0 && !benchmarks.contains(where: \.isUnlaunched)
      ? .failure : benchmarks.contains { $0.status == .failed } ? .partial : .success
    run.errors = unique(parts.flatMap(\.run.errors))
    run.warnings = unique(parts.flatMap(\.run.warnings))
    run.plan = plan(of: parts)
    run.anchor = anchor(of: parts)
    run.code = parts.lazy.compactMap(\.run.code).first(where: \.isMade) ?? first.run.code
    run.evidence = evidence(of: parts)
    let profiles = parts.flatMap { $0.run.profiles ?? [] }
    run.profiles = profiles.isEmpty ? nil : profiles
    run.layoutStudy = layoutStudy(of: parts)
    run.settings.shard = nil
    run.settings.command = command
    run.settings.repetition = repetition
    return run
  }

  /// The tests of all shards; each shard already shares the rate with the others' comparisons.
  private static func plan(of parts: [Part]) -> DecisionPlan? {
    let plans = parts.compactMap(\.run.plan)
    guard var plan = plans.first else { return nil }
    plan.tests = plans.flatMap(\.tests)
    plan.promises.comparisonCount = plans.map(\.promises.comparisonCount).max() ?? 1
    return plan
  }

  /// What earlier runs measured of all shards; each shard counts its own earlier runs.
  private static func evidence(of parts: [Part]) -> EarlierEvidence? {
    let evidence = parts.compactMap(\.run.evidence)
    guard let runs = evidence.map(\.runs).max() else { return nil }
    return EarlierEvidence(
      runs: runs, earlierPairs: evidence.reduce(0) { $0 + $1.earlierPairs })
  }

  /// What shards know of layouts, by the newest study that one of them carries.
  private static func layoutStudy(of parts: [Part]) -> LayoutStudy? {
    let studies = parts.compactMap(\.run.layoutStudy)
    guard var study = studies.max(by: { $0.startedAt < $1.startedAt }) else { return nil }
    study.benchmarks = studies.filter { $0.runID == study.runID }.flatMap(\.benchmarks)
    return study
  }

  /// What all shards measured beside the anchor; of shards that have none nothing is known.
  private static func anchor(of parts: [Part]) -> AnchorMeasurement? {
    let anchors = parts.compactMap(\.run.anchor)
    guard var anchor = anchors.first else { return nil }
    anchor.durationMilliseconds = anchors.reduce(0) { $0 + $1.durationMilliseconds }
    anchor.plan.tests = anchors.flatMap(\.plan.tests)
    anchor.plan.promises.comparisonCount =
      anchors.map(\.plan.promises.comparisonCount).max() ?? 1
    anchor.benchmarks = anchors.flatMap(\.benchmarks)
    return anchor
  }

  private static func check(_ part: Part, against first: Part) throws(MergeError) {
    func same<Value: Equatable>(
      _ what: String, _ value: (RunRecord) -> Value, _ words: (RunRecord) -> String
    ) throws(MergeError) {
      guard value(part.run) != value(first.run) else { return }
      throw MergeError(
        "\(part.path): \(what) is \(words(part.run)), but \(words(first.run)) in \(first.path); "
          + "merge shards of one run only")
    }
    try same("the suite", \.suite.name) { $0.suite.name }
    try same("the suite's program", \.suite.programHash) { short($0.suite.programHash) }
    try same("the commit", \.suite.commit) { short($0.suite.commit) }
    try same("the baseline's program", \.baseline?.programHash) { short($0.baseline?.programHash) }
    try same("the environment", \.environment.key) { $0.environment.key }
    try same("the profile", \.settings.profile) { $0.settings.profile }
    try same("the false-alarm rate", \.plan?.promises.suiteFalseAlarmRate) {
      $0.plan.map { QuantityFormat.briefPercent($0.promises.suiteFalseAlarmRate) } ?? "none"
    }
    try same("the filter", \.settings.filter) { $0.settings.filter ?? "none" }
    // Values may be secrets, so the line does not repeat them.
    guard candidateVariables(part.run) == candidateVariables(first.run) else {
      throw MergeError(
        "\(part.path): its variables of --candidate-env are others than in \(first.path); "
          + "merge shards of one run only")
    }
  }

  /// The candidate's own variables, as the command that measured says them; the last of a name counts.
  private static func candidateVariables(_ run: RunRecord) -> [String: String] {
    let option = "--candidate-env"
    let words = run.settings.command
    let texts = words.indices.compactMap { place -> Substring? in
      if words[place].hasPrefix(option + "=") { return words[place].dropFirst(option.count + 1) }
      let next = place + 1
      return words[place] == option && next < words.count ? words[next][...] : nil
    }
    return texts.reduce(into: [:]) { variables, text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      variables[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
  }

  /// Shards that were measured beside an anchor were so beside one and the same.
  private static func checkAnchors(_ parts: [Part]) throws(MergeError) {
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
  private static func checkCode(_ parts: [Part]) throws(MergeError) {
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

  private static func checkNames(_ parts: [Part]) throws(MergeError) {
    var owners: [BenchmarkIdentifier: String] = [:]
    for part in parts {
      for benchmark in part.run.benchmarks {
        if let owner = owners.updateValue(part.path, forKey: benchmark.name) {
          throw MergeError(
            "\(part.path): '\(benchmark.name)' is in \(owner), too; "
              + "name each shard once, and give all shards the same baseline")
        }
      }
    }
  }

  /// Shards that tell their number must be all there, and hold together what they were to share.
  private static func checkShards(_ parts: [Part]) throws(MergeError) {
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
    let measured = shards.reduce(0) { $0 + $1.0.run.benchmarks.count }
    guard measured == first.benchmarkCount else {
      throw MergeError(
        "the shards hold \(measured) of \(first.benchmarkCount) benchmarks, so they were not dealt "
          + "alike; give all shards the same baseline")
    }
  }

  private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

/// Why records cannot be put together, in one line that says what to do.
package struct MergeError: Error, CustomStringConvertible, Hashable, Sendable {
  /// The line.
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
