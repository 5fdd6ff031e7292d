extension BenchmarkProfile {
  /// Why it cannot be; nil when it can.
  ///
  /// - Note: Figures pass through sums and a text, so what differs by a thousandth is equal.
  package var contradiction: String? {
    guard (candidate == nil) == (reason != nil) else {
      return RecordMessage.profileTotalOrReason.line
    }
    guard let candidate else {
      let isEmpty = baseline == nil && functions.isEmpty && frames.isEmpty && iterations == nil
      return isEmpty ? nil : RecordMessage.profileWithoutTotal.line
    }
    return contradictionOfTotals(candidate) ?? contradictionOfFunctions ?? contradictionOfFrames
  }

  private func contradictionOfTotals(_ candidate: Total) -> String? {
    for total in [candidate] + (baseline.map { [$0] } ?? []) {
      guard total.cost >= 0, total.cost.isFinite else { return RecordMessage.profileTotal.line }
      guard (total.samples != nil) == (method == .sampled), total.samples ?? 1 > 0 else {
        return RecordMessage.profileSamples(method: method.rawValue).line
      }
    }
    guard (iterations != nil) == (method == .callgrind), iterations ?? 1 > 0 else {
      return RecordMessage.profileIterations(method: method.rawValue).line
    }
    return nil
  }

  private var contradictionOfFunctions: String? {
    guard functions.count <= Self.mostFunctions, leftOut ?? 1 > 0 else {
      return RecordMessage.profileFunctions(
        listed: functions.count, leftOut: leftOut ?? 0
      ).line
    }
    for function in functions {
      if let reason = contradiction(of: function) { return "'\(function.name)' \(reason)" }
    }
    for (total, side) in [(baseline, Side.baseline), (candidate, .candidate)] {
      let charged = functions.reduce(0) { $0 + ($1.cost(on: side)?.charged ?? 0) }
      guard charged <= (total?.cost ?? 0) * 1.001 + 1e-6 else {
        return RecordMessage.profileAboveTotal(side: side.rawValue).line
      }
    }
    return nil
  }

  private func contradiction(of function: ProfiledFunction) -> String? {
    guard function.baseline != nil || function.candidate != nil else {
      return RecordMessage.costsNothing.line
    }
    guard function.baseline == nil || baseline != nil else {
      return RecordMessage.costOfUnprofiledBaseline.line
    }
    for cost in [function.baseline, function.candidate].compactMap(\.self) {
      let figures = [cost.own, cost.charged, cost.calls ?? 0, cost.allocations ?? 0]
      guard figures.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        return RecordMessage.costBelowZero.line
      }
      guard method == .callgrind || (cost.calls == nil && cost.allocations == nil) else {
        return RecordMessage.callsOfTimer.line
      }
    }
    return nil
  }

  private var contradictionOfFrames: String? {
    guard frames.count <= Self.mostFrames else {
      return RecordMessage.tooManyFrames(count: frames.count).line
    }
    for (place, frame) in frames.enumerated() {
      guard frame.parent.map({ (0..<place).contains($0) }) ?? true else {
        return RecordMessage.frameBeforeCaller(place: place).line
      }
      guard frame.baseline >= 0, frame.candidate >= 0, frame.baseline.isFinite,
        frame.candidate.isFinite
      else { return RecordMessage.frameBelowZero(place: place).line }
      guard baseline != nil || frame.baseline == 0 else {
        return RecordMessage.frameOfUnprofiledBaseline(place: place).line
      }
    }
    return nil
  }
}

extension ProfiledFunction {
  /// Returns its cost on one side; nil if it is not executed there.
  package func cost(on side: Side) -> Cost? {
    switch side {
    case .candidate: candidate
    case .baseline: baseline
    }
  }
}

extension RunRecord {
  /// Why its profiles contradict the rest of it; nil when they can.
  package var contradictionOfProfiles: String? {
    guard let profiles else { return nil }
    let known = Set(benchmarks.map(\.name))
    var seen: Set<BenchmarkIdentifier> = []
    for profile in profiles {
      func refusal(_ reason: String) -> String { "\(profile.benchmark): \(reason); measure again" }
      guard known.contains(profile.benchmark) else {
        return refusal(RecordMessage.profileOfUnknown.line)
      }
      guard seen.insert(profile.benchmark).inserted else {
        return refusal(RecordMessage.profileTwice.line)
      }
      guard profile.baseline == nil || baseline != nil else {
        return refusal(RecordMessage.profileWithoutBaseline.line)
      }
      if let reason = profile.contradiction { return refusal(reason) }
    }
    return nil
  }
}
