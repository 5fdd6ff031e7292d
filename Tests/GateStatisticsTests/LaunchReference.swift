import Foundation

/// NumPy's and SciPy's values, made by `Fixtures/launches.py`.
struct LaunchReference: Decodable {
  struct Blocks: Decodable, Sendable {
    let size: Int
    let candidates: [[Double]]
    let baselines: [[Double]]
    let contrasts: [Double]
    let worse: Double
    let better: Double
  }
  struct Table: Decodable, Sendable {
    let first: Int
    let ofFirst: Int
    let second: Int
    let ofSecond: Int
    let p: Double
  }
  struct Signs: Decodable, Sendable {
    let above: Int
    let below: Int
    let evidence: Double
  }

  let blocks: [Blocks]
  let tables: [Table]
  let signs: [Signs]

  static func load() throws -> LaunchReference {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/launches.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(LaunchReference.self, from: Data(contentsOf: url))
  }
}
