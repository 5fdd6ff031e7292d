import GateRecords
import Testing

@Suite struct TimestampTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let milliseconds: Int64
    let text: String
    var testDescription: String { text }
  }

  // The values are those of GNU date: date -u -d @SECONDS +%FT%T.
  static let cases = [
    Case(milliseconds: 0, text: "1970-01-01T00:00:00.000Z"),
    Case(milliseconds: 951_782_400_000, text: "2000-02-29T00:00:00.000Z"),
    Case(milliseconds: 1_795_238_287_042, text: "2026-11-21T05:18:07.042Z"),
    Case(milliseconds: 4_107_542_399_999, text: "2100-02-28T23:59:59.999Z"),
    Case(milliseconds: -1, text: "1969-12-31T23:59:59.999Z"),
  ]

  @Test(arguments: cases) func `a moment prints and parses as RFC 3339`(_ row: Case) {
    let moment = Timestamp(millisecondsSinceEpoch: row.milliseconds)
    #expect(moment.rawValue == row.text)
    #expect(Timestamp(rawValue: row.text) == moment)
  }

  @Test func `a moment without a fraction parses`() {
    #expect(
      Timestamp(rawValue: "2026-11-21T05:18:07Z")?.millisecondsSinceEpoch == 1_795_238_287_000)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21 05:18:07Z", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-11-21T24:00:00Z", "2026-11-21T05:18:07+01:00", "2026-11-21T05:18:07.Z",
  ]) func `what is not RFC 3339 in UTC is refused`(_ text: String) {
    #expect(Timestamp(rawValue: text) == nil)
  }
}
