import GateRecords

/// A series' growth in words.
struct GrowthWords {
  private let growth: GrowthEvidence

  init(_ growth: GrowthEvidence) {
    self.growth = growth
  }

  /// The name of the limit.
  var name: String { RecordMessage.growthLimit(growth.kind).text }

  /// Returns the observed value with its bounds: `+18.2 % [+15.0, +21.6]`.
  func observed(_ unit: MetricUnit?) -> String {
    switch growth.kind {
    case .perStep, .total, .scenario:
      guard let observed = growth.observed else { return "–" }
      let size = shares(observed).value
      guard growth.low != nil || growth.high != nil else { return size }
      func end(_ share: Double?) -> String {
        share.map { String(shares($0).value.dropLast(2)) } ?? "…"
      }
      return "\(size) [\(end(growth.low)), \(end(growth.high))]"
    case .cumulative:
      guard let observed = growth.observed else { return "–" }
      let size = amounts(observed, unit).value
      guard growth.low != nil || growth.high != nil else { return size }
      let ends = [growth.low, growth.high].map { $0.map { amounts($0, unit).value } ?? "…" }
      return "\(size) [\(ends.joined(separator: ", "))]"
    case .exponent:
      guard let observed = growth.observed else { return "–" }
      func sum(_ growth: Double?) -> String {
        growth.map { ($0 > 0 ? "+" : "") + exponents($0).value } ?? "…"
      }
      let size = (observed > 0 ? "+" : "") + exponents(observed).value
      return "\(size) [\(sum(growth.low)), \(sum(growth.high))]"
    case .complexity:
      let error = growth.fitError.map { ", off by \(QuantityFormat.percent($0))" } ?? ""
      return growth.fitted.map { $0 + error } ?? "–"
    }
  }

  /// A share beside the limit that it is held against.
  private func shares(_ observed: Double) -> FigureAndLimits {
    let limit = growth.limit ?? observed
    return FigureAndLimits(percent: observed, [limit, -limit], isSigned: true)
  }

  /// A sum beside its limit.
  private func amounts(_ observed: Double, _ unit: MetricUnit?) -> FigureAndLimits {
    FigureAndLimits(observed, [growth.limit ?? observed], unit: unit ?? .count)
  }

  /// A difference of exponents beside what is tolerated.
  private func exponents(_ observed: Double) -> FigureAndLimits {
    FigureAndLimits(number: observed, [growth.limit ?? observed])
  }

  /// Returns the limit in words.
  func allowed(_ unit: MetricUnit?) -> String {
    let steps = ReportMessage.steps(growth.points.count, of: growth.parameter).text
    func allows(_ limit: String?) -> String {
      limit.map { "\(ReportMessage.allows($0).text), \(steps)" } ?? steps
    }
    switch growth.kind {
    case .perStep, .total, .scenario:
      return allows(growth.limit.map { "+" + shares(growth.observed ?? $0).limits[0] })
    case .cumulative:
      return allows(growth.limit.map { amounts(growth.observed ?? $0, unit).limits[0] })
    case .complexity: return allows(growth.allowed)
    case .exponent:
      let change = [growth.allowed, growth.fitted].compactMap { $0 }.joined(separator: " → ")
      let limit = exponents(growth.observed ?? 0).limits[0]
      return "\(change), \(ReportMessage.tolerates("+" + limit).text), \(steps)"
    }
  }
}
