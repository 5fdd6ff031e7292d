import Testing

@testable import GateReports

@Suite struct NameColumnTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let names: [String]
    let limit: Int
    let entries: [NameColumn.Entry]
    var testDescription: String { names.joined(separator: " ") }
  }

  @Test(arguments: [
    Case(names: ["a/b", "c"], limit: 3, entries: [.fitting("a/b"), .fitting("c")]),
    // What they have in common gives way, not where they differ.
    Case(
      names: ["pipeline/candidates/allocated_bytes", "pipeline/candidates/allocations"], limit: 24,
      entries: [.fitting("pipeline/ca…llocated_bytes"), .fitting("pipelin…s/allocations")]),
    // Nothing in common: the name is not cut at all.
    Case(
      names: ["abcdefghijklmnop", "zyxwvutsrqponmlk"], limit: 8,
      entries: [.whole("abcdefghijklmnop"), .whole("zyxwvutsrqponmlk")]),
    // Different names that would be shortened alike.
    Case(
      names: ["aaaa1111bbbbX", "aaaa1111bbbbY", "aaaa2222bbbbX", "aaaa2222bbbbY"], limit: 10,
      entries: [
        .whole("aaaa1111bbbbX"), .whole("aaaa1111bbbbY"), .whole("aaaa2222bbbbX"),
        .whole("aaaa2222bbbbY"),
      ]),
    // One benchmark may have several rows.
    Case(
      names: ["group/benchmark/one", "group/benchmark/one", "group/benchmark/two"], limit: 14,
      entries: [
        .fitting("group/…ark/one"), .fitting("group/…ark/one"), .fitting("group/…ark/two"),
      ]),
  ]) func `a name is never cut where it differs`(_ row: Case) {
    let column = NameColumn(row.names, limit: row.limit)
    for (entry, name) in zip(column.entries, row.names) {
      switch entry {
      case .fitting(let text): #expect(text.count <= row.limit, "\(text) for \(name)")
      case .whole(let text): #expect(text == name)
      }
    }
    let shown = Dictionary(grouping: zip(column.entries, row.names), by: \.0)
    for group in shown.values { #expect(Set(group.map(\.1)).count == 1, "\(group)") }
    // The end, where these names differ, is there.
    for (entry, name) in zip(column.entries, row.names) {
      guard case .fitting(let text) = entry else { continue }
      #expect(text.hasSuffix(name.suffix(3)), "\(text)")
    }
    #expect(column.entries.map(\.isWhole) == row.entries.map(\.isWhole), "\(column.entries)")
  }

  @Test func `thousands of names take no more than a sort`() {
    let names = (0..<20_000).map { "a/long/common/beginning/of/all/names/benchmark\($0)" }
    let column = NameColumn(names, limit: 30)
    #expect(Set(column.entries).count == names.count)
  }

  @Test func `a log shows names whole, a terminal never hides where they differ`() {
    let names = ["ca", "re"].flatMap { group in
      (0..<3).map { "a/rather/long/beginning/of/names/\(group)/with/an/end/\($0)/that/is/the/same" }
    }
    let verdict = SampleVerdict.verdict(
      findings: names.map {
        SampleVerdict.comparison($0, .regressed, before: 100, after: 150, interval: 1.4...1.6)
      })
    let log = TerminalReport.render(verdict, style: TerminalStyle(width: nil))
    for name in names { #expect(log.contains(name)) }
    #expect(!log.contains("…"))
    let narrow = TerminalReport.render(verdict, style: TerminalStyle(width: 80))
    let rows = narrow.split(separator: "\n").filter { $0.hasPrefix("  ✗") }
    #expect(Set(rows).count == names.count)
  }
}

extension NameColumn.Entry {
  fileprivate var isWhole: Bool {
    switch self {
    case .fitting: false
    case .whole: true
    }
  }
}
