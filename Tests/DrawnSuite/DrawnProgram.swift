/// What the environment says of one program.
struct DrawnProgram {
  /// A variable that cannot be read.
  struct Mistake: Error {
    let message: String
  }

  let benchmarks: Int
  let added: Int
  let crashing: Int
  let crashProbability: Double
  let crashLaunch: UInt64?
  let values: [String: Double]
  let factors: [String: Double]
  let noise: [String: Double]
  /// The share of launches in which a figure is larger, and how many times as large it is.
  let jumps: [String: (share: Double, factor: Double)]
  /// The share of launches that give a metric of the suite's own.
  let given: [String: Double]
  let sampleNoise: Double
  /// The share of launches with the second speed, and how many times as slow they are.
  let secondSpeed: (share: Double, factor: Double)
  /// The seed of the layout that the program was linked with; nil for the build's own.
  let layout: UInt64?
  /// The spread of the first benchmark's logarithm of time from layout to layout.
  let layoutNoise: Double
  /// The share of layouts in which the first benchmark has its second speed, and how many times as slow it is.
  let layoutSpeed: (share: Double, factor: Double)
  /// The share of samples that take longer, and how many times as long.
  let spikes: (share: Double, factor: Double)
  /// The share of samples whose processor was taken away.
  let switches: Double
  let units: [String: String]
  let higherIsBetter: Set<String>
  let recorded: [String]
  let items: Double?
  let samplesSingleIterations: Bool
  let usesSeveralThreads: Bool
  let side: String
  let seed: UInt64
  let launchFolder: String?

  init() throws(Mistake) {
    benchmarks = try Self.number("BENCHMARKS", Int.init) ?? 1
    added = try Self.number("ADDED", Int.init) ?? 0
    crashing = try Self.number("CRASHING", Int.init) ?? 0
    crashProbability = try Self.number("CRASH", Double.init) ?? 0
    crashLaunch = try Self.number("CRASH_LAUNCH", UInt64.init)
    values = try Self.figures("VALUES").merging([
      "wall_time": 600_000, "peak_memory": 10_485_760,
    ]) { reported, _ in reported }
    factors = try Self.figures("FACTORS")
    noise = try Self.figures("NOISE")
    var jumps: [String: (share: Double, factor: Double)] = [:]
    for (metric, text) in try Self.pairs("JUMPS") {
      jumps[metric] = try Self.speed("JUMPS", text)
    }
    self.jumps = jumps
    given = try Self.figures("GIVEN")
    sampleNoise = try Self.number("SAMPLE_NOISE", Double.init) ?? 0
    secondSpeed = try Self.speed("SECOND_SPEED")
    layout = try Self.number("LAYOUT", UInt64.init)
    layoutNoise = try Self.number("LAYOUT_NOISE", Double.init) ?? 0
    layoutSpeed = try Self.speed("LAYOUT_SPEED")
    spikes = try Self.speed("SPIKES")
    switches = try Self.number("SWITCHES", Double.init) ?? 0
    units = try Self.pairs("UNITS")
    higherIsBetter = Set(Self.list("HIGHER_IS_BETTER"))
    recorded = Self.list("RECORDED")
    items = try Self.number("ITEMS", Double.init)
    samplesSingleIterations = Self.text("PER_ITERATION") == "1"
    usesSeveralThreads = Self.text("THREADS") == "1"
    side = Self.text("SIDE") ?? "baseline"
    seed = try Self.number("SEED", UInt64.init) ?? 1
    launchFolder = Self.text("LAUNCHES")
  }

  /// The names of its benchmarks, in order.
  var names: [String] {
    (0..<benchmarks).map { "b\($0)" } + (0..<added).map { "added\($0)" }
      + (0..<crashing).map { "crashing\($0)" }
  }

  // MARK: Reading

  private static func text(_ name: String) -> String? {
    DriverChannel.environment("DRAWN_" + name).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func list(_ name: String) -> [String] {
    (text(name) ?? "").split(separator: ",").map(String.init)
  }

  private static func number<Number>(
    _ name: String, _ read: (String) -> Number?
  ) throws(Mistake) -> Number? {
    guard let text = text(name) else { return nil }
    guard let number = read(text) else {
      throw Mistake(message: "DRAWN_\(name) cannot be '\(text)'; write a number")
    }
    return number
  }

  private static func pairs(_ name: String) throws(Mistake) -> [String: String] {
    var pairs: [String: String] = [:]
    for entry in list(name) {
      let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw Mistake(message: "DRAWN_\(name) cannot hold '\(entry)'; write METRIC=VALUE")
      }
      pairs[String(parts[0])] = String(parts[1])
    }
    return pairs
  }

  private static func figures(_ name: String) throws(Mistake) -> [String: Double] {
    var figures: [String: Double] = [:]
    for (metric, text) in try pairs(name) {
      guard let figure = Double(text), figure.isFinite else {
        throw Mistake(message: "DRAWN_\(name) cannot give \(metric) '\(text)'; write a number")
      }
      figures[metric] = figure
    }
    return figures
  }

  private static func speed(_ name: String) throws(Mistake) -> (share: Double, factor: Double) {
    guard let text = text(name) else { return (0, 1) }
    return try speed(name, text)
  }

  private static func speed(
    _ name: String, _ text: String
  ) throws(Mistake) -> (share: Double, factor: Double) {
    let parts = text.split(separator: ":").map { Double($0) }
    guard parts.count == 2, let share = parts[0], let factor = parts[1] else {
      throw Mistake(message: "DRAWN_\(name) cannot be '\(text)'; write SHARE:FACTOR")
    }
    return (share, factor)
  }
}
