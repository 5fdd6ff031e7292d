import Foundation
import GateProfiling
import GateRecords
import Testing

/// Profiles for other tools.
@Suite struct ExportTests {
  static let profile = BenchmarkProfile(
    benchmark: BenchmarkIdentifier("b"), method: .callgrind, iterations: 1,
    baseline: .init(cost: 100),
    candidate: .init(cost: 150), functions: [],
    frames: [
      .init(name: "all", parent: nil, baseline: 100, candidate: 150),
      .init(name: "f;g\n", parent: 0, baseline: 60, candidate: 140),
      .init(name: "h", parent: 1, baseline: 20, candidate: 100),
    ])

  @Test func `a line of a folded file has a path and what its last function costs itself`() {
    #expect(FoldedStacks.render(Self.profile) == "all 40 10\nall;f:g 40 40\nall;f:g;h 20 100\n")
    var alone = Self.profile
    alone.baseline = nil
    #expect(FoldedStacks.render(alone) == "all 10\nall;f:g 40\nall;f:g;h 100\n")
  }

  @Test func `speedscope's weights add up to the totals`() throws {
    let data = try JSONEncoder().encode(SpeedscopeFile(Self.profile))
    let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(file["$schema"] as? String == "https://www.speedscope.app/file-format-schema.json")
    let frames = try #require((file["shared"] as? [String: Any])?["frames"] as? [[String: String]])
    #expect(frames.compactMap { $0["name"] } == ["all", "f;g\n", "h"])
    let profiles = try #require(file["profiles"] as? [[String: Any]])
    #expect(profiles.map { $0["endValue"] as? Double } == [150, 100])
    for profile in profiles {
      let samples = try #require(profile["samples"] as? [[Int]])
      let weights = try #require(profile["weights"] as? [Double])
      #expect(profile["type"] as? String == "sampled" && samples.count == weights.count)
      #expect(weights.reduce(0, +) == profile["endValue"] as? Double)
    }
  }
}
