/// The launch pairs of a run that earlier runs of the same two programs measured.
///
/// A sequential test may go on where it ended. So a run that is repeated begins with the launches of those
/// before it: what was proven stays proven, and what was not gets nearer to a proof each time.
public struct EarlierEvidence: Hashable, Sendable, Codable {
  /// How many earlier runs there were.
  public var runs: Int

  /// Their launch pairs in this record, those of all benchmarks together.
  public var earlierPairs: Int

  /// The runs that measured them; absent in records of earlier versions.
  public var runIDs: [RunIdentifier]?

  private enum CodingKeys: String, CodingKey {
    case runs
    case earlierPairs = "earlier_pairs"
    case runIDs = "run_ids"
  }

  /// Creates a description of what earlier runs measured.
  public init(runs: Int, earlierPairs: Int, runIDs: [RunIdentifier]? = nil) {
    self.runs = runs
    self.earlierPairs = earlierPairs
    self.runIDs = runIDs
  }
}
