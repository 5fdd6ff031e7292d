package import GateRecords

extension BudgetPolicy {
  /// How many rules there are.
  package var ruleCount: Int {
    rules.count + ladders.count + serviceLevels.levels.count + speedups.count + growth.count
      + acceptances.count
  }

  /// What deserves a look in the files themselves, one sentence each, ending with advice.
  ///
  /// - Parameter run: A run whose benchmarks the rules should match; nil asks nothing of the kind.
  package func warnings(for run: RunRecord?, at moment: Timestamp) -> [String] {
    let unmatched = run.map { holding(on: $0.environment).unmatched(in: $0) }
    return warnings(unmatched: unmatched ?? [], at: moment)
  }

  /// The same for rules that are known to match nothing.
  package func warnings(unmatched: [UnmatchedRule], at moment: Timestamp) -> [String] {
    overdue(at: moment)
      + unmatched.map {
        "the rule at \($0.source) is for '\($0.pattern)', which no benchmark matches; "
          + "mend or remove it"
      }
  }

  /// What is said of rules and acceptances whose day is over, each place once.
  private func overdue(at moment: Timestamp) -> [String] {
    let terms =
      rules.map(\.terms) + serviceLevels.levels.map(\.terms) + speedups.map(\.terms)
      + growth.map(\.terms)
    var seen: Set<String> = []
    let rules = terms.compactMap { terms -> String? in
      guard let day = terms.expires, day.isOver(at: moment), seen.insert(terms.source).inserted
      else { return nil }
      return "the rule at \(terms.source) was to be looked at again by \(day.text); "
        + "renew or remove it"
    }
    let accepted = acceptances.compactMap { acceptance -> String? in
      guard let day = acceptance.expires, day.isOver(at: moment) else { return nil }
      return "the acceptance at \(acceptance.source) ended on \(day.text); renew or remove it"
    }
    return rules + accepted
  }

  /// The rules that nothing in a run matches: misspelt, or left behind.
  ///
  /// What was left out of the run on purpose counts as there.
  package func unmatched(in run: RunRecord) -> [UnmatchedRule] {
    let names = run.benchmarks.map(\.name) + run.leftOut
    let present = Set(names)
    func isAbsent(_ pattern: GlobPattern) -> Bool {
      !names.contains { pattern.matches($0.rawValue) }
    }
    var unmatched = self.unmatched(in: names)
    for level in serviceLevels.levels {
      switch level.scope {
      case .benchmark(let pattern) where isAbsent(pattern):
        unmatched.append(UnmatchedRule(pattern: pattern.text, source: level.terms.source))
      case .tag(let tag)
      where run.leftOut.isEmpty && !run.benchmarks.contains { $0.tags.contains(tag) }:
        unmatched.append(UnmatchedRule(pattern: "tag \(tag)", source: level.terms.source))
      case .benchmark, .tag, .everything: break
      }
    }
    for rule in speedups {
      unmatched += [rule.faster, rule.slower].filter { !present.contains($0) }.map {
        UnmatchedRule(pattern: $0.rawValue, source: rule.terms.source)
      }
    }
    for rule in growth where isAbsent(rule.series.pattern) {
      unmatched.append(
        UnmatchedRule(pattern: rule.series.pattern.text, source: rule.terms.source))
    }
    for acceptance in acceptances where isAbsent(acceptance.pattern) {
      unmatched.append(
        UnmatchedRule(pattern: acceptance.pattern.text, source: acceptance.source))
    }
    return unmatched
  }

  /// The limits that no benchmark matches.
  package func unmatched(in benchmarks: [BenchmarkIdentifier]) -> [UnmatchedRule] {
    let matched = matchedRules(in: benchmarks)
    return rules.indices.filter { !matched.contains($0) }.map {
      UnmatchedRule(pattern: rules[$0].pattern.text, source: rules[$0].source)
    }
  }
}

/// A rule that no benchmark matches.
package struct UnmatchedRule: Hashable, Sendable {
  /// The pattern.
  package let pattern: String
  /// Where the rule stands.
  package let source: String
}
