import GateRecords
import Testing

@testable import GateBudgets

@Suite struct QuantityTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let value: Double
    let dimension: Quantity.Dimension
    var testDescription: String { text }
  }

  static let cases = [
    Case(text: "50 ms", value: 50_000_000, dimension: .time),
    Case(text: "0.15ms", value: 150_000, dimension: .time),
    Case(text: "1.5 s", value: 1_500_000_000, dimension: .time),
    Case(text: "0.4 ns", value: 0.4, dimension: .time),
    Case(text: "20 µs", value: 20_000, dimension: .time),
    Case(text: "2 min", value: 120_000_000_000, dimension: .time),
    Case(text: "700 MB", value: 700_000_000, dimension: .memory),
    Case(text: "1.2 GiB", value: 1_288_490_188.8, dimension: .memory),
    Case(text: "70%", value: 0.7, dimension: .share),
    Case(text: "120", value: 120, dimension: .plain),
    Case(text: "0", value: 0, dimension: .plain),
    Case(text: "1_000 items/s", value: 1_000, dimension: .itemRate),
  ]

  @Test(arguments: cases) func `a quantity is kept to the last digit`(_ row: Case) throws {
    let quantity = try Quantity.parse(row.text).get()
    #expect(quantity.value == row.value)
    #expect(quantity.dimension == row.dimension)
  }

  @Test(arguments: [
    "", "ms", "fifty ms", "1,5 ms", "1.2.3 ms", "-5 ms", "0 ms", "0%", "5 furlongs", "NaN ms",
    "Infinity s", "1e3 ms", "0.00000001 ns", "99999999999999999999 ms", "5 MS",
  ]) func `what is no limit is refused with a reason`(_ text: String) {
    guard case .failure(let mistake) = Quantity.parse(text) else {
      Issue.record("accepted")
      return
    }
    #expect(mistake.reason.contains("'\(text)'"))
  }

  // The budgets of the special targets at 10 %; binary arithmetic gives 0.16500000000000004.
  @Test func `limits are exact`() throws {
    let tolerance = try Tolerance.parse("10%").get()
    for (text, limit) in [
      ("2.0 ms", 2_200_000.0), ("5.0 ms", 5_500_000), ("0.5 ms", 550_000), ("0.15 ms", 165_000),
    ] {
      #expect(try Quantity.parse(text).get().scaled(by: tolerance, upwards: true) == limit)
    }
    #expect(try Quantity.parse("70%").get().scaled(by: tolerance, upwards: false) == 0.63)
  }

  // No limit of a seed, and no rung of a ladder, is crossed by a value that lies on it.
  @Test func `a value on a threshold is never beyond it, the next one always is`() {
    for base in stride(from: 0.1, through: 200, by: 0.1) {
      for percent in [15, 25, 30, 50] {
        let rung = Double(percent) / 100
        let on = base * (1 + rung)
        #expect(!RegressionLadder.exceeds(on / base - 1, rung), "\(base) + \(percent) %")
        #expect(RegressionLadder.exceeds((on + base * 1e-6) / base - 1, rung), "\(base)")
      }
    }
  }

  @Test(arguments: ["10", "-5%", "%", "a%", "1.234%", "", "1e2%"])
  func `what is no percentage is refused`(_ text: String) {
    #expect(throws: QuantityMistake.self) { try Tolerance.parse(text).get() }
  }

  @Test func `percentages are kept in hundredths of a per cent`() throws {
    #expect(try Tolerance.parse("2.5%").get().basisPoints == 250)
    #expect(try Tolerance.parse("10 %").get().fraction == 0.1)
    #expect(try Tolerance.parse("0%").get() == .none)
  }

  // A limit of "5 ms" on one of these is a mistake that is caught before anything is measured.
  @Test(arguments: [
    MetricName.allocations, .instructions, .cycles, .pageFaults, .contextSwitches, .threads,
    .systemCalls, .ioCalls, .rowsRead, .rowsWritten,
  ])
  func `what is counted is limited by a number`(_ metric: MetricName) {
    #expect(Quantity.Dimension.unit(of: metric) == .count)
  }
}
