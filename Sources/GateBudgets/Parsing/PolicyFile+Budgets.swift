import GateFiles
import GateRecords

extension PolicyFile {
  mutating func readBudgets(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "budgets") { try readBudget(node) }
  }

  private mutating func readBudget(_ node: JSON5Node) throws(FileError) {
    let members = try reader.object(node, "a budget")
    let limits = members.filter { $0.key == "at_least" || Statistic(rawValue: $0.key) != nil }
    try reader.checkKeys(
      members, PolicyKeys.budget + limits.map(\.key),
      known: PolicyKeys.budget + PolicyKeys.usualStatistics)
    guard let name = node[key: "benchmark"] else {
      throw reader.error(at: node, BudgetMessage.noBenchmarkName.line)
    }
    guard !limits.isEmpty else {
      throw reader.error(at: node, BudgetMessage.limitsNothing(isGrowth: false).line)
    }
    let pattern = try reader.pattern(name, "benchmark")
    let metric =
      try node[key: "metric"].map { node throws(FileError) in try reader.metric(node) }
      ?? .wallTime
    let tolerance = try tolerance(node, of: metric)
    for limit in limits {
      let (quantity, text) = try reader.quantity(limit.value, of: metric)
      rules.append(
        BudgetRule(
          pattern: pattern, metric: metric,
          statistic: Statistic(rawValue: limit.key) ?? .minimum,
          isFloor: limit.key == "at_least", budget: quantity, text: text, tolerance: tolerance,
          terms: try reader.terms(node, at: limit.value)))
      if limit.key == "at_least", quantity.scaled(by: tolerance, upwards: false) <= 0 {
        throw reader.error(
          at: limit.value,
          BudgetMessage.floorOfNothing(floor: text, tolerance: "\(tolerance)").line)
      }
    }
  }

  /// The budget's own slack, else the usual one where that has a meaning for the metric.
  private func tolerance(_ node: JSON5Node, of metric: MetricName) throws(FileError) -> Tolerance {
    if let own = node[key: "tolerance"] { return try reader.tolerance(own, of: metric) }
    let usual = usualTolerance(of: metric)
    if usual.kind == .points, Quantity.Dimension.unit(of: metric).map({ $0 != .ratio }) ?? false {
      throw reader.error(
        at: node,
        BudgetMessage.pointsByDefault("\(usual)", metric).line)
    }
    return usual
  }
}
