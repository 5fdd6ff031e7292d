extension Finding {
  /// Which figures of a comparison contradict each other; nil when all can.
  ///
  /// - Note: Figures pass through a text and a chain of roundings, so what differs by a millionth is equal.
  var contradiction: String? {
    contradictionOfCode ?? contradictionOfCause ?? contradictionOfLaunches
      ?? contradictionOfHistory
      ?? change.flatMap { contradiction(of: $0) }
  }

  private var contradictionOfCode: String? {
    guard (status == .sameCode) == (evidence.kind == .code) else {
      return RecordMessage.evidenceOfCode.line
    }
    guard status == .sameCode else { return nil }
    if change != nil || baselineValue != nil { return RecordMessage.sameCodeCompared.line }
    return changedFunctions == nil ? nil : RecordMessage.sameCodeChanged.line
  }

  private var contradictionOfCause: String? {
    guard let cause else { return nil }
    guard status == .regressed, rule == .regression else {
      return RecordMessage.causeOfStatus(status: status.rawValue).line
    }
    let isOfMemory = metric == .allocations || metric == .allocatedBytes
    guard isOfMemory == (cause.quantity == .allocations) else {
      return
        RecordMessage.causeOfMetric(
          quantity: cause.quantity.rawValue, metric: metric?.rawValue ?? "the metric"
        ).line
    }
    return cause.contradiction
  }

  private var contradictionOfLaunches: String? {
    if let proof = evidence.provenAfter, !(1...max(1, evidence.launches)).contains(proof) {
      return RecordMessage.provenAfter(proof: proof, launches: evidence.launches).line
    }
    if let earlier = evidence.earlierLaunches, !(0...max(0, evidence.launches)).contains(earlier) {
      return
        RecordMessage.earlierPairs(earlier: earlier, launches: evidence.launches).line
    }
    let agreeing = evidence.agreeingMachines
    if agreeing != nil || evidence.machines != nil,
      !(0...max(0, evidence.machines ?? -1)).contains(agreeing ?? -1)
    {
      return RecordMessage.machinesAgree(
        agreeing: agreeing ?? 0, machines: evidence.machines ?? 0
      ).line
    }
    return nil
  }

  private func contradiction(of change: ChangeEstimate) -> String? {
    contradictionOfInterval(of: change) ?? contradictionOfValue(with: change)
      ?? contradictionOfStatus(with: change)
  }

  private func contradictionOfInterval(of change: ChangeEstimate) -> String? {
    if let low = change.low, let high = change.high, Self.isBelow(high, low) {
      return RecordMessage.intervalReversed(low: low, high: high).line
    }
    if let low = change.difference?.low, let high = change.difference?.high,
      Self.isBelow(high, low)
    {
      return RecordMessage.differenceReversed(low: low, high: high).line
    }
    // The interval of a difference is that of the typical one, the estimate may be a mean.
    guard change.difference == nil else { return nil }
    if change.low.map({ Self.isBelow(change.ratio, $0) }) == true
      || change.high.map({ Self.isBelow($0, change.ratio) }) == true
    {
      return RecordMessage.ratioOutside(
        ratio: change.ratio, low: change.low, high: change.high
      ).line
    }
    return nil
  }

  /// From nothing there is no ratio, so nothing is held against one.
  private func contradictionOfValue(with change: ChangeEstimate) -> String? {
    guard let value, let baselineValue, baselineValue != 0 else { return nil }
    let due = baselineValue + abs(baselineValue) * (change.ratio - 1)
    guard abs(value - due) > 1e-6 * max(abs(value), abs(due), abs(baselineValue)) else {
      return nil
    }
    return
      RecordMessage.valueAndRatio(
        value: value, ratio: change.ratio, baseline: baselineValue, due: due
      ).line
  }

  private func contradictionOfStatus(with change: ChangeEstimate) -> String? {
    let isMirrored = direction == .higherIsBetter
    func worsening(_ ratio: Double) -> Double { isMirrored ? 1 - ratio : ratio - 1 }
    let worst = (isMirrored ? change.low : change.high).map(worsening)
    let best = (isMirrored ? change.high : change.low).map(worsening)
    let estimate = worsening(change.ratio)
    switch judgement {
    case .regression(.passed, _):
      let most = max(estimate, worst ?? estimate)
      guard evidence.leastThatCounts == nil, Self.isBelow(change.tolerance, most) else {
        return nil
      }
      return
        RecordMessage.passedBeyond(most: most, tolerance: change.tolerance).line
    case .regression(.improved, _):
      guard Self.isBelow(0, best ?? estimate) else { return nil }
      return RecordMessage.improvedButWorse.line
    case .regression(.regressed, _), .creep(.crept, _, _), .machines(.worse, _, _):
      // An early proof remains valid, whatever later launches show.
      guard evidence.provenAfter == nil, Self.isBelow(worst ?? estimate, 0) else { return nil }
      return RecordMessage.regressedButBetter.line
    case .regression, .creep, .machines, .presence, .budget, .serviceLevel, .speedup, .growth,
      .equivalence:
      return nil
    }
  }

  /// Whether one number is below another by more than rounding.
  private static func isBelow(_ small: Double, _ large: Double) -> Bool {
    small < large - 1e-6 * max(1, min(abs(small), abs(large)))
  }
}
