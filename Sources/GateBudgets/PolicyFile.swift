import GateFiles
import GateRecords

/// One budgets file, checked key by key: what is not understood is refused, never ignored.
struct PolicyFile {
  private(set) var rules: [BudgetRule] = []
  /// The suite that the file is for; nil for every one.
  private(set) var suite: String?
  private(set) var ladders: [(MetricName, BudgetPolicy.LadderEntry)] = []

  private let document: JSON5Document
  private var defaultTolerance = Tolerance.none

  static let schema = SchemaVersion(name: "speedgate.budgets", version: 1)
  static let keys = ["schema", "suite", "defaults", "budgets", "regressions"]
  static let laterKeys = ["speedups", "service_levels", "growth", "accept"]
  static let ruleKeys = ["benchmark", "metric", "tolerance", "rationale", "owner", "at_least"]
  static let laterRuleKeys = ["when", "expires", "severity", "mode"]
  static let ladderKeys = ["fail", "minor", "major", "critical", "at_least"]

  init(_ document: JSON5Document) throws(FileError) {
    self.document = document
    let members = try object(document.root, "a budgets file")
    try checkKeys(members, Self.keys, later: Self.laterKeys)
    try checkSchema(members)
    if let name = document.root[key: "suite"] { suite = try string(name, "suite") }
    if let defaults = members.first(where: { $0.key == "defaults" }) {
      try readDefaults(defaults.value)
    }
    for member in members {
      switch member.key {
      case "budgets":
        for node in try array(member.value, "budgets") { try readRule(node) }
      case "regressions":
        for metric in try object(member.value, "regressions") { try readLadder(metric) }
      default: break
      }
    }
  }

  private func checkSchema(_ members: [JSON5Member]) throws(FileError) {
    guard let node = members.first(where: { $0.key == "schema" })?.value else {
      throw .wrongSchema(path: document.path, found: nil, expected: Self.schema.rawValue)
    }
    let text = try string(node, "schema")
    guard let found = SchemaVersion(rawValue: text), found.name == Self.schema.name else {
      throw .wrongSchema(path: document.path, found: text, expected: Self.schema.rawValue)
    }
    guard found.version <= Self.schema.version else {
      throw .newerVersion(path: document.path, found: text, newest: Self.schema.rawValue)
    }
  }

  private mutating func readDefaults(_ node: JSON5Node) throws(FileError) {
    let members = try object(node, "defaults")
    try checkKeys(members, ["tolerance"], later: [])
    if let tolerance = node[key: "tolerance"] { defaultTolerance = try percentage(tolerance) }
  }

  // MARK: Rules

  private mutating func readRule(_ node: JSON5Node) throws(FileError) {
    let members = try object(node, "a budget")
    let limits = members.filter { $0.key == "at_least" || Statistic(rawValue: $0.key) != nil }
    try checkKeys(
      members, Self.ruleKeys + limits.map(\.key), later: Self.laterRuleKeys,
      known: Self.ruleKeys + ["min", "mean", "median", "p95", "p99", "max"])
    guard let name = node[key: "benchmark"] else {
      throw document.error(at: node, "this budget names no 'benchmark'; \"*\" is every one")
    }
    guard !limits.isEmpty else {
      throw document.error(at: node, "this budget limits nothing; add p95, median, max or another")
    }
    let metric = try node[key: "metric"].map { node throws(FileError) in
      MetricName(rawValue: try string(node, "metric"))
    }
    let tolerance = try node[key: "tolerance"].map { node throws(FileError) in
      try percentage(node)
    }
    let rationale = try node[key: "rationale"].map { node throws(FileError) in
      try string(node, "rationale")
    }
    if let owner = node[key: "owner"] { _ = try string(owner, "owner") }
    for limit in limits {
      let metric = metric ?? .wallTime
      rules.append(
        BudgetRule(
          pattern: GlobPattern(try string(name, "benchmark")), metric: metric,
          statistic: Statistic(rawValue: limit.key) ?? .minimum,
          isFloor: limit.key == "at_least", budget: try quantity(limit.value, of: metric),
          tolerance: tolerance ?? defaultTolerance, rationale: rationale,
          source: document.source(of: limit.value)))
    }
  }

  // MARK: Ladders

