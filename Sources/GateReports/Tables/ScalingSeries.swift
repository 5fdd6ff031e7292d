import GateRecords
import GateStatistics

/// Benchmarks of one name that differ in one numeric parameter, `sort{n=100}`, by its size.
struct ScalingSeries: Hashable, Sendable {
  /// One size.
  struct Step: Hashable, Sendable {
    let size: Double
    /// The median wall time, in nanoseconds.
    let time: Double
    /// The median of the peak memory, in bytes.
    let memory: Double?
  }

  /// The figures of one benchmark.
  struct Figures {
    let benchmark: BenchmarkIdentifier
    let time: Double
    let memory: Double?
  }

  let name: String
  let parameter: String
  /// At least two, by size.
  let steps: [Step]

  /// The law that the times follow best; nil with only two sizes.
  var fit: ComplexityFit? { Self.fit(steps.map { ($0.size, $0.time) }) }

  /// The law that the peak memory follows best; nil with fewer than three sizes, or where a size has no peak memory.
  var memoryFit: ComplexityFit? {
    let points = steps.compactMap { step in step.memory.map { (step.size, $0) } }
    return points.count == steps.count ? Self.fit(points) : nil
  }

  private static func fit(_ points: [(size: Double, cost: Double)]) -> ComplexityFit? {
    guard points.count > 2 else { return nil }
    return ComplexityFit.best(
      of: ComplexityFit.all(sizes: points.map(\.size), costs: points.map(\.cost)))
  }

  /// Finds the series, in the order of their first benchmarks.
  ///
  /// - Complexity: O(benchmarks).
  static func all(_ figures: [Figures]) -> [ScalingSeries] {
    struct Key: Hashable {
      let name: String
      let parameter: String
    }
    var order: [Key] = []
    var found: [Key: [Step]] = [:]
    for one in figures {
      let parameters = one.benchmark.parameters
      guard parameters.count == 1, let size = Double(parameters[0].value), size.isFinite else {
        continue
      }
      let key = Key(name: one.benchmark.baseName, parameter: parameters[0].name)
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(Step(size: size, time: one.time, memory: one.memory))
    }
    return order.compactMap { key in
      guard let steps = found[key], steps.count > 1 else { return nil }
      return ScalingSeries(
        name: key.name, parameter: key.parameter, steps: steps.sorted { $0.size < $1.size })
    }
  }

  /// Finds the series among the figures of a verdict.
  static func all(_ verdict: Verdict) -> [ScalingSeries] {
    var memory: [BenchmarkIdentifier: Double] = [:]
    for row in verdict.measurements where row.metric == .peakMemory {
      memory[row.benchmark] = row.median
    }
    return all(
      verdict.measurements.filter { $0.metric == .wallTime && $0.unit == .nanoseconds }.map {
        Figures(benchmark: $0.benchmark, time: $0.median, memory: memory[$0.benchmark])
      })
  }
}
