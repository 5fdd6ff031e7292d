import Testing

@testable import GateRecords

@Suite struct FigureAndLimitsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let value: Double
    let limit: Double
    let unit: MetricUnit
    let texts: [String]
    var testDescription: String { "\(value) beside \(limit) \(unit.rawValue)" }
  }

  static let cases = [
    Case(value: 10_004_000_000, limit: 10e9, unit: .nanoseconds, texts: ["10.004 s", "10 s"]),
    Case(value: 9_999_600_000, limit: 10e9, unit: .nanoseconds, texts: ["9.9996 s", "10 s"]),
    Case(value: 10e9, limit: 10e9, unit: .nanoseconds, texts: ["10.0 s", "10 s"]),
    Case(value: 12e9, limit: 10e9, unit: .nanoseconds, texts: ["12.0 s", "10 s"]),
    Case(value: 999.96, limit: 1000, unit: .nanoseconds, texts: ["0.99996 µs", "1 µs"]),
    Case(value: 123_456, limit: 123_450, unit: .nanoseconds, texts: ["123.46 µs", "123.45 µs"]),
    Case(value: 700_000_001, limit: 700e6, unit: .bytes, texts: ["700.000001 MB", "700 MB"]),
    Case(value: 1_000.04, limit: 1_000, unit: .count, texts: ["1,000.04", "1,000"]),
    Case(value: 1_001, limit: 1_000, unit: .count, texts: ["1,001", "1,000"]),
    Case(value: 0.69996, limit: 0.7, unit: .ratio, texts: ["69.996 %", "70 %"]),
    Case(value: 0.0004, limit: 0.0001, unit: .count, texts: ["0.0004", "0.0001"]),
  ]

  @Test(arguments: cases)
  func `a figure beside a limit has enough digits to distinguish them`(_ one: Case) {
    let figures = FigureAndLimits(one.value, [one.limit], unit: one.unit)
    #expect([figures.value] + figures.limits == one.texts)
  }

  @Test func `whatever two figures are, they never read alike and never the wrong way round`() {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    for round in 0..<4_000 {
      // From hundreds of nanoseconds to hundreds of seconds, a billionth to a tenth apart.
      let limit = power(10, 2 + random() * 9)
      let value = limit * (1 + (random() - 0.5) * power(10, -Double(round % 9) - 1))
      guard value != limit else { continue }
      let figures = FigureAndLimits(value, [limit], unit: .nanoseconds)
      guard let shown = nanoseconds(figures.value), let allowed = nanoseconds(figures.limits[0])
      else {
        Issue.record("\(figures) are no times")
        continue
      }
      #expect((shown > allowed) == (value > limit) && shown != allowed, "\(value) \(limit)")
    }
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(abs(exponent)) { result *= base }
    return (exponent < 0 ? 1 / result : result) * (1 + abs(exponent) - abs(exponent).rounded(.down))
  }

  private func nanoseconds(_ text: String) -> Double? {
    let parts = text.split(separator: " ")
    let sizes = ["ns": 1.0, "µs": 1e3, "ms": 1e6, "s": 1e9]
    guard parts.count == 2, let size = sizes[String(parts[1])] else { return nil }
    return Double(String(parts[0])).map { $0 * size }
  }

  @Test func `several limits are distinguished from the figure at once`() {
    let figures = FigureAndLimits(11_000_400_000, [10e9, 11e9], unit: .nanoseconds)
    #expect(figures.value == "11.0004 s" && figures.limits == ["10 s", "11 s"])
  }

  @Test(arguments: [
    (0.20004, 0.2, ["+20.004 %", "20 %"]), (0.2, 0.2, ["+20.0 %", "20 %"]),
    (0.251, 0.2, ["+25.1 %", "20 %"]), (0.10045, 0.1004, ["+10.05 %", "10.04 %"]),
    (0.00001, 0, ["+0.001 %", "0 %"]),
  ]) func `shares are distinguished as per cent`(
    _ value: Double, _ limit: Double, _ texts: [String]
  ) {
    let figures = FigureAndLimits(percent: value, [limit], isSigned: true)
    #expect([figures.value] + figures.limits == texts)
  }

  @Test(arguments: [
    (2.497, 2.5, ["2.497", "2.5"]), (2.5, 2.5, ["2.50", "2.5"]), (3.0, 2.5, ["3.00", "2.5"]),
    (2.49999, 2.5, ["2.49999", "2.5"]),
  ]) func `numbers are distinguished`(_ value: Double, _ limit: Double, _ texts: [String]) {
    let figures = FigureAndLimits(number: value, [limit])
    #expect([figures.value] + figures.limits == texts)
  }

  // Figures far from their limits are not compared as texts; that must not show.
  @Test(arguments: [MetricUnit.nanoseconds, .bytes, .count, .ratio, .itemsPerSecond])
  func `far from its limit a figure has the digits that comparing the texts would give`(
    _ unit: MetricUnit
  ) {
    for place in 0..<400 {
      let limit = power(10, Double(place % 13) - 2) * (1 + Double(place) / 97)
      for distance in [1e-4, 0.003, 0.0049, 0.0051, 0.009, 0.0101, 0.0109, 0.0111, 0.02, 0.3, 4] {
        for value in [limit * (1 + distance), limit / (1 + distance), -limit * distance] {
          func text(_ number: Double, _ more: Int) -> String {
            QuantityFormat.brief(QuantityFormat.string(number, unit: unit, moreDigits: more))
          }
          let more = (0..<16).first { text(value, $0) != text(limit, $0) } ?? 16
          #expect(
            FigureAndLimits(value, [limit], unit: unit).value
              == QuantityFormat.string(value, unit: unit, moreDigits: more), "\(value) \(limit)")
          func percent(_ number: Double, _ more: Int) -> String {
            QuantityFormat.percent(number, signed: true, moreDigits: more)
          }
          let digits =
            (0..<16).first {
              QuantityFormat.brief(percent(value, $0)) != QuantityFormat.brief(percent(limit, $0))
            } ?? 16
          #expect(
            FigureAndLimits.signedPercent(value, beside: [limit]) == percent(value, digits),
            "\(value) \(limit)")
        }
      }
    }
  }
}
