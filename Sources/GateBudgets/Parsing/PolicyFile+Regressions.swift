import GateFiles
import GateRecords

extension PolicyFile {
  mutating func readRegressions(_ node: JSON5Node) throws(FileError) {
    for member in try reader.object(node, "regressions") {
      let metric = MetricName(rawValue: member.key)
      try reader.checkStep(metric, at: member.value)
      if case .array(let nodes) = member.value.value {
        for node in nodes { try readLadders(node, metric) }
      } else {
        try readLadders(member.value, metric)
      }
    }
  }

  /// A metric's ladder for one kind of machine, with its exceptions.
  private mutating func readLadders(
    _ node: JSON5Node, _ metric: MetricName
  ) throws(FileError) {
    let members = try reader.object(node, "the ladder of \(metric)")
    try reader.checkKeys(members, PolicyKeys.ladder)
    let condition =
      try node[key: "when"].map { node throws(FileError) in try reader.condition(node) }
      ?? .always
    func add(_ pattern: GlobPattern, _ node: JSON5Node) throws(FileError) {
      ladders.append(
        LadderRule(
          metric: metric, pattern: pattern, condition: condition,
          ladder: try ladder(node, metric: metric),
          rationale: try node[key: "rationale"].map { node throws(FileError) in
            try reader.string(node, "rationale")
          }, source: reader.source(of: node), owner: try owner(node), expires: try lastDay(of: node)
        ))
    }
    try add(GlobPattern("*"), node)
    guard let exceptions = node[key: "benchmarks"] else { return }
    for exception in try reader.object(exceptions, "benchmarks") {
      try reader.checkKeys(try reader.object(exception.value, "a ladder"), PolicyKeys.exception)
      try add(GlobPattern(exception.key), exception.value)
    }
  }

  /// How much slower than the anchor benchmarks may become.
  func readAnchor(_ node: JSON5Node) throws(FileError) -> AnchorRule {
    try reader.checkKeys(try reader.object(node, "anchor"), PolicyKeys.anchor)
    var rule = AnchorRule()
    if let tolerance = node[key: "tolerance"] {
      rule.tolerance = try reader.tolerance(tolerance, of: .wallTime)
    }
    if let word = node[key: "mode"] {
      rule.mode = try reader.choice(word, "mode", as: RuleMode.self)
    }
    if let days = node[key: "days"] {
      rule.days = try reader.integer(days, "days", in: 1...36_500)
    }
    if let text = node[key: "rationale"] { rule.rationale = try reader.string(text, "rationale") }
    rule.owner = try owner(node)
    rule.expires = try lastDay(of: node)
    return rule
  }

  private func owner(_ node: JSON5Node) throws(FileError) -> String? {
    try node[key: "owner"].map { node throws(FileError) in try reader.string(node, "owner") }
  }

  private func ladder(
    _ node: JSON5Node, metric: MetricName
  ) throws(FileError) -> RegressionLadder {
    func threshold(_ key: String) throws(FileError) -> Tolerance? {
      try node[key: key].map { node throws(FileError) in try reader.tolerance(node, of: metric) }
    }
    let floor = try node[key: "at_least"].map { node throws(FileError) in
      try reader.quantity(node, of: metric).quantity
    }
    var ladder = RegressionLadder(
      fail: try threshold("fail"), minor: try threshold("minor"), major: try threshold("major"),
      critical: try threshold("critical"),
      atLeast: floor?.value, floorDimension: floor?.dimension)
    if let word = node[key: "mode"] {
      ladder.mode = try reader.choice(word, "mode", as: RuleMode.self)
    }
    let rungs = [ladder.minor, ladder.major, ladder.critical].compactMap { $0 }
    guard Set(rungs.map(\.kind)).count <= 1 else {
      throw reader.error(at: node, BudgetMessage.mixedRungs.line)
    }
    let heights = rungs.map(\.basisPoints)
    guard heights == heights.sorted() else {
      throw reader.error(at: node, BudgetMessage.fallingRungs.line)
    }
    return ladder
  }
}
