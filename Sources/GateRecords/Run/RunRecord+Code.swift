extension RunRecord {
  /// Why what it says of code cannot be true beside the rest of it; nil when it can.
  package var contradictionOfCode: String? {
    if let code {
      guard baseline != nil else {
        return RecordMessage.codeWithoutBaseline.line
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
        return RecordMessage.notLaunchedForCode.line
      }
      let hasResults = benchmark.codeDoubts != nil || benchmark.changedFunctions != nil
      return hasResults && !isCompared ? RecordMessage.codeNotCompared.line : nil
    }
    guard isCompared else { return RecordMessage.sameCodeNotCompared.line }
    if hasCandidateEnvironment {
      return RecordMessage.sameCodeOwnVariables.line
    }
    if benchmark.codeDoubts != nil || benchmark.changedFunctions != nil {
      return RecordMessage.sameCodeDoubted.line
    }
    if benchmark.failure?.kind == .sameCode, benchmark.status != .skipped {
      return RecordMessage.notLaunchedStatus(status: benchmark.status.rawValue).line
    }
    if benchmark.metrics.contains(where: { $0.baselineLaunches != nil })
      || benchmark.baselineFailure != nil
    {
      return RecordMessage.sameCodeMeasured.line
    }
    return isPlanned ? RecordMessage.sameCodePlanned.line : nil
  }

  /// Whether it compared one program, in one environment, with itself.
  package var isOfOneProgram: Bool {
    suite.programHash != nil && suite.programHash == baseline?.programHash
      && !hasCandidateEnvironment
      && benchmarks.contains { $0.metrics.contains { $0.baselineLaunches != nil } }
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
      RecordMessage.codeBesideAnchor(benchmark: $0.name.rawValue).line
    }
  }
}

extension BenchmarkRecord {
  /// Whether it is proven to run the same code as in the baseline's program.
  package var hasSameCode: Bool { sameCode == true }

  /// Whether it was not launched, because it runs the same code and no rule asks for its figures.
  package var isUnlaunched: Bool { hasSameCode && failure?.kind == .sameCode }
}
