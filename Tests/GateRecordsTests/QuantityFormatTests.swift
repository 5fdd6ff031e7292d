import GateRecords
import Testing

@Suite struct QuantityFormatTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let value: Double
    let unit: MetricUnit
    let text: String
    var testDescription: String { "\(value) \(unit.rawValue) is \(text)" }
  }

  // Each threshold is here with a neighbour on both sides: rounding and the choice of the unit
  // must not disagree.
  static let cases = [
    Case(value: 0, unit: .nanoseconds, text: "0 ns"),
    Case(value: 0.4375, unit: .nanoseconds, text: "0.438 ns"),
    Case(value: 0.9994, unit: .nanoseconds, text: "0.999 ns"),
    Case(value: 0.9996, unit: .nanoseconds, text: "1.00 ns"),
    Case(value: 9.994, unit: .nanoseconds, text: "9.99 ns"),
    Case(value: 9.996, unit: .nanoseconds, text: "10.0 ns"),
    Case(value: 99.94, unit: .nanoseconds, text: "99.9 ns"),
    Case(value: 99.96, unit: .nanoseconds, text: "100 ns"),
    Case(value: 999.4, unit: .nanoseconds, text: "999 ns"),
    Case(value: 999.6, unit: .nanoseconds, text: "1.00 µs"),
    Case(value: 165_000, unit: .nanoseconds, text: "165 µs"),
    Case(value: 999_400, unit: .nanoseconds, text: "999 µs"),
    Case(value: 999_600, unit: .nanoseconds, text: "1.00 ms"),
    Case(value: 1_210_000, unit: .nanoseconds, text: "1.21 ms"),
    Case(value: 61_200_000, unit: .nanoseconds, text: "61.2 ms"),
    Case(value: 12_300_000_000, unit: .nanoseconds, text: "12.3 s"),
    Case(value: 4_000_000_000_000, unit: .nanoseconds, text: "4000 s"),
    Case(value: 512, unit: .bytes, text: "512 B"),
    Case(value: 700_000_000, unit: .bytes, text: "700 MB"),
    Case(value: 1_288_490_189, unit: .bytes, text: "1.29 GB"),
    Case(value: 0.7, unit: .ratio, text: "70.0 %"),
    Case(value: 1024, unit: .count, text: "1,024"),
    Case(value: -1_234_567, unit: .count, text: "−1,234,567"),
    Case(value: 10.5, unit: .count, text: "10.5"),
    Case(value: 9_007_199_254_740_992, unit: .count, text: "9,007,199,254,740,992"),
    Case(value: 27_021_597_764_222_976, unit: .count, text: "27,021,597,764,222,976"),
    Case(value: 1e308, unit: .count, text: "1e+308"),
    Case(value: -9.3e18, unit: .count, text: "-9.3e+18"),
    Case(value: 1_200_000, unit: .itemsPerSecond, text: "1.20M items/s"),
    Case(value: 2_500_000, unit: .bytesPerSecond, text: "2.50 MB/s"),
    Case(value: 3, unit: MetricUnit(rawValue: "lux"), text: "3.00 lux"),
    Case(value: .nan, unit: .nanoseconds, text: "–"),
    Case(value: .infinity, unit: .bytes, text: "–"),
  ]

  @Test(arguments: cases) func `a value has three significant digits and a unit`(_ row: Case) {
    #expect(QuantityFormat.string(row.value, unit: row.unit) == row.text)
  }

  @Test func `a share carries its sign only when asked, and a minus that aligns`() {
    #expect(QuantityFormat.percent(0.104, signed: true) == "+10.4 %")
    #expect(QuantityFormat.percent(-0.1449, signed: true) == "−14.5 %")
    #expect(QuantityFormat.percent(0.104) == "10.4 %")
    #expect(QuantityFormat.percent(0, signed: true) == "0.0 %")
    #expect(QuantityFormat.percent(0.0004, signed: true) == "+0.04 %")
    #expect(QuantityFormat.percent(-0.00001, signed: true) == "0.00 %")
    #expect(QuantityFormat.percent(1.0909) == "109.1 %")
  }

  @Test func `limits are written as briefly as people wrote them`() {
    #expect(QuantityFormat.brief(50_000_000, unit: .nanoseconds) == "50 ms")
    #expect(QuantityFormat.brief(2_200_000, unit: .nanoseconds) == "2.2 ms")
    #expect(QuantityFormat.brief(165_000, unit: .nanoseconds) == "165 µs")
    #expect(QuantityFormat.brief(0.7, unit: .ratio) == "70 %")
    #expect(QuantityFormat.brief(100, unit: .count) == "100")
    #expect(QuantityFormat.briefPercent(0.1) == "10 %")
    #expect(QuantityFormat.briefPercent(0.025) == "2.5 %")
  }

  @Test func `durations use the largest fitting units`() {
    #expect(QuantityFormat.duration(milliseconds: 42) == "42 ms")
    #expect(QuantityFormat.duration(milliseconds: 38_400) == "38 s")
    #expect(QuantityFormat.duration(milliseconds: 125_000) == "2 min 5 s")
    #expect(QuantityFormat.duration(milliseconds: 120_000) == "2 min")
  }
}
