/// The samples of one metric of one benchmark, kept launch by launch.
///
/// The launch, one process from start to exit, is the unit of independence: samples of one launch
/// share its address-space layout and hash seeds. In a paired run `launches[i]` and
/// `baselineLaunches[i]` come from the same launch pair, and sample `j` of the one was taken next
/// to sample `j` of the other.
public struct MetricSeries: Hashable, Sendable, Codable {
  /// The metric.
  public var metric: MetricName

  /// The unit of the values, a base unit.
  public var unit: MetricUnit

  /// Which way the metric gets better.
  public var direction: MetricDirection

  /// Whether equal work gives equal values, so that values compare exactly.
  public var isDeterministic: Bool

  /// The candidate's samples per iteration, one array a launch, in the order they were taken.
  public var launches: [[Double]]

  /// The baseline program's samples, in a paired run.
  public var baselineLaunches: [[Double]]?

  /// How many launches of each side were sampled together, in an order drawn from all orders.
  ///
  /// This many neighbours in ``launches`` make a block. Absent where each pair was by itself.
  public var pairsTogether: BlockSize?

  /// How many of the first launch pairs are of earlier runs of the same two programs; absent without any.
  public var earlierPairs: Int?

  /// How many of the launches each of the run's machines made, in the order of its machines; absent where one
  /// machine made all.
  public var machineLaunches: [Int]?

  /// True where at least one launch holds only the mean of its iterations; absent where every sample was kept.
  public var holdsMeans: Bool?

  /// The baseline's unit; absent where it is the candidate's.
  public var baselineUnit: MetricUnit?

  /// The baseline's direction; absent where it is the candidate's.
  public var baselineDirection: MetricDirection?

  /// Why the baseline's program, which has the benchmark, gave none; absent where it did or knows no such
  /// metric.
  public var baselineUnavailable: String?

  /// Why there are no values, when there are none: never a silent zero.
  public var unavailable: String?

  private enum CodingKeys: String, CodingKey {
    case metric, unit, direction, launches, unavailable
    case isDeterministic = "deterministic"
    case baselineLaunches = "baseline_launches"
    case pairsTogether = "pairs_together"
    case earlierPairs = "earlier_pairs"
    case machineLaunches = "machine_launches"
    case holdsMeans = "launch_means"
    case baselineUnit = "baseline_unit"
    case baselineDirection = "baseline_direction"
    case baselineUnavailable = "baseline_unavailable"
  }

  /// Creates a series.
  public init(
    metric: MetricName, unit: MetricUnit, direction: MetricDirection,
    isDeterministic: Bool = false, launches: [[Double]], baselineLaunches: [[Double]]? = nil,
    pairsTogether: BlockSize? = nil, earlierPairs: Int? = nil, baselineUnit: MetricUnit? = nil,
    baselineDirection: MetricDirection? = nil,
    baselineUnavailable: String? = nil, unavailable: String? = nil
  ) {
    self.metric = metric
    self.unit = unit
    self.direction = direction
    self.isDeterministic = isDeterministic
    self.launches = launches
    self.baselineLaunches = baselineLaunches
    self.pairsTogether = pairsTogether
    self.earlierPairs = earlierPairs
    self.baselineUnit = baselineUnit
    self.baselineDirection = baselineDirection
    self.baselineUnavailable = baselineUnavailable
    self.unavailable = unavailable
  }

  /// All of the candidate's samples, launch after launch.
  public var samples: [Double] { launches.flatMap { $0 } }
}
