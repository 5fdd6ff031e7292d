package import GateBudgets
package import GateRecords
import GateStatistics

/// Judges two benchmarks of a run by a speed-up.
package struct SpeedupEvaluation: Sendable {
  /// The rule.
  package let rule: SpeedupRule
  /// The one-sided confidence with which it is kept or missed.
  package let confidence: Double

  /// Creates an evaluation.
  package init(rule: SpeedupRule, confidence: Double = 0.95) {
    self.rule = rule
    self.confidence = confidence
  }

  /// Judges two benchmarks: kept when the lower bound of the ratio keeps it, missed when the upper
  /// bound misses it, otherwise unproven.
  package func finding(faster: BenchmarkRecord, slower: BenchmarkRecord) -> Finding {
    guard let new = faster.measuredSeries(of: rule.metric),
      let old = slower.measuredSeries(of: rule.metric), new.unit == old.unit
    else { return unproven(faster, DetectionMessage.notOnBothSides(rule.metric).line) }
    let isMirrored = new.direction == .higherIsBetter
    guard
      let bounds = RatioBounds(
        of: isMirrored ? new.launches : old.launches, to: isMirrored ? old.launches : new.launches,
        isExact: new.isDeterministic && old.isDeterministic, confidence: confidence)
    else { return unproven(faster, DetectionMessage.noRatio.text) }
    let agreement = rule.asksForSameResult ? Agreement(faster, slower) : nil
    var status = status(bounds)
    if let agreement, !agreement.isSame { status = .broken(rule.terms.severity) }
    let evidence = SpeedupEvidence(
      slower: rule.slower, ratio: bounds.ratio, low: bounds.low, high: bounds.high,
      confidence: confidence, atLeast: rule.atLeast,
      reduction: isMirrored ? nil : rule.reduction, expected: rule.expected?.lowerBound,
      expectedHigh: rule.expected.flatMap { $0.lowerBound < $0.upperBound ? $0.upperBound : nil },
      hasSameResult: agreement?.isSame, lacksDigest: agreement?.lacksDigest == true ? true : nil,
      rationale: rule.terms.rationale,
      source: rule.terms.source)
    return Finding(
      Finding.Subject(
        rule.faster, metric: rule.metric, statistic: .median, unit: new.unit,
        direction: new.direction), .speedup(status, evidence),
      value: Percentile.median(of: new.samples), baselineValue: Percentile.median(of: old.samples),
      mode: rule.terms.mode == .warn ? .warn : nil, owner: rule.terms.owner,
      evidence: Evidence(
        kind: .observed, launches: min(new.launches.count, old.launches.count),
        samples: new.samples.count),
      message: evidence.sentence(rule.faster, rule.metric)
        + (agreement?.problem.map { ", and \($0)" } ?? ""),
      notes: [agreement?.problem].compactMap(\.self) + notes(bounds, status)
        + rule.terms.notes(onFailing: status.status))
  }

  private func status(_ bounds: RatioBounds) -> LimitResult {
    // 10000 ÷ 500 is not always 20 to the last bit.
    let demand = rule.atLeast * (1 - 1e-12)
    if let low = bounds.low, low >= demand { return .passed }
    if let high = bounds.high, high < demand { return .broken(rule.terms.severity) }
    return .unproven
  }

  private func notes(_ bounds: RatioBounds, _ status: LimitResult) -> [String] {
    if status == .unproven {
      return [
        bounds.low == nil
          ? DetectionMessage.oneLaunch("a ratio", remedy: .twoOnEachSide).line
          : DetectionMessage.boundsStraddle.line
      ]
    }
    guard status == .passed, let expected = rule.expected else { return [] }
    let figures = FigureAndLimits(number: bounds.ratio, [expected.lowerBound, expected.upperBound])
    let band =
      expected.lowerBound == expected.upperBound
      ? figures.limits[0] : "\(figures.limits[0]) to \(figures.limits[1])"
    if bounds.ratio < expected.lowerBound * (1 - 1e-12) {
      return [
        DetectionMessage.expected(value: figures.value, band: band, isLess: true).line
      ]
    }
    let isBeyond =
      expected.lowerBound < expected.upperBound && bounds.ratio > expected.upperBound * (1 + 1e-12)
    return isBeyond
      ? [DetectionMessage.expected(value: figures.value, band: band, isLess: false).line] : []
  }

  /// Returns the finding when a speed-up cannot be judged.
  package func unproven(_ faster: BenchmarkRecord, _ reason: String) -> Finding {
    Finding(
      Finding.Subject(faster.name, metric: rule.metric), .speedup(.unproven, nil),
      owner: rule.terms.owner,
      message: DetectionMessage.speedupUnjudged(source: rule.terms.source, reason: reason).line)
  }
}

/// Whether two benchmarks computed the same.
private struct Agreement {
  /// Whether they demonstrably did.
  let isSame: Bool
  /// Whether one of them records no digest, so that there is nothing to compare.
  let lacksDigest: Bool
  /// Why not.
  let problem: String?

  init(_ left: BenchmarkRecord, _ right: BenchmarkRecord) {
    // Where iterations differ, the largest number of rows counts.
    lacksDigest = left.resultDigest == nil || right.resultDigest == nil
    let rows = [left, right].map { $0.measuredSeries(of: .rowsWritten)?.samples.max() }
    if let digest = left.resultDigest, let other = right.resultDigest {
      isSame = digest == other && (rows[0] == nil || rows[1] == nil || rows[0] == rows[1])
      problem =
        isSame
        ? nil
        : digest == other
          ? DetectionMessage.rowsDiffer(
            QuantityFormat.string(rows[0] ?? 0, unit: .count),
            QuantityFormat.string(rows[1] ?? 0, unit: .count)
          ).line : DetectionMessage.digestsDiffer(digest, other).line
    } else {
      isSame = false
      let silent = left.resultDigest == nil ? left.name : right.name
      problem = DetectionMessage.digestMissing(silent).line
    }
  }
}
