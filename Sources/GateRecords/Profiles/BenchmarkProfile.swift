/// How a profile was made.
public enum ProfileMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// Valgrind's callgrind counted every instruction on a simulated processor.
  case callgrind
  /// A timer looked again and again at what the program was doing.
  case sampled
}

/// Where the work of one benchmark goes, in the candidate and, where one was measured beside it, in the baseline.
///
/// Figures are of one iteration: instructions by callgrind, nanoseconds where it was sampled.
public struct BenchmarkProfile: Hashable, Sendable, Codable {
  /// One program's total.
  public struct Total: Hashable, Sendable, Codable {
    /// The cost of one iteration.
    public var cost: Double

    /// How often the timer looked; absent for callgrind.
    public var samples: Int?

    /// Creates a total.
    public init(cost: Double, samples: Int? = nil) {
      self.cost = cost
      self.samples = samples
    }
  }

  /// The most functions that are listed.
  package static let mostFunctions = 20
  /// The most frames of the tree.
  package static let mostFrames = 300

  /// The benchmark.
  public var benchmark: BenchmarkIdentifier

  /// How the profile was made, or would have been.
  public var method: ProfileMethod

  /// Why there is none, one sentence; absent where there is one.
  public var reason: String?

  /// The iterations that each program was watched for; absent where it was sampled.
  public var iterations: Int?

  /// The baseline's total; absent without a baseline's program.
  public var baseline: Total?

  /// The candidate's total; absent where there is no profile.
  public var candidate: Total?

  /// The functions whose cost differs most; without a baseline those that cost most.
  public var functions: [ProfiledFunction]

  /// How many functions are not listed; absent where all are.
  public var leftOut: Int?

  /// Which functions called which, from the outermost on; a caller comes before those that it calls.
  public var frames: [ProfiledFrame]

  private enum CodingKeys: String, CodingKey {
    case benchmark, method, reason, iterations, baseline, candidate, functions, frames
    case leftOut = "left_out"
  }

  /// Creates a profile.
  public init(
    benchmark: BenchmarkIdentifier, method: ProfileMethod, iterations: Int? = nil,
    baseline: Total?, candidate: Total, functions: [ProfiledFunction], leftOut: Int? = nil,
    frames: [ProfiledFrame] = []
  ) {
    self.benchmark = benchmark
    self.method = method
    self.iterations = iterations
    self.baseline = baseline
    self.candidate = candidate
    self.functions = functions
    self.leftOut = leftOut
    self.frames = frames
  }

  /// Creates an entry with the reason why there is no profile.
  public init(benchmark: BenchmarkIdentifier, method: ProfileMethod, reason: String) {
    self.benchmark = benchmark
    self.method = method
    self.reason = reason
    functions = []
    frames = []
  }

  /// Whether both programs executed equally many instructions, function by function, to a thousandth of all.
  package var hasEqualInstructions: Bool {
    guard method == .callgrind, let baseline, let candidate else { return false }
    let least = 1e-3 * max(baseline.cost, candidate.cost)
    return abs(candidate.cost - baseline.cost) <= least
      && functions.allSatisfy { abs($0.change) <= least }
  }
}

/// The cost of one function in both programs.
public struct ProfiledFunction: Hashable, Sendable, Codable {
  /// The cost in one program, for one iteration.
  public struct Cost: Hashable, Sendable, Codable {
    /// The cost of the function itself.
    public var own: Double

    /// The same with what the language's runtime and system libraries do for it.
    public var charged: Double

    /// How often it is called; absent where it was not counted, as in a sampled profile.
    public var calls: Double?

    /// How often memory is asked for in its name; absent where it was not counted.
    public var allocations: Double?

    /// Creates a cost.
    public init(own: Double, charged: Double, calls: Double? = nil, allocations: Double? = nil) {
      self.own = own
      self.charged = charged
      self.calls = calls
      self.allocations = allocations
    }
  }

  /// The function's name as the sources have it, where that is known; else the linker's.
  public var name: String

  /// The linker's name.
  public var symbol: String

  /// True for a function of the runtime or a library that no function of the suite's own could be charged with.
  public var foreign: Bool?

  /// The cost in the baseline; absent if the baseline does not execute it.
  public var baseline: Cost?

  /// The cost in the candidate; absent if the candidate does not execute it.
  public var candidate: Cost?

  /// The function of the runtime or a library that most of the difference lies in; absent where most is its own.
  public var through: String?

  /// Creates a function's costs.
  public init(
    name: String, symbol: String, isForeign: Bool = false, baseline: Cost?, candidate: Cost?,
    through: String? = nil
  ) {
    self.name = name
    self.symbol = symbol
    foreign = isForeign ? true : nil
    self.baseline = baseline
    self.candidate = candidate
    self.through = through
  }

  /// How much more it is charged with in the candidate.
  package var change: Double { (candidate?.charged ?? 0) - (baseline?.charged ?? 0) }
}

/// A function within its callers: a frame of a flame graph.
public struct ProfiledFrame: Hashable, Sendable, Codable {
  /// The function's name.
  public var name: String

  /// The place of the caller's frame in the list; absent for the outermost.
  public var parent: Int?

  /// The cost in the baseline, with all that it calls; 0 if the baseline does not execute it.
  public var baseline: Double

  /// The cost in the candidate, with all that it calls; 0 if the candidate does not execute it.
  public var candidate: Double

  /// Creates a frame.
  public init(name: String, parent: Int?, baseline: Double, candidate: Double) {
    self.name = name
    self.parent = parent
    self.baseline = baseline
    self.candidate = candidate
  }
}