  private mutating func readLadder(_ member: JSON5Member) throws(FileError) {
    let metric = MetricName(rawValue: member.key)
    let members = try object(member.value, "the ladder of \(metric)")
    try checkKeys(members, Self.ladderKeys + ["benchmarks"], later: [])
    var entry = BudgetPolicy.LadderEntry(
      ladder: try ladder(member.value, metric: metric), source: document.source(of: member.value))
    if let exceptions = member.value[key: "benchmarks"] {
      for exception in try object(exceptions, "benchmarks") {
        try checkKeys(try object(exception.value, "a ladder"), Self.ladderKeys, later: [])
        entry.exceptions.append(
          .init(
            pattern: GlobPattern(exception.key),
            ladder: try ladder(exception.value, metric: metric)))
      }
    }
    ladders.append((metric, entry))
  }

  private func ladder(
    _ node: JSON5Node, metric: MetricName
  ) throws(FileError) -> RegressionLadder {
    func share(_ key: String) throws(FileError) -> Double? {
      try node[key: key].map { node throws(FileError) in try percentage(node).fraction }
    }
    let ladder = RegressionLadder(
      fail: try share("fail"), minor: try share("minor"), major: try share("major"),
      critical: try share("critical"),
      atLeast: try node[key: "at_least"].map { node throws(FileError) in
        try quantity(node, of: metric).value
      })
    let rungs = [ladder.minor, ladder.major, ladder.critical].compactMap { $0 }
    guard rungs == rungs.sorted() else {
      throw document.error(at: node, "the rungs minor, major and critical do not rise")
    }
    return ladder
  }

  // MARK: Values

  private func quantity(_ node: JSON5Node, of metric: MetricName) throws(FileError) -> Quantity {
    let text: String
    switch node.value {
    case .string(let string): text = string
    case .number(_, let digits): text = digits
    case .object, .array, .bool, .null:
      throw document.error(at: node, "expected a limit such as \"50 ms\", found \(node.kind)")
    }
    let quantity: Quantity
    switch Quantity.parse(text) {
    case .success(let parsed): quantity = parsed
    case .failure(let mistake): throw document.error(at: node, mistake.reason)
    }
    if let unit = Quantity.Dimension.unit(of: metric), !quantity.dimension.fits(unit) {
      let example = unit == .nanoseconds ? "50 ms" : unit == .bytes ? "700 MB" : "100"
      throw document.error(
        at: node,
        "'\(text)' is \(quantity.dimension.rawValue), which \(metric) is not; "
          + "write a limit such as \"\(example)\"")
    }
    return quantity
  }

  private func percentage(_ node: JSON5Node) throws(FileError) -> Tolerance {
    guard case .string(let text) = node.value else {
      throw document.error(at: node, "expected a percentage such as \"10%\", found \(node.kind)")
    }
    switch Tolerance.parse(text) {
    case .success(let tolerance): return tolerance
    case .failure(let mistake): throw document.error(at: node, mistake.reason)
    }
  }

  private func string(_ node: JSON5Node, _ what: String) throws(FileError) -> String {
    guard case .string(let text) = node.value, !text.isEmpty else {
      throw document.error(at: node, "expected a text for \(what), found \(node.kind)")
    }
    return text
  }

  private func object(_ node: JSON5Node, _ what: String) throws(FileError) -> [JSON5Member] {
    guard case .object(let members) = node.value else {
      throw document.error(at: node, "expected an object for \(what), found \(node.kind)")
    }
    return members
  }

  private func array(_ node: JSON5Node, _ what: String) throws(FileError) -> [JSON5Node] {
    guard case .array(let elements) = node.value else {
      throw document.error(at: node, "expected an array for \(what), found \(node.kind)")
    }
    return elements
  }

  private func checkKeys(
    _ members: [JSON5Member], _ allowed: [String], later: [String], known: [String]? = nil
  ) throws(FileError) {
    for member in members where !allowed.contains(member.key) {
      if later.contains(member.key) {
        throw document.error(
          at: member, "'\(member.key)' is not supported by this version; remove it for now")
      }
      let suggestion = Suggestion.text(for: member.key, among: known ?? allowed)
      let list = (known ?? allowed).joined(separator: ", ")
      throw document.error(
        at: member,
        "unknown key '\(member.key)'" + (suggestion.isEmpty ? "; known are \(list)" : suggestion))
    }
  }
}
