package import GateRecords

/// A profile as the file that speedscope draws.
///
/// Source: its published schema, https://www.speedscope.app/file-format-schema.json.
package struct SpeedscopeFile: Encodable, Hashable, Sendable {
  /// A function.
  struct Frame: Encodable, Hashable { var name: String }

  /// All functions, which stacks name by their place.
  struct Shared: Encodable, Hashable { var frames: [Frame] }

  /// One program's stacks, with what each costs.
  struct Sampled: Encodable, Hashable {
    let type = "sampled"
    var name: String
    var unit: String
    let startValue = 0.0
    var endValue: Double
    var samples: [[Int]]
    var weights: [Double]

    private enum CodingKeys: String, CodingKey {
      case type, name, unit, startValue, endValue, samples, weights
    }
  }

  private let schema = "https://www.speedscope.app/file-format-schema.json"
  private let shared: Shared
  private let profiles: [Sampled]
  private let name: String
  private let exporter = "speedgate-bench"

  private enum CodingKeys: String, CodingKey {
    case shared, profiles, name, exporter
    case schema = "$schema"
  }

  /// Makes one profile of the candidate and, where there is one, one of the baseline.
  package init(_ profile: BenchmarkProfile) {
    let stacks = FoldedStacks.stacks(profile)
    var places: [String: Int] = [:]
    var frames: [Frame] = []
    let paths = stacks.map { stack in
      stack.path.map { name -> Int in
        if let known = places[name] { return known }
        places[name] = frames.count
        frames.append(Frame(name: name))
        return frames.count - 1
      }
    }
    func sampled(_ name: String, _ cost: (FoldedStacks.Stack) -> Double) -> Sampled {
      let kept = stacks.indices.filter { cost(stacks[$0]) > 0 }
      return Sampled(
        name: name, unit: profile.method == .sampled ? "nanoseconds" : "none",
        endValue: kept.reduce(0) { $0 + cost(stacks[$1]) }, samples: kept.map { paths[$0] },
        weights: kept.map { cost(stacks[$0]) })
    }
    shared = Shared(frames: frames)
    name = profile.benchmark.rawValue
    profiles =
      [sampled("\(name), this build") { $0.candidate }]
      + (profile.baseline == nil ? [] : [sampled("\(name), baseline") { $0.baseline }])
  }
}
