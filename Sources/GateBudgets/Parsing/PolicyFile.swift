import GateFiles
import GateRecords

/// One budgets file, checked key by key: what is not understood is refused, never ignored.
struct PolicyFile {
  /// The suite that the file is for; nil for every one.
  private(set) var suite: String?
  /// Where the suite is named.
  private(set) var suiteSource: String?
  private(set) var presets: [RegressionPreset] = []
  private(set) var baseline: BaselineChoice?
  /// Where the baseline is chosen.
  private(set) var baselineSource: String?
  private(set) var anchor: AnchorRule?
  /// Where the anchor's rule is.
  private(set) var anchorSource: String?
  var rules: [BudgetRule] = []
  var ladders: [LadderRule] = []
  var levels: [ServiceLevelRule] = []
  var allowedBreaches: Int?
  /// Where the breaches are allowed.
  var breachesSource: String?
  var speedups: [SpeedupRule] = []
  var growth: [GrowthRule] = []
  var acceptances: [Acceptance] = []
  var removals: [Removal] = []
  var renames: [Rename] = []

  let reader: PolicyReader
  private var usualTolerance = Tolerance.none
  private var usualTolerances: [MetricName: Tolerance] = [:]

  static let schema = SchemaVersion(name: "speedgate.budgets", version: 1)

  init(_ document: JSON5Document) throws(FileError) {
    reader = PolicyReader(document: document)
    let members = try reader.object(document.root, "a budgets file")
    try reader.checkKeys(members, PolicyKeys.file)
    try reader.requireSchema(Self.schema)
    try readHeader(document.root)
    // The header applies to all rules, even to those above it in the file.
    for member in members {
      switch member.key {
      case "budgets": try readBudgets(member.value)
      case "regressions": try readRegressions(member.value)
      case "service_levels": try readServiceLevels(member.value)
      case "speedups": try readSpeedups(member.value)
      case "growth": try readGrowth(member.value)
      case "accept": try readAcceptances(member.value)
      case "removed": try readRemovals(member.value)
      case "renamed": try readRenames(member.value)
      default: break
      }
    }
  }

  /// How many rules the file holds.
  var ruleCount: Int {
    rules.count + ladders.count + levels.count + speedups.count + growth.count
      + acceptances.count + removals.count + renames.count
  }

  private mutating func readHeader(_ root: JSON5Node) throws(FileError) {
    // Where editors find the JSON Schema; of no meaning here.
    if let address = root[key: "$schema"] { _ = try reader.string(address, "$schema") }
    if let name = root[key: "suite"] {
      suite = try reader.string(name, "suite")
      suiteSource = reader.source(of: name)
    }
    if let names = root[key: "presets"] {
      for name in try reader.array(names, "presets") {
        presets.append(try reader.choice(name, "a preset", as: RegressionPreset.self))
      }
      usualTolerance = presets.compactMap(\.tolerance).last ?? usualTolerance
    }
    if let node = root[key: "defaults"] { try readDefaults(node) }
    if let node = root[key: "baseline"] {
      baseline = try readBaseline(node)
      baselineSource = reader.source(of: node)
    }
    if let node = root[key: "anchor"] {
      anchor = try readAnchor(node)
      anchorSource = reader.source(of: node)
    }
  }

  private mutating func readDefaults(_ node: JSON5Node) throws(FileError) {
    try reader.checkKeys(try reader.object(node, "defaults"), PolicyKeys.defaults)
    if let tolerance = node[key: "tolerance"] {
      usualTolerance = try reader.tolerance(tolerance)
    }
    guard let tolerances = node[key: "tolerances"] else { return }
    for member in try reader.object(tolerances, "tolerances") {
      let metric = MetricName(rawValue: member.key)
      usualTolerances[metric] = try reader.tolerance(member.value, of: metric)
    }
  }

  /// The slack of a limit that names none: the metric's own, else the file's.
  func usualTolerance(of metric: MetricName) -> Tolerance {
    usualTolerances[metric] ?? usualTolerance
  }

  private func readBaseline(_ node: JSON5Node) throws(FileError) -> BaselineChoice {
    try reader.checkKeys(try reader.object(node, "baseline"), PolicyKeys.baseline)
    let take = try reader.choice(
      try reader.required("take", of: node, "this choice of a baseline"), "take",
      as: BaselineChoice.Reference.self)
    var choice = BaselineChoice(reference: take)
    if let runs = node[key: "runs"] {
      choice.runs = try reader.integer(runs, "runs", in: 1...1000)
    }
    if let days = node[key: "days"] {
      choice.days = try reader.integer(days, "days", in: 1...36_500)
    }
    return choice
  }
}
