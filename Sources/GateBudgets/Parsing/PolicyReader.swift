import GateFiles
import GateRecords

/// Reads values of a budgets file and points at what is wrong with them.
struct PolicyReader: JSON5Reading {
  let document: JSON5Document

  /// Refuses a key that is not known, with a hint where it looks like a percentile.
  func checkKeys(
    _ members: [JSON5Member], _ allowed: [String], known: [String]
  ) throws(FileError) {
    for member in members where !allowed.contains(member.key) {
      if let mistake = Self.percentileMistake(member.key) {
        throw document.error(at: member, mistake)
      }
      throw unknownKey(member, among: known)
    }
  }

  /// Returns the mistake in a key that looks like a percentile.
  private static func percentileMistake(_ key: String) -> String? {
    let digits = key.dropFirst()
    guard key.hasPrefix("p"), !digits.isEmpty,
      digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") })
    else { return nil }
    return "unknown key '\(key)': a percentile lies between 0 and 100, both excluded; "
      + "write p95, p99 or p99.9, or max for the largest value"
  }

  // MARK: Values with a meaning

  func pattern(_ node: JSON5Node, _ what: String) throws(FileError) -> GlobPattern {
    GlobPattern(try string(node, what))
  }

  /// A limit and its text as written.
  func quantity(
    _ node: JSON5Node, of metric: MetricName
  ) throws(FileError) -> (quantity: Quantity, text: String) {
    let text: String
    switch node.value {
    case .string(let string): text = string
    case .number(_, let digits): text = digits
    case .object, .array, .bool, .null:
      throw document.error(at: node, BudgetMessage.expectedLimit(found: "\(node.kind)").line)
    }
    let unit = Quantity.Dimension.unit(of: metric)
    let quantity: Quantity
    switch Quantity.parse(text, allowsCustomUnits: unit == nil) {
    case .success(let parsed): quantity = parsed
    case .failure(let mistake): throw document.error(at: node, mistake.reason)
    }
    if let unit, !quantity.dimension.fits(unit) {
      let example = unit == .nanoseconds ? "50 ms" : unit == .bytes ? "700 MB" : "100"
      throw document.error(
        at: node,
        BudgetMessage.wrongQuantity(
          text, is: quantity.dimension.words, metric, example: example
        ).line)
    }
    return (quantity, text)
  }

  /// `10%`, or `2 pp` where points have a meaning.
  func tolerance(
    _ node: JSON5Node, of metric: MetricName? = nil
  ) throws(FileError) -> Tolerance {
    guard case .string(let text) = node.value else {
      throw document.error(at: node, BudgetMessage.expectedPercentage(found: "\(node.kind)").line)
    }
    let tolerance: Tolerance
    switch Tolerance.parse(text) {
    case .success(let parsed): tolerance = parsed
    case .failure(let mistake): throw document.error(at: node, mistake.reason)
    }
    if tolerance.kind == .points, let unit = metric.flatMap(Quantity.Dimension.unit), unit != .ratio
    {
      throw document.error(
        at: node,
        BudgetMessage.pointsOfNoShare(text).line)
    }
    return tolerance
  }

  func metric(_ node: JSON5Node) throws(FileError) -> MetricName {
    let metric = MetricName(rawValue: try string(node, "metric"))
    try checkStep(metric, at: node)
    return metric
  }

  /// Refuses a step without a name, which no benchmark can measure.
  func checkStep(_ metric: MetricName, at node: JSON5Node) throws(FileError) {
    guard metric.stepName == "" else { return }
    throw document.error(at: node, BudgetMessage.stepWithoutName.line)
  }

  func day(_ node: JSON5Node, _ what: String) throws(FileError) -> ExpiryDate {
    let text = try string(node, what)
    guard let day = ExpiryDate(text) else {
      throw document.error(at: node, BudgetMessage.badDate(text).line)
    }
    return day
  }

  // MARK: Terms

  /// Reads the keys that every rule may have in addition to its limits.
  func terms(_ node: JSON5Node, at place: JSON5Node) throws(FileError) -> RuleTerms {
    var terms = RuleTerms(source: source(of: place))
    if let when = node[key: "when"] { terms.condition = try condition(when) }
    if let text = node[key: "rationale"] { terms.rationale = try string(text, "rationale") }
    if let text = node[key: "owner"] { terms.owner = try string(text, "owner") }
    if let day = node[key: "expires"] { terms.expires = try self.day(day, "expires") }
    if let word = node[key: "severity"] {
      terms.severity = try choice(word, "severity", as: Severity.self)
    }
    if let word = node[key: "mode"] { terms.mode = try choice(word, "mode", as: RuleMode.self) }
    return terms
  }

  func condition(_ node: JSON5Node) throws(FileError) -> RuleCondition {
    try checkKeys(try object(node, "when"), PolicyKeys.condition)
    func pattern(_ key: String) throws(FileError) -> GlobPattern? {
      try node[key: key].map { node throws(FileError) in try self.pattern(node, key) }
    }
    // A rule for a mistyped system would never apply, and no one would notice.
    func known(_ key: String, _ names: [[String]]) throws(FileError) -> GlobPattern? {
      guard let pattern = try pattern(key), let place = node[key: key] else { return nil }
      let names = names.flatMap(\.self)
      guard pattern.isLiteral, !names.contains(pattern.text) else { return pattern }
      let near = Suggestion.nearest(to: pattern.text.lowercased(), among: names)
      throw document.error(
        at: place,
        BudgetMessage.badPlatform(
          key: key, pattern.text, near: near, known: names.joined(separator: ", ")
        ).line)
    }
    let condition = RuleCondition(
      operatingSystem: try known("os", RuleCondition.operatingSystems),
      architecture: try known("arch", RuleCondition.architectures), runner: try pattern("runner"))
    guard condition.count > 0 else {
      throw document.error(at: node, BudgetMessage.emptyCondition.line)
    }
    return condition
  }
}
