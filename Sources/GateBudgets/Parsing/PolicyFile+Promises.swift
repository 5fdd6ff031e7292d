import GateFiles
import GateRecords
import GateStatistics

/// Service levels, speed-ups, growth and acceptances.
extension PolicyFile {
  // MARK: Service levels

  mutating func readServiceLevels(_ node: JSON5Node) throws(FileError) {
    try reader.checkKeys(
      try reader.object(node, "service_levels"), PolicyKeys.serviceLevels)
    if let allowed = node[key: "allowed_breaches"] {
      breachesSource = reader.source(of: allowed)
      allowedBreaches = try reader.integer(allowed, "allowed_breaches", in: 0...1_000_000)
    }
    if let usual = node[key: "default"] {
      try reader.checkKeys(
        try reader.object(usual, "default"), PolicyKeys.usualLevel)
      levels.append(try level(usual, scope: .everything, metric: .wallTime))
    }
    guard let list = node[key: "levels"] else { return }
    for node in try reader.array(list, "levels") {
      try reader.checkKeys(try reader.object(node, "a service level"), PolicyKeys.level)
      let scope: ServiceLevelRule.Scope
      switch (node[key: "benchmark"], node[key: "tag"]) {
      case (let name?, nil): scope = .benchmark(try reader.pattern(name, "benchmark"))
      case (nil, let tag?): scope = .tag(try reader.string(tag, "tag"))
      default:
        throw reader.error(
          at: node, BudgetMessage.noScope.line)
      }
      let metric =
        try node[key: "metric"].map { node throws(FileError) in try reader.metric(node) }
        ?? .wallTime
      levels.append(try level(node, scope: scope, metric: metric))
    }
  }

  private func level(
    _ node: JSON5Node, scope: ServiceLevelRule.Scope, metric: MetricName
  ) throws(FileError) -> ServiceLevelRule {
    let breachNode = try reader.required("breach", of: node, "this service level")
    let (breach, text) = try reader.quantity(breachNode, of: metric)
    var warning: Quantity?
    if let warningNode = node[key: "warning"] {
      let (quantity, words) = try reader.quantity(warningNode, of: metric)
      guard quantity.dimension == breach.dimension, !(breach < quantity) else {
        throw reader.error(
          at: warningNode, BudgetMessage.warningBeyondBreach(warning: "\(words)", breach: text).line
        )
      }
      warning = quantity
    }
    return ServiceLevelRule(
      scope: scope, metric: metric, statistic: try statistic(node) ?? .median, breach: breach,
      text: text, warning: warning,
      minimumRows: try node[key: "min_rows"].map { node throws(FileError) in
        try reader.integer(node, "min_rows", in: 1...1_000_000_000_000)
      }, terms: try reader.terms(node, at: node))
  }

  private func statistic(_ node: JSON5Node) throws(FileError) -> Statistic? {
    guard let node = node[key: "statistic"] else { return nil }
    let text = try reader.string(node, "statistic")
    guard let statistic = Statistic(rawValue: text) else {
      throw reader.error(
        at: node,
        BudgetMessage.badStatistic(text).line)
    }
    return statistic
  }

  // MARK: Speed-ups

