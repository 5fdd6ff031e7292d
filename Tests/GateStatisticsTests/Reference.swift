import Foundation

/// SciPy's values, made by `Fixtures/generate.py`.
struct Reference: Decodable {
  struct Quantile: Decodable, Sendable {
    let df: Double
    let p: Double
    let quantile: Double
  }
  struct Cumulative: Decodable, Sendable {
    let df: Double
    let t: Double
    let p: Double
  }
  struct BinomialValue: Decodable, Sendable {
    let n: Int
    let p: Double
    let k: Int
    let cdf: Double
  }
  struct Ranks: Decodable, Sendable {
    let n: Int
    let percent: Double
    let low: Int?
    let high: Int?
  }

  let student: [Quantile]
  let cumulative: [Cumulative]
  let binomial: [BinomialValue]
  let order: [Ranks]

  static func load() throws -> Reference {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/reference.json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }
}

/// Whether two figures agree to a relative error.
func agree(_ left: Double, _ right: Double, within error: Double) -> Bool {
  abs(left - right) <= error * max(abs(left), abs(right), 1e-300)
}
