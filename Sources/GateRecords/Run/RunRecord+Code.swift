extension RunRecord {
  /// Why what it says of code cannot be true beside the rest of it; nil when it can.
  package var contradictionOfCode: String? {
    if let code {
      guard baseline != nil else {
        return "it compares code with a baseline's program and names none; measure again"
      }
      if let contradiction = code.contradiction { return "\(contradiction); measure again" }
    }
    let planned = Set((plan?.tests ?? []).map(\.benchmark))
    let found = benchmarks.lazy.compactMap { benchmark -> String? in
      self.contradiction(of: benchmark, isPlanned: planned.contains(benchmark.name))
        .map { "\(benchmark.name): \($0); measure again" }
    }.first
    return found ?? strayBesideAnchor
  }

  private func contradiction(of benchmark: BenchmarkRecord, isPlanned: Bool) -> String? {
    let isCompared = code?.isMade == true
    guard benchmark.hasSameCode else {
      if benchmark.failure?.kind == .sameCode {
        return "it was not launched because of its code, and its code is not the same"
      }
      let tells = benchmark.codeDoubts != nil || benchmark.changedFunctions != nil
      return tells && !isCompared ? "it tells of its code, and the run compares none" : nil
    }
    guard isCompared else { return "its code is the same, and the run compares none" }
    if hasCandidateEnvironment {
      return "its code is the same, and the suite had variables of its own (--candidate-env)"
    }
    if benchmark.codeDoubts != nil || benchmark.changedFunctions != nil {
      return "its code is the same, and something speaks against it"
    }
    if benchmark.failure?.kind == .sameCode, benchmark.status != .skipped {
      return "it was not launched, and it is '\(benchmark.status.rawValue)'"
    }
    if benchmark.metrics.contains(where: { $0.baselineLaunches != nil })
      || benchmark.baselineFailure != nil
    {
      return "its code is the same, and the baseline's program measured it beside"
    }
    return isPlanned ? "its code is the same, and the plan compares it" : nil
  }

  /// Whether the command that measured gave variables to the candidate alone.
  private var hasCandidateEnvironment: Bool {
    settings.candidateVariablesHash != nil
      || settings.command.contains { $0 == "--candidate-env" || $0.hasPrefix("--candidate-env=") }
  }

  /// The anchor is another program than the baseline's, so nothing is known of its code.
  private var strayBesideAnchor: String? {
    anchor?.benchmarks.first {
      $0.hasSameCode || $0.codeDoubts != nil || $0.changedFunctions != nil
    }.map {
      "'\($0.name)' has its code compared beside the anchor, which cannot be; measure again"
    }
  }
}

extension BenchmarkRecord {
  /// Whether it is proven to run the same code as in the baseline's program.
  package var hasSameCode: Bool { sameCode == true }

  /// Whether it was not launched, because it runs the same code and no rule asks for its figures.
  package var isUnlaunched: Bool { hasSameCode && failure?.kind == .sameCode }
}
