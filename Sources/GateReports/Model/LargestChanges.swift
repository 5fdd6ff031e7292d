import GateRecords

/// The largest changes of a passing gate, one a benchmark, of benchmarks that are not listed anyway.
struct LargestChanges {
  /// How many are named.
  private static let most = 3

  /// One change each: `parse/order +3.1 % [+2.2, +4.0], tolerates 10 %`; empty where the gate fails.
  let lines: [String]

  /// Finds them among a verdict's comparisons.
  ///
  /// - Complexity: O(findings).
  init(_ verdict: Verdict) {
    guard verdict.outcome != .fail else {
      lines = []
      return
    }
    // A benchmark that has a row is not repeated.
    let listed = Set(verdict.findings.lazy.filter { $0.concern != .none }.map(\.benchmark))
    var largest: [(finding: Finding, size: Double)] = []
    for finding in verdict.findings {
      guard case .regression(.passed, let change?) = finding.judgement,
        finding.acceptance == nil, !listed.contains(finding.benchmark)
      else { continue }
      let size = abs(change.ratio - 1)
      guard size.isFinite, size > 0 else { continue }
      if let place = largest.firstIndex(where: { $0.finding.benchmark == finding.benchmark }) {
        guard largest[place].size < size else { continue }
        largest.remove(at: place)
      }
      let place = largest.firstIndex { $0.size < size } ?? largest.count
      guard place < Self.most else { continue }
      largest.insert((finding, size), at: place)
      if largest.count > Self.most { largest.removeLast() }
    }
    lines = largest.map { Self.line(ReportRow($0.finding)) }
  }

  private static func line(_ row: ReportRow) -> String {
    let message =
      row.finding.isPerhapsBetter
      ? ReportMessage.improvementNotProven : row.tolerance.map(ReportMessage.tolerates)
    let tolerance = message.map { ", \($0.text)" } ?? ""
    return "\(row.subject) \(row.change)\(tolerance)"
  }
}

extension Finding {
  /// Whether it passes with a change for the better beyond its tolerance, which is no proven improvement.
  var isPerhapsBetter: Bool {
    guard case .regression(.passed, let change?) = judgement else { return false }
    return change.isImprovementBeyondTolerance(direction)
  }
}
