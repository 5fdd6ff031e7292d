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

  /// The least ratio that passes.
  public var atLeast: Double

  /// The reduction that is asked for, where the rule gives one and no factor: 0.95 for 95 % less; `atLeast` is
  /// what it makes of the ratio.
  public var reduction: Double?

  /// The ratio that its author expected; of a band the lower end.
  public var expected: Double?

  /// The upper end of a band that its author expected; absent where a single number was.
  public var expectedHigh: Double?

  /// Whether both gave the same result; absent when it was not requested.
  public var hasSameResult: Bool?

  /// True where the results could not be compared, because one side records no digest of its own; absent otherwise.
  public var lacksDigest: Bool?

  /// Why the rule is what it is.
  public var rationale: String?

  /// The file and line where it is written.
  public var source: String

  private enum CodingKeys: String, CodingKey {
    case slower, ratio, low, high, confidence, reduction, expected, rationale, source
    case atLeast = "at_least"
    case expectedHigh = "expected_high"
    case hasSameResult = "same_result"
    case lacksDigest = "lacks_digest"
  }

  /// Creates a speed-up's figures.
  public init(
    slower: BenchmarkIdentifier, ratio: Double, low: Double?, high: Double?, confidence: Double,
    atLeast: Double, reduction: Double? = nil, expected: Double?, expectedHigh: Double? = nil,
    hasSameResult: Bool?, lacksDigest: Bool? = nil, rationale: String?, source: String
  ) {
    self.slower = slower
    self.ratio = ratio
    self.low = low
    self.high = high
    self.confidence = confidence
    self.atLeast = atLeast
    self.reduction = reduction
    self.expected = expected
    self.expectedHigh = expectedHigh
    self.hasSameResult = hasSameResult
    self.lacksDigest = lacksDigest
    self.rationale = rationale
    self.source = source
  }
}
