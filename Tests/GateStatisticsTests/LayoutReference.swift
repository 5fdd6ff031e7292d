import Foundation

/// SciPy's and NumPy's values, made by `Fixtures/layouts.py`.
struct LayoutReference: Decodable {
  struct ChiSquaredQuantile: Decodable, Sendable {
    let df: Double
    let p: Double
    let quantile: Double
  }
  struct FisherQuantile: Decodable, Sendable {
    let df1: Double
    let df2: Double
    let p: Double
    let quantile: Double
  }
  struct Components: Decodable, Sendable {
    let blocks: [[[Double]]]
    let byLayout: Double
    let low: Double
    let high: Double
    let within: Double
    let share: Double
  }
  struct Split: Decodable, Sendable {
    let values: [Double]
    let place: Int
    let gap: Double
  }

  let chiSquared: [ChiSquaredQuantile]
  let fisher: [FisherQuantile]
  let components: [Components]
  let splits: [Split]

  static func load() throws -> LayoutReference {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/layouts.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(LayoutReference.self, from: Data(contentsOf: url))
  }
}
