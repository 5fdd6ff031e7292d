import Foundation
import Testing

@testable import GateStatistics

/// The Turing Change Point Dataset's way of scoring.
///
/// Source: van den Burg, Williams, "An Evaluation of Change Point Detection Algorithms",
/// arXiv:2003.06222 (2020), §4.
private struct Segmentation {
  let places: [Int]
  let count: Int

  /// The beginnings of segments; the first value always begins one.
  private var beginnings: [Int] { [0] + places.filter { $0 > 0 } }

  /// F1 with a margin of five places, against all annotators together and each alone.
  func f1(_ annotators: [[Int]]) -> Double {
    let all = Set(annotators.flatMap { $0 } + [0])
    let precision = Double(Self.hits(all, beginnings)) / Double(beginnings.count)
    let recall = Mean.of(
      annotators.map { annotator in
        let truth = Set(annotator + [0])
        return Double(Self.hits(truth, beginnings)) / Double(truth.count)
      })
    return 2 * precision * recall / (precision + recall)
  }

  /// How many true places have a found one near, each found one used once.
  private static func hits(_ truth: Set<Int>, _ found: [Int]) -> Int {
    var rest = Set(found)
    return truth.sorted().count { place in
      let near = rest.filter { abs($0 - place) <= 5 }
      guard let nearest = near.min(by: { abs($0 - place) < abs($1 - place) }) else { return false }
      rest.remove(nearest)
      return true
    }
  }

  /// How well the segments cover each annotator's.
  func cover(_ annotators: [[Int]]) -> Double {
    Mean.of(
      annotators.map { annotator in
        let truth = Segmentation(places: annotator, count: count)
        return truth.segments.reduce(0) { sum, segment in
          let best = segments.map { other -> Double in
            let overlap = segment.clamped(to: other).count
            return Double(overlap) / Double(segment.count + other.count - overlap)
          }.max()
          return sum + Double(segment.count) * (best ?? 0) / Double(count)
        }
      })
  }

  private var segments: [Range<Int>] {
    zip(beginnings, beginnings.dropFirst() + [count]).map { $0..<$1 }
  }
}

@Suite struct PublicSeriesTests {
  private struct Fixture: Decodable {
    struct Series: Decodable {
      struct Published: Decodable {
        let f1: [String: Double]
        let cover: [String: Double]
      }
      let name: String
      let values: [Double]
      let annotations: [[Int]]
      let published: Published
    }
    let series: [Series]
  }

  private func series() throws -> [Fixture.Series] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/tcpd.json")
    return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url)).series
  }

  @Test func `the scores of finding nothing are the published ones`() throws {
    for series in try series() {
      let nothing = Segmentation(places: [], count: series.values.count)
      let f1 = try #require(series.published.f1["zero"])
      let cover = try #require(series.published.cover["zero"])
      #expect(abs(nothing.f1(series.annotations) - f1) < 1e-4, "\(series.name)")
      #expect(abs(nothing.cover(series.annotations) - cover) < 1e-4, "\(series.name)")
    }
  }

  /// Prints the table that `docs/history.md` shows.
  @Test func `the shifts agree with annotators about as well as those of published methods`() throws
  {
    let all = try series()
    var scores: [String: (f1: Double, cover: Double)] = [:]
    for series in all {
      let places = LevelShifts(series.values).shifts.map(\.place)
      let found = Segmentation(places: places, count: series.values.count)
      let score = (f1: found.f1(series.annotations), cover: found.cover(series.annotations))
      scores[series.name] = score
      print("public series:", series.name, places, "F1", score.f1, "cover", score.cover)
    }
    // Series made for the purpose and a log of levels; the others grow and fall smoothly.
    let levels = all.filter { $0.name.hasPrefix("quality_control") || $0.name == "well_log" }
    let growth = all.filter { series in !levels.contains { $0.name == series.name } }
    #expect(levels.count == 6 && growth.count == 11)
    for (name, group) in [("of levels", levels), ("smooth", growth), ("all", all)] {
      let f1 = Mean.of(group.compactMap { scores[$0.name]?.f1 })
      let cover = Mean.of(group.compactMap { scores[$0.name]?.cover })
      print("public series:", name, "LevelShifts F1", f1, "cover", cover)
      for method in ["binseg", "bocpd", "ecp", "pelt", "zero"] {
        let published = Mean.of(group.compactMap { $0.published.f1[method] })
        let publishedCover = Mean.of(group.compactMap { $0.published.cover[method] })
        print("public series:", name, method, "F1", published, "cover", publishedCover)
      }
      #expect(f1 > (name == "of levels" ? 0.87 : 0.74))
      #expect(cover > (name == "of levels" ? 0.85 : 0.62))
    }
  }
}
