import GateFiles
import GateRecords

/// One budgets file, checked key by key: what is not understood is refused, never ignored.
struct PolicyFile {
  /// The suite that the file is for; nil for every one.
  private(set) var suite: String?
  private(set) var presets: [RegressionPreset] = []
  private(set) var baseline: BaselineChoice?
  var rules: [BudgetRule] = []
  var ladders: [LadderRule] = []
  var levels: [ServiceLevelRule] = []
  var allowedBreaches: Int?
  var speedups: [SpeedupRule] = []
  var growth: [GrowthRule] = []
  var acceptances: [Acceptance] = []

  let reader: PolicyReader
  var defaultTolerance = Tolerance.none

  static let schema = SchemaVersion(name: "speedgate.budgets", version: 1)
  static let keys = [
    "schema", "suite", "presets", "defaults", "baseline", "budgets", "regressions",
    "service_levels", "speedups", "growth", "accept",
  ]

  init(_ document: JSON5Document) throws(FileError) {
    reader = PolicyReader(document: document)
    let members = try reader.object(document.root, "a budgets file")
    try reader.checkKeys(members, Self.keys)
    try checkSchema(document)
    try readHeader(document.root)
    // What the header says holds for all rules, wherever it stands.
    for member in members {
      switch member.key {
      case "budgets": try readBudgets(member.value)
      case "regressions": try readRegressions(member.value)
      case "service_levels": try readServiceLevels(member.value)
      case "speedups": try readSpeedups(member.value)
      case "growth": try readGrowth(member.value)
      case "accept": try readAcceptances(member.value)
      default: break
      }
    }
  }

  private func checkSchema(_ document: JSON5Document) throws(FileError) {
    guard let node = document.root[key: "schema"] else {
      throw .wrongSchema(path: document.path, found: nil, expected: Self.schema.rawValue)
    }
    let text = try reader.string(node, "schema")
    guard let found = SchemaVersion(rawValue: text), found.name == Self.schema.name else {
      throw .wrongSchema(path: document.path, found: text, expected: Self.schema.rawValue)
    }
    guard found.version <= Self.schema.version else {
      throw .newerVersion(path: document.path, found: text, newest: Self.schema.rawValue)
    }
  }

  private mutating func readHeader(_ root: JSON5Node) throws(FileError) {
    if let name = root[key: "suite"] { suite = try reader.string(name, "suite") }
    if let names = root[key: "presets"] {
      for name in try reader.array(names, "presets") {
        presets.append(try reader.choice(name, "a preset", as: RegressionPreset.self))
      }
      defaultTolerance = presets.compactMap(\.tolerance).last ?? defaultTolerance
    }
    if let node = root[key: "defaults"] {
      try reader.checkKeys(try reader.object(node, "defaults"), ["tolerance"])
      if let tolerance = node[key: "tolerance"] {
        defaultTolerance = try reader.tolerance(tolerance)
      }
    }
    if let node = root[key: "baseline"] { baseline = try readBaseline(node) }
  }

  private func readBaseline(_ node: JSON5Node) throws(FileError) -> BaselineChoice {
    try reader.checkKeys(try reader.object(node, "baseline"), ["take", "runs", "days"])
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
