/// On which machines the candidate is worse than on the others.
public struct MachinesEvidence: Hashable, Sendable, Codable {
  /// The machines or kinds of machine on which it is worse, by name.
  public var names: [String]

  /// How many machines measured there.
  public var machines: Int

  /// How many machines measured elsewhere.
  public var machinesElsewhere: Int

  /// Launch pairs elsewhere.
  public var launchesElsewhere: Int

  /// Candidate ÷ baseline elsewhere.
  public var ratioElsewhere: Double

  /// The ends of its interval; absent where nothing bounds them.
  public var lowElsewhere: Double?

  /// The upper end.
  public var highElsewhere: Double?

  /// How likely such a difference between machines is by chance, every way to part them considered.
  public var pValue: Double

  private enum CodingKeys: String, CodingKey {
    case names, machines
    case machinesElsewhere = "machines_elsewhere"
    case launchesElsewhere = "launches_elsewhere"
    case ratioElsewhere = "ratio_elsewhere"
    case lowElsewhere = "low_elsewhere"
    case highElsewhere = "high_elsewhere"
    case pValue = "p_value"
  }

  /// Creates evidence.
  public init(
    names: [String], machines: Int, machinesElsewhere: Int, launchesElsewhere: Int,
    ratioElsewhere: Double, lowElsewhere: Double?, highElsewhere: Double?, pValue: Double
  ) {
    self.names = names
    self.machines = machines
    self.machinesElsewhere = machinesElsewhere
    self.launchesElsewhere = launchesElsewhere
    self.ratioElsewhere = ratioElsewhere
    self.lowElsewhere = lowElsewhere
    self.highElsewhere = highElsewhere
    self.pValue = pValue
  }

  /// The machines in words: `AMD EPYC 9V74`, or `AMD EPYC 9V74 and 2 more`.
  package var inWords: String {
    switch names.count {
    case 0: "some machines"
    case 1...3:
      names.count == 1
        ? names[0] : names.dropLast().joined(separator: ", ") + " and \(names.last ?? "")"
    default: "\(names[0]), \(names[1]) and \(names.count - 2) more"
    }
  }

  /// The change elsewhere in words: `0.1 % [−0.4, +0.6]`.
  package var elsewhereInWords: String {
    func percent(_ ratio: Double) -> String { QuantityFormat.percent(ratio - 1, signed: true) }
    func end(_ ratio: Double?) -> String { ratio.map { String(percent($0).dropLast(2)) } ?? "…" }
    guard lowElsewhere != nil || highElsewhere != nil else { return percent(ratioElsewhere) }
    return "\(percent(ratioElsewhere)) [\(end(lowElsewhere)), \(end(highElsewhere))]"
  }
}
