extension Finding {
  /// The part of its rule that distinguishes it from other findings about the same benchmark, metric and statistic.
  ///
  /// Several rules may judge one figure: three limits on one series, two speed-ups of one benchmark, the
  /// service levels of two tags. Limits, thresholds and lines of the budgets file are not part of it, because a
  /// rule that is edited stays the same rule. Empty where there is only one such finding.
  package var ruleSubject: String {
    switch judgement {
    case .budget(_, let evidence): evidence?.bound == .floor ? "at_least" : ""
    case .serviceLevel(_, let evidence): evidence?.scope ?? ""
    case .speedup(_, let evidence): evidence.map { "over \($0.slower)" } ?? ""
    case .growth(_, let evidence):
      evidence.map { evidence in
        ([evidence.kind.rawValue, evidence.series] + (evidence.against.map { [$0] } ?? []))
          .joined(separator: " ")
      } ?? ""
    case .presence, .regression, .equivalence, .creep, .machines: ""
    }
  }

  /// The component of an alert about it: for growth the series, whichever step grew most, else the benchmark.
  package var component: String {
    guard let growth, let opened = benchmark.opened(growth.parameter) else {
      return benchmark.rawValue
    }
    return opened.name
  }
}

extension BenchmarkIdentifier {
  /// The name with a star in place of a parameter's value, and that value; nil without the parameter.
  package func opened(_ parameter: String) -> (name: String, value: String)? {
    guard let value = parameters.first(where: { $0.name == parameter })?.value else { return nil }
    let inside = parameters.map { "\($0.name)=\($0.name == parameter ? "*" : $0.value)" }
    return ("\(baseName){\(inside.joined(separator: ","))}", value)
  }
}
