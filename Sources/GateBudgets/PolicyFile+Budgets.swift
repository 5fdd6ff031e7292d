import GateFiles
import GateRecords

extension PolicyFile {
  static let ruleKeys =
    ["benchmark", "metric", "tolerance", "at_least"] + PolicyReader.termKeys
  private static let usualStatistics = ["min", "mean", "median", "p95", "p99", "max"]

  mutating func readBudgets(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "budgets") { try readBudget(node) }
  }

  private mutating func readBudget(_ node: JSON5Node) throws(FileError) {
    let members = try reader.object(node, "a budget")
    let limits = members.filter { $0.key == "at_least" || Statistic(rawValue: $0.key) != nil }
    try reader.checkKeys(
      members, Self.ruleKeys + limits.map(\.key), known: Self.ruleKeys + Self.usualStatistics)
    guard let name = node[key: "benchmark"] else {
      throw reader.error(at: node, "this budget names no 'benchmark'; \"*\" is every one")
    }
    guard !limits.isEmpty else {
      throw reader.error(at: node, "this budget limits nothing; add p95, median, max or another")
    }
    let pattern = try reader.pattern(name, "benchmark")
    let metric =
      try node[key: "metric"].map { node throws(FileError) in try reader.metric(node) }
      ?? .wallTime
    let tolerance =
      try node[key: "tolerance"].map { node throws(FileError) in
        try reader.tolerance(node, of: metric)
      } ?? defaultTolerance
    for limit in limits {
      let (quantity, text) = try reader.quantity(limit.value, of: metric)
      rules.append(
        BudgetRule(
          pattern: pattern, metric: metric,
          statistic: Statistic(rawValue: limit.key) ?? .minimum,
          isFloor: limit.key == "at_least", budget: quantity, text: text, tolerance: tolerance,
          terms: try reader.terms(node, at: limit.value)))
    }
    try checkRoom(node, rules.suffix(limits.count))
  }

  /// A floor above a ceiling leaves no value that keeps both.
  private func checkRoom(
    _ node: JSON5Node, _ rules: ArraySlice<BudgetRule>
  ) throws(FileError) {
    guard let floor = rules.first(where: \.isFloor),
      let ceiling = rules.first(where: { !$0.isFloor && $0.budget < floor.budget })
    else { return }
    throw reader.error(
      at: node,
      "at_least \(floor.text) asks for more than \(ceiling.statistic) \(ceiling.text) allows; "
        + "no value keeps both")
  }
}
