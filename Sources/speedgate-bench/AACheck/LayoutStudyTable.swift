import GateDetection
import GateRecords

/// What layouts do to benchmarks, as a table for people, with the tolerances that are honest.
struct LayoutStudyTable {
  private let study: LayoutStudy
  private let missing: [String]
  private let pairs: Int
  private let tolerance: (BenchmarkIdentifier) -> Double

  /// - Parameters:
  ///   - measured: The benchmarks that the comparison before measured, of which each should be in the study.
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
    let head = line(
      "benchmark", ["by layout", "interval", "within", "share", "fixed", "fresh"], width)
    let rows = study.benchmarks.map { row in
      line(row.benchmark.rawValue, cells(row.spread), width)
        + (row.spread.twoSpeeds.map { "\n    two speeds by placement: \($0.inWords)" } ?? "")
    }
    return ([title, "", head] + rows + [""] + explanation + remarks).joined(separator: "\n")
      + "\n"
  }

  private var title: String {
    let layouts = study.benchmarks.map(\.spread.layouts).max() ?? 0
    return "where code lies: \(layouts) layouts of each benchmark, two launches each; "
      + "± is one standard deviation, the interval holds at "
      + QuantityFormat.briefPercent(study.confidence)
  }

  private var explanation: [String] {
    [
      "fixed: a smaller tolerance, with one layout a side, fails an unchanged benchmark in more than one of a "
        + "hundred pairs of builds; by the estimate, and at most",
      "fresh: the smallest tolerance that \(pairs) launch pairs of an unchanged benchmark prove, with a layout "
        + "for each launch",
    ]
  }

  /// The benchmarks whose tolerance promises more than layouts allow, and those of which nothing is known.
  private var remarks: [String] {
    let fixed = names { $0.low > 0 ? $0.fixedTolerance : 0 }
    let fresh = names { $0.freshTolerance(pairs: pairs) ?? .infinity }
    return [
      sentence(fixed, "below what fixed layouts need; measure them with fresh ones, or allow more"),
      sentence(fresh, "below what fresh layouts prove; they may stay unproven, so allow more"),
    ].compactMap { $0 }
      + (missing.isEmpty ? [] : ["not told, because too few launches ended: \(Self.list(missing))"])
  }

  private func names(_ least: (LayoutSpread) -> Double) -> [String] {
    study.benchmarks.filter { tolerance($0.benchmark) < least($0.spread) }.map(\.benchmark.rawValue)
  }

  private func sentence(_ names: [String], _ what: String) -> String? {
    names.isEmpty ? nil : "tolerance \(what): \(Self.list(names))"
  }

  /// The first five names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ")
      + (names.count > 5 ? " and \(names.count - 5) more" : "")
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
