import GateInterchange
import GateRecords
import Testing

@Suite struct ImportUnitTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var base: MetricUnit
    var factor: Double
    var direction: MetricDirection
    init(_ text: String, _ base: MetricUnit, _ factor: Double, _ direction: MetricDirection) {
      self.text = text
      self.base = base
      self.factor = factor
      self.direction = direction
    }
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case("ns/op", .nanoseconds, 1, .lowerIsBetter),
    Case("us/op", .nanoseconds, 1e3, .lowerIsBetter),
    Case("sec", .nanoseconds, 1e9, .lowerIsBetter),
    Case("ns/iter", .nanoseconds, 1, .lowerIsBetter),
    Case("ops/ms", .itemsPerSecond, 1e3, .higherIsBetter),
    Case("ops/sec", .itemsPerSecond, 1, .higherIsBetter),
    Case("MB/s", .bytesPerSecond, 1e6, .higherIsBetter),
    Case("MiB", .bytes, 1_048_576, .lowerIsBetter),
    Case("B/op", .bytes, 1, .lowerIsBetter),
    Case("allocs/op", .count, 1, .lowerIsBetter),
    Case("%", .ratio, 0.01, .lowerIsBetter),
    Case("frames/s", MetricUnit(rawValue: "frames/s"), 1, .higherIsBetter),
    Case("joules", MetricUnit(rawValue: "joules"), 1, .lowerIsBetter),
  ])
  func `a unit has its base, its size and its direction`(_ row: Case) {
    let unit = ImportUnit(row.text)
    #expect(unit.base == row.base && unit.factor == row.factor && unit.direction == row.direction)
  }
}
