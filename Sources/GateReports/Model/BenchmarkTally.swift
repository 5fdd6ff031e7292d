import GateRecords

/// The number of a verdict's benchmarks by their worst status; each benchmark counts once.
///
/// The counts add up to the benchmarks that were measured or judged. A benchmark has several findings,
/// one a metric and rule, so counts of findings are larger.
package struct BenchmarkTally {
  /// The worst status of a benchmark, in a headline's order and words.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case regressed
    case crept = "slower than the anchor"
    case overBudget = "over budget"
    case overServiceLevel = "over a service level"
    case shortOfSpeedup = "short of a speed-up"
    case growing = "growing too fast"
    case differing = "with another result"
    case undigested = "without a digest of the result"
    case failed = "failed to run"
    case missing
    case changed = "not comparable"
    case unsettled = "unproven under a stricter rule"
    case warned = "with only a warning"
    case nearServiceLevel = "near a service level"
    case unproven
    case sameCode = "with the same code"
    case passed, improved, accepted, new, skipped
    case withoutRule = "without a rule"

    /// Whether it went wrong or stayed open.
    var isWorry: Bool {
      switch self {
      case .regressed, .crept, .overBudget, .overServiceLevel, .shortOfSpeedup, .growing,
        .differing, .undigested, .failed, .missing, .changed, .unsettled, .warned,
        .nearServiceLevel, .unproven:
        true
      case .sameCode, .passed, .improved, .accepted, .new, .skipped, .withoutRule: false
      }
    }
  }

  /// Benchmarks by their worst status.
  let kinds: [Kind: Int]
  /// The same by the status of the finding that says it.
  let statuses: [FindingStatus: Int]

  /// Benchmarks that were measured and that no rule judges.
  var withoutRule: Int { kinds[.withoutRule] ?? 0 }

  /// Counts a verdict's benchmarks.
  ///
  /// - Complexity: O(findings + measurements); a verdict may hold tens of thousands, so each is looked at
  ///   once.
  init(_ verdict: Verdict) {
    // A finding is large, so the places of the worst are kept, not copies.
    let findings = verdict.findings
    var worst: [BenchmarkIdentifier: (order: FindingOrder, index: Int)] = [:]
    worst.reserveCapacity(findings.count)
    // Without a baseline every figure is new, which says less than a limit that was kept.
    let saysNew = verdict.baseline != nil
    for (index, finding) in findings.enumerated() {
      let order = FindingOrder(finding)
      if let known = worst[finding.benchmark] {
        let isNew = finding.status == .new
        if !saysNew, isNew != (findings[known.index].status == .new) {
          if isNew { continue }
        } else if !(order < known.order) {
          continue
        }
      }
      worst[finding.benchmark] = (order, index)
    }
    var kinds: [Kind: Int] = [:]
    var statuses: [FindingStatus: Int] = [:]
    // The outcome looks at every finding, so it is asked for once.
    let fails = verdict.outcome == .fail
    for (_, index) in worst.values {
      let finding = findings[index]
      // Beside what fails the gate, a rule that only warns would read as another failure.
      let onlyWarns = fails && finding.concern == .warns && finding.mode == .warn
      kinds[onlyWarns ? .warned : Kind(finding), default: 0] += 1
      statuses[finding.status, default: 0] += 1
    }
    let measured = Set(verdict.measurements.lazy.map(\.benchmark))
    let unjudged = measured.count { worst[$0] == nil }
    if unjudged > 0 { kinds[.withoutRule] = unjudged }
    self.kinds = kinds
    self.statuses = statuses
  }

  /// The counts in words, those of one side: `2 regressed`, `1 unproven`.
  func texts(ofWorries: Bool) -> [String] {
    Kind.allCases.filter { $0.isWorry == ofWorries }.compactMap { kind in
      kinds[kind].map { ReportMessage.benchmarks($0, kind).text }
    }
  }
}

extension BenchmarkTally.Kind {
  /// The kind of what a finding says.
  fileprivate init(_ finding: Finding) {
    self =
      switch finding.status {
      case .regressed: finding.rule == .creep ? .crept : .regressed
      case .overBudget: finding.speedup.flatMap(Self.ofResults) ?? Self.broken(finding.rule)
      case .failed: finding.rule == .equivalence ? .differing : .failed
      case .missing: .missing
      case .changed: .changed
      case .unproven: finding.failsTheGate ? .unsettled : .unproven
      case .improved: .improved
      case .new: .new
      case .skipped: .skipped
      case .sameCode: .sameCode
      case .passed:
        finding.warns ? .nearServiceLevel : finding.acceptance != nil ? .accepted : .passed
      }
  }

  /// Returns the kind of a speed-up whose two results are at fault, however fast both are.
  private static func ofResults(_ speedup: SpeedupEvidence) -> BenchmarkTally.Kind? {
    speedup.lacksDigest == true ? .undigested : speedup.hasSameResult == false ? .differing : nil
  }

  private static func broken(_ rule: FindingRule) -> BenchmarkTally.Kind {
    switch rule {
    case .presence, .regression, .budget, .creep, .machines: .overBudget
    case .serviceLevel: .overServiceLevel
    case .speedup: .shortOfSpeedup
    case .growth: .growing
    case .equivalence: .differing
    }
  }
}