  mutating func readSpeedups(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "speedups") {
      try reader.checkKeys(try reader.object(node, "a speed-up"), PolicyKeys.speedup)
      let names = try ["faster", "slower"].map { key throws(FileError) in
        let name = try reader.required(key, of: node, "this speed-up")
        return BenchmarkIdentifier(try reader.string(name, key))
      }
      guard names[0] != names[1] else {
        throw reader.error(at: node, BudgetMessage.fasterThanItself("\(names[0])").line)
      }
      let demand = try demand(node)
      let expected = try expected(node)
      if let expected, expected.upperBound < demand.atLeast * (1 - 1e-12) {
        throw reader.error(
          at: node,
          BudgetMessage.expectsLess(
            expected: QuantityFormat.brief(expected.upperBound),
            demand: QuantityFormat.brief(demand.atLeast)
          ).line)
      }
      speedups.append(
        SpeedupRule(
          faster: names[0], slower: names[1],
          metric: try node[key: "metric"].map { node throws(FileError) in
            try reader.metric(node)
          } ?? .wallTime,
          atLeast: demand.atLeast, reduction: demand.reduction, expected: expected,
          asksForSameResult: try node[key: "same_result"].map { node throws(FileError) in
            try reader.flag(node, "same_result")
          } ?? false, terms: try reader.terms(node, at: node)))
    }
  }

  /// `at_least: 2.5`, or `reduction: "60%"`, which is the same.
  private func demand(
    _ node: JSON5Node
  ) throws(FileError) -> (atLeast: Double, reduction: Double?) {
    switch (node[key: "at_least"], node[key: "reduction"]) {
    case (let number?, nil): return (try reader.positive(number, "at_least"), nil)
    case (nil, let share?):
      let reduction = try reader.tolerance(share)
      guard reduction.kind == .relative, reduction.basisPoints < 10_000 else {
        throw reader.error(at: share, BudgetMessage.badReduction.line)
      }
      return (10_000 / Double(10_000 - reduction.basisPoints), reduction.fraction)
    default:
      throw reader.error(
        at: node,
        BudgetMessage.noDemand.line)
    }
  }

  private func expected(_ node: JSON5Node) throws(FileError) -> ClosedRange<Double>? {
    guard let node = node[key: "expected"] else { return nil }
    guard case .array(let ends) = node.value else {
      let number = try reader.positive(node, "expected")
      return number...number
    }
    guard ends.count == 2 else {
      throw reader.error(at: node, BudgetMessage.badBand.line)
    }
    let low = try reader.positive(ends[0], "expected")
    let high = try reader.positive(ends[1], "expected")
    guard low <= high else { throw reader.error(at: node, BudgetMessage.fallingBand.line) }
    return low...high
  }

  // MARK: Growth

  mutating func readGrowth(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "growth") {
      try reader.checkKeys(try reader.object(node, "a growth rule"), PolicyKeys.growth)
      let pattern = try series("series", of: node)
      let limits = try growthLimits(node)
      guard !limits.isEmpty else {
        throw reader.error(at: node, BudgetMessage.limitsNothing(isGrowth: true).line)
      }
      let isObserved =
        try node[key: "observed"].map { node throws(FileError) in
          try reader.flag(node, "observed")
        } ?? false
      growth.append(
        GrowthRule(
          series: pattern, limits: limits, isObserved: isObserved,
          terms: try reader.terms(node, at: node)))
    }
  }

  private func series(_ key: String, of node: JSON5Node) throws(FileError) -> SeriesPattern {
    let node = try reader.required(key, of: node, "this growth rule")
    let text = try reader.string(node, key)
    guard let pattern = SeriesPattern(text) else {
      throw reader.error(
        at: node, BudgetMessage.noOpenParameter(text).line)
    }
    return pattern
  }

  private func growthLimits(_ node: JSON5Node) throws(FileError) -> [GrowthRule.Limit] {
    let metric =
      try node[key: "metric"].map { node throws(FileError) in try reader.metric(node) }
      ?? .wallTime
    func share(_ key: String) throws(FileError) -> Tolerance? {
      guard let node = node[key: key] else { return nil }
      let share = try reader.tolerance(node)
      guard share.kind == .relative else {
        throw reader.error(at: node, BudgetMessage.growthInPoints.line)
      }
      return share
    }
    var limits: [GrowthRule.Limit] = []
    if let limit = try share("per_step") { limits.append(.perStep(metric, limit)) }
    if let limit = try share("total") { limits.append(.total(metric, limit)) }
    if let limit = try share("memory_per_step") { limits.append(.perStep(.peakMemory, limit)) }
    if let limit = try share("memory_total") { limits.append(.total(.peakMemory, limit)) }
    if let node = node[key: "cumulative"] {
      let (quantity, text) = try reader.quantity(node, of: metric)
      limits.append(.cumulative(metric, quantity, text: text))
    }
    if let node = node[key: "complexity"] {
      let text = try reader.string(node, "complexity")
      guard let order = ComplexityClass(written: text) else {
        let known = ComplexityClass.allCases.map(\.rawValue).joined(separator: ", ")
        throw reader.error(at: node, BudgetMessage.badComplexity(text, known: known).line)
      }
      limits.append(.complexity(metric, order))
    }
    if node[key: "against"] != nil || node[key: "within"] != nil {
      let against = try series("against", of: node)
      guard node[key: "against"]?.value != node[key: "series"]?.value else {
        throw reader.error(
          at: node, BudgetMessage.againstItself.line)
      }
      _ = try reader.required("within", of: node, "this growth rule")
      if let limit = try share("within") {
        limits.append(.scenario(metric, against: against, limit))
      }
    }
    return limits
  }

  // MARK: Acceptances

  mutating func readAcceptances(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "accept") {
      try reader.checkKeys(try reader.object(node, "an acceptance"), PolicyKeys.acceptance)
      let metric = try node[key: "metric"].map { node throws(FileError) in
        try reader.metric(node)
      }
      let (extent, text) = try extent(
        try reader.required("up_to", of: node, "this acceptance"), metric)
      acceptances.append(
        Acceptance(
          pattern: try reader.pattern(
            try reader.required("benchmark", of: node, "this acceptance"), "benchmark"),
          metric: metric, extent: extent, text: text,
          reason: try reader.string(
            try reader.required("reason", of: node, "this acceptance"), "reason"),
          by: try reader.string(try reader.required("by", of: node, "this acceptance"), "by"),
          expires: try node[key: "expires"].map { node throws(FileError) in
            try reader.day(node, "expires")
          },
          condition: try node[key: "when"].map { node throws(FileError) in
            try reader.condition(node)
          } ?? .always, source: reader.source(of: node)))
    }
  }

  /// `+12%` worse, `2 pp` worse, or up to the figure `60 ms`.
  private func extent(
    _ node: JSON5Node, _ metric: MetricName?
  ) throws(FileError) -> (Acceptance.Extent, String) {
    if case .string(let text) = node.value {
      let unsigned = text.hasPrefix("+") ? String(text.dropFirst()) : text
      // Of a rate 70% could be the figure that may be reached, or a worsening that leaves 21%.
      if let metric, text == unsigned, text.hasSuffix("%"),
        Quantity.Dimension.unit(of: metric) == nil
      {
        throw reader.error(
          at: node,
          BudgetMessage.ambiguousExtent(text, metric).line)
      }
      if text.hasPrefix("+") || unsigned.hasSuffix("%") || unsigned.hasSuffix("pp") {
        switch Tolerance.parse(unsigned) {
        case .success(let share): return (.share(share), text)
        case .failure(let mistake): throw reader.error(at: node, mistake.reason)
        }
      }
    }
    let (quantity, text) = try reader.quantity(node, of: metric ?? .wallTime)
    return (.figure(quantity), text)
  }
}
