import GateDetection
import GateRecords

/// The effect of layouts on benchmarks, as a table, with the tolerances that they allow.
struct LayoutStudyTable {
  private let study: LayoutStudy
  private let missing: [String]
  private let pairs: Int
  private let tolerance: (BenchmarkIdentifier) -> Double

  /// - Parameters:
  ///   - measured: The benchmarks that the comparison before measured, each of which should be in the study.
  ///   - pairs: The most launch pairs of the profile that fresh layouts are judged by.
  ///   - tolerance: The tolerance of a benchmark, 0.05 for 5 %.
  init(
    _ study: LayoutStudy, measured: [BenchmarkIdentifier], pairs: Int,
    tolerance: @escaping (BenchmarkIdentifier) -> Double
  ) {
    self.study = study
    let known = Set(study.benchmarks.map(\.benchmark))
    missing = measured.filter { !known.contains($0) }.map(\.rawValue)
    self.pairs = pairs
    self.tolerance = tolerance
  }

  var text: String {
    let width = max(9, study.benchmarks.map { $0.benchmark.rawValue.count }.max() ?? 0)
    let columns: [BenchHeading] = [.byLayout, .interval, .withinLayout, .share, .fixed, .fresh]
    let head = line(BenchHeading.benchmark.text, columns.map(\.text), width)
    let rows = study.benchmarks.map { row in
      line(row.benchmark.rawValue, cells(row.spread), width)
        + (row.spread.twoSpeeds.map { "\n    two speeds by placement: \($0.inWords)" } ?? "")
    }
    return ([title, "", head] + rows + [""] + explanation + remarks).joined(separator: "\n")
      + "\n"
  }

  private var title: String {
    let layouts = study.benchmarks.map(\.spread.layouts).max() ?? 0
    return "layouts of code: \(layouts) of each benchmark, two launches each; "
      + "± is one standard deviation, the interval has a confidence of "
      + QuantityFormat.briefPercent(study.confidence)
  }

  private var explanation: [String] {
    [
      "fixed: the smallest tolerance at which at most one in a hundred pairs of builds of an unchanged benchmark fails "
        + "with one layout a side; estimate and upper bound",
      "fresh: the smallest tolerance that \(pairs) launch pairs of an unchanged benchmark prove with a layout for each "
        + "launch",
    ]
  }

  /// The benchmarks whose tolerance is smaller than layouts allow, and those that are not known.
  private var remarks: [String] {
    let fixed = names { $0.low > 0 ? $0.fixedTolerance : 0 }
    let fresh = names { $0.freshTolerance(pairs: pairs) ?? .infinity }
    let messages = [
      fixed.isEmpty ? nil : BenchMessage.toleranceBelowFixed(names: fixed),
      fresh.isEmpty ? nil : BenchMessage.toleranceBelowFresh(names: fresh),
      missing.isEmpty ? nil : BenchMessage.layoutsUnmeasured(names: missing),
    ]
    return messages.compactMap { $0?.line }
  }

  private func names(_ least: (LayoutSpread) -> Double) -> [String] {
    study.benchmarks.filter { tolerance($0.benchmark) < least($0.spread) }.map(\.benchmark.rawValue)
  }

  private func cells(_ spread: LayoutSpread) -> [String] {
    func percent(_ value: Double) -> String { QuantityFormat.percent(value) }
    func range(_ low: Double, _ high: Double) -> String {
      // The unit once, behind both ends.
      "\(percent(low).dropLast(2)) … \(percent(high))"
    }
    return [
      "±" + percent(spread.byLayout), range(spread.low, spread.high),
      "±" + percent(spread.withinLayout),
      QuantityFormat.briefPercent((spread.share * 100).rounded() / 100),
      range(spread.fixedTolerance, spread.mostFixedTolerance),
      spread.freshTolerance(pairs: pairs).map(percent) ?? "none",
    ]
  }

  private func line(_ name: String, _ cells: [String], _ width: Int) -> String {
    func padding(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    let widths = [11, 15, 9, 7, 16, 9]
    return name + padding(width - name.count)
      + zip(cells, widths).map { padding($1 - $0.count) + $0 }.joined()
  }
}
