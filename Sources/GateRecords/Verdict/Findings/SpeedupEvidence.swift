/// How much faster one benchmark of a run is than another of the same run.
public struct SpeedupEvidence: Hashable, Sendable, Codable {
  /// The benchmark that it is faster than; its figure is the finding's `baselineValue`.
  public var slower: BenchmarkIdentifier

  /// Slower ÷ faster: 3 is three times as fast.
  public var ratio: Double

  /// The ratio's lower bound; absent when the launches bound nothing.
  public var low: Double?

  /// The ratio's upper bound; absent when the launches bound nothing.
  public var high: Double?

  /// The one-sided confidence of each bound, in (0, 1).
  public var confidence: Double

  /// What the ratio must reach.
  public var atLeast: Double

  /// What its author expected of it.
  public var expected: Double?

  /// Whether both gave the same result; absent when nobody asked.
  public var hasSameResult: Bool?

  /// Why the rule is what it is.
  public var rationale: String?

  /// The file and line where it stands.
  public var source: String

  private enum CodingKeys: String, CodingKey {
    case slower, ratio, low, high, confidence, expected, rationale, source
    case atLeast = "at_least"
    case hasSameResult = "same_result"
  }

  /// Creates a speed-up's figures.
  public init(
    slower: BenchmarkIdentifier, ratio: Double, low: Double?, high: Double?, confidence: Double,
    atLeast: Double, expected: Double?, hasSameResult: Bool?, rationale: String?, source: String
  ) {
    self.slower = slower
    self.ratio = ratio
    self.low = low
    self.high = high
    self.confidence = confidence
    self.atLeast = atLeast
    self.expected = expected
    self.hasSameResult = hasSameResult
    self.rationale = rationale
    self.source = source
  }
}
