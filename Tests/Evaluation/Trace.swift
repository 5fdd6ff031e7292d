import Foundation
import GateRecords
import GateStatistics

/// Draws how the interval of a change narrows with every launch pair, for one benchmark that is
/// unchanged and one that does 5 % more work.
struct Trace {
  let bench: Bench

  private static let benchmark = "digest{n=2000}"
  private static let tolerance = 0.02
  private static let pairs = 30
  private static let width = 720.0
  private static let panel = 190.0

  func run(plot: String) throws {
    let panels = try [
      panel(more: 0, top: 40, title: "unchanged"),
      panel(more: 0.05, top: 40 + Self.panel + 50, title: "5 % more work"),
    ]
    let height = Int(2 * Self.panel + 120)
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(height)" role="img" \
      aria-label="The interval of a change narrows with every launch pair" \
      font-family="system-ui, sans-serif" font-size="12">
      <rect width="\(Int(Self.width))" height="\(height)" fill="#ffffff"/>
      \(panels.joined(separator: "\n"))
      </svg>

      """
    try svg.write(toFile: plot, atomically: true, encoding: .utf8)
  }

  private func panel(more: Double, top: Double, title: String) throws -> String {
    var order = Bench.Order(
      seed: 11, tolerance: Self.tolerance, filter: Self.benchmark, leastPairs: Self.pairs)
    order.comparisons = 20
    if more > 0 { order.environment["EVALUATION_MORE"] = "\(Self.benchmark)=\(more)" }
    guard let pairs = try bench.run(order).benchmarks.first.flatMap({ LaunchPairs($0) }) else {
      return ""
    }
    var test = SequentialRatioTest(.init(tolerance: Self.tolerance, comparisonCount: 20))
    var marks: [String] = []
    var decided: String?
    for block in pairs.blocks where test.count < Self.pairs {
      let first = test.count
      test.add(block)
      let x = 60 + 18 * Double(test.count - 1)
      let (low, high) = test.interval
      let upper = y(high.map { $0 - 1 } ?? .infinity, top)
      let lower = y(low.map { $0 - 1 } ?? -.infinity, top)
      marks.append(
        "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(upper)\" y2=\"\(lower)\" stroke=\"#8c959f\" "
          + "stroke-width=\"6\"/>")
      marks += block.pairs.enumerated().map { place, ratio in
        "<circle cx=\"\(60 + 18 * Double(first + place))\" "
          + "cy=\"\(y(exp(ratio) - 1, top))\" r=\"2.5\" fill=\"#0969da\"/>"
      }
      if decided == nil, test.decision != .undecided {
        decided =
          "<line x1=\"\(x + 9)\" x2=\"\(x + 9)\" y1=\"\(top)\" y2=\"\(top + Self.panel)\" "
          + "stroke=\"#1f2328\" stroke-dasharray=\"3 3\"/><text x=\"\(x + 14)\" y=\"\(top + 14)\">"
          + "decided after \(test.count) pairs: \(test.decision)</text>"
      }
    }
    func level(_ change: Double, _ text: String, _ colour: String) -> String {
      "<line x1=\"50\" x2=\"600\" y1=\"\(y(change, top))\" y2=\"\(y(change, top))\" "
        + "stroke=\"\(colour)\"/><text x=\"606\" y=\"\(y(change, top) + 4)\">\(text)</text>"
    }
    return """
      <text x="8" y="\(top - 12)" font-size="14" font-weight="600">\(title)</text>
      \(level(0, "0 %", "#d0d7de"))
      \(level(Self.tolerance, "+2 % tolerated", "#cf222e"))
      \(level(0.05, "+5 %", "#d0d7de"))
      \(marks.joined(separator: "\n"))
      \(decided ?? "")
      """
  }

  /// The height of a change, from −6 % at the bottom to +10 % at the top.
  private func y(_ change: Double, _ top: Double) -> Double {
    let share = (0.10 - min(max(change, -0.06), 0.10)) / 0.16
    return ((top + share * Self.panel) * 10).rounded() / 10
  }
}
