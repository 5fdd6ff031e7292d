extension Finding {
  /// Which figures of a comparison cannot stand beside each other; nil when all can.
  ///
  /// - Note: Figures pass through a text and a chain of roundings, so what differs by a millionth is equal.
  var contradiction: String? {
    contradictionOfCode ?? contradictionOfCause ?? contradictionOfLaunches
      ?? contradictionOfHistory
      ?? change.flatMap { contradiction(of: $0) }
  }

  private var contradictionOfCode: String? {
    guard (status == .sameCode) == (evidence.kind == .code) else {
      return "its code and its evidence do not agree"
    }
    guard status == .sameCode else { return nil }
    if change != nil || baselineValue != nil { return "its code is the same, and it is compared" }
    return changedFunctions == nil ? nil : "its code is the same, and functions of it changed"
  }

  private var contradictionOfCause: String? {
    guard let cause else { return nil }
    guard status == .regressed, rule == .regression else {
      return "it tells a cause of what is '\(status.rawValue)'"
    }
    let isOfMemory = metric == .allocations || metric == .allocatedBytes
    guard isOfMemory == (cause.quantity == .allocations) else {
      return
        "its cause counts \(cause.quantity.rawValue), which explains no \(metric?.rawValue ?? "metric")"
    }
    return cause.contradiction
  }

  private var contradictionOfLaunches: String? {
    if let proof = evidence.provenAfter, !(1...max(1, evidence.launches)).contains(proof) {
      return "it is proven after \(proof) launch pairs, and there are \(evidence.launches)"
    }
    if let earlier = evidence.earlierLaunches, !(0...max(0, evidence.launches)).contains(earlier) {
      return
        "\(earlier) of its launch pairs are of earlier runs, and there are \(evidence.launches)"
    }
    let agreeing = evidence.agreeingMachines
    if agreeing != nil || evidence.machines != nil,
      !(0...max(0, evidence.machines ?? -1)).contains(agreeing ?? -1)
    {
      return "\(agreeing ?? 0) of its \(evidence.machines ?? 0) machines agree, which cannot be"
    }
    return nil
  }

  private func contradiction(of change: ChangeEstimate) -> String? {
    contradictionOfInterval(of: change) ?? contradictionOfValue(with: change)
      ?? contradictionOfStatus(with: change)
  }

  private func contradictionOfInterval(of change: ChangeEstimate) -> String? {
    if let low = change.low, let high = change.high, Self.isBelow(high, low) {
      return "its interval ends at \(high), below its beginning at \(low)"
    }
    if let low = change.difference?.low, let high = change.difference?.high,
      Self.isBelow(high, low)
    {
      return "its difference's interval ends at \(high), below its beginning at \(low)"
    }
    // The interval of a difference is that of the typical one, the estimate may be a mean.
    guard change.difference == nil else { return nil }
    if change.low.map({ Self.isBelow(change.ratio, $0) }) == true
      || change.high.map({ Self.isBelow($0, change.ratio) }) == true
    {
      return "its ratio of \(change.ratio) is outside its interval from "
        + "\(change.low.map { "\($0)" } ?? "nowhere") to \(change.high.map { "\($0)" } ?? "nowhere")"
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
      "its value is \(value), and its ratio of \(change.ratio) to \(baselineValue) makes \(due)"
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
        "it is 'passed' with up to \(most) worse, beyond its tolerance of \(change.tolerance), "
        + "and nothing says why"
    case .regression(.improved, _):
      guard Self.isBelow(0, best ?? estimate) else { return nil }
      return "it is 'improved', and its interval is all worse"
    case .regression(.regressed, _), .creep(.crept, _, _), .machines(.worse, _, _):
      // An early proof stands, whatever later launches show.
      guard evidence.provenAfter == nil, Self.isBelow(worst ?? estimate, 0) else { return nil }
      return "it is 'regressed', and its interval is all better"
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
