extension BenchmarkProfile {
  /// Why it cannot be; nil when it can.
  ///
  /// - Note: Figures pass through sums and a text, so what differs by a thousandth is equal.
  package var contradiction: String? {
    guard (candidate == nil) == (reason != nil) else {
      return "its profile has a total and a reason why there is none, or neither"
    }
    guard let candidate else {
      let isEmpty = baseline == nil && functions.isEmpty && frames.isEmpty && iterations == nil
      return isEmpty ? nil : "it has no profile, and figures of one"
    }
    return contradictionOfTotals(candidate) ?? contradictionOfFunctions ?? contradictionOfFrames
  }

  private func contradictionOfTotals(_ candidate: Total) -> String? {
    for total in [candidate] + (baseline.map { [$0] } ?? []) {
      guard total.cost >= 0, total.cost.isFinite else { return "its profile's total is below 0" }
      guard (total.samples != nil) == (method == .sampled), total.samples ?? 1 > 0 else {
        return "its profile is '\(method.rawValue)', and its samples say otherwise"
      }
    }
    guard (iterations != nil) == (method == .callgrind), iterations ?? 1 > 0 else {
      return "its profile is '\(method.rawValue)', and its iterations say otherwise"
    }
    return nil
  }

  private var contradictionOfFunctions: String? {
    guard functions.count <= Self.mostFunctions, leftOut ?? 1 > 0 else {
      return "its profile lists \(functions.count) functions and leaves out \(leftOut ?? 0)"
    }
    for function in functions {
      if let reason = contradiction(of: function) { return "'\(function.name)' \(reason)" }
    }
    for (total, side) in [(baseline, Side.baseline), (candidate, .candidate)] {
      let charged = functions.reduce(0) { $0 + ($1.cost(on: side)?.charged ?? 0) }
      guard charged <= (total?.cost ?? 0) * 1.001 + 1e-6 else {
        return "its functions cost more than the \(side.rawValue)'s total"
      }
    }
    return nil
  }

  private func contradiction(of function: ProfiledFunction) -> String? {
    guard function.baseline != nil || function.candidate != nil else {
      return "costs nothing on either side"
    }
    guard function.baseline == nil || baseline != nil else {
      return "costs something in a baseline that was not profiled"
    }
    for cost in [function.baseline, function.candidate].compactMap(\.self) {
      let figures = [cost.own, cost.charged, cost.calls ?? 0, cost.allocations ?? 0]
      guard figures.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return "has a cost below 0" }
      guard method == .callgrind || (cost.calls == nil && cost.allocations == nil) else {
        return "has counted calls, and a timer counts none"
      }
    }
    return nil
  }

  private var contradictionOfFrames: String? {
    guard frames.count <= Self.mostFrames else { return "its tree has \(frames.count) frames" }
    for (place, frame) in frames.enumerated() {
      guard frame.parent.map({ (0..<place).contains($0) }) ?? true else {
        return "frame \(place) of its tree stands before its caller"
      }
      guard frame.baseline >= 0, frame.candidate >= 0, frame.baseline.isFinite,
        frame.candidate.isFinite
      else { return "frame \(place) of its tree costs less than nothing" }
      guard baseline != nil || frame.baseline == 0 else {
        return "frame \(place) of its tree costs something in a baseline that was not profiled"
      }
    }
    return nil
  }
}

extension ProfiledFunction {
  /// What it costs on one side; nil where it is not executed there.
  package func cost(on side: Side) -> Cost? {
    switch side {
    case .candidate: candidate
    case .baseline: baseline
    }
  }
}

extension RunRecord {
  /// Why its profiles cannot stand beside the rest of it; nil when they can.
  package var contradictionOfProfiles: String? {
    guard let profiles else { return nil }
    let known = Set(benchmarks.map(\.name))
    var seen: Set<BenchmarkIdentifier> = []
    for profile in profiles {
      func refusal(_ reason: String) -> String { "\(profile.benchmark): \(reason); measure again" }
      guard known.contains(profile.benchmark) else {
        return refusal("it has a profile, and the run does not hold it")
      }
      guard seen.insert(profile.benchmark).inserted else { return refusal("it has two profiles") }
      guard profile.baseline == nil || baseline != nil else {
        return refusal("its profile has a baseline's program, and the run has none")
      }
      if let reason = profile.contradiction { return refusal(reason) }
    }
    return nil
  }
}
