import GateRecords
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

  @Test func `a name is not shortened to what a hidden name would be shortened to`() {
    let shown = ["aaaa1111bbbbX", "aaaa1111bbbbY"]
    let hidden = ["aaaa2222bbbbX", "aaaa2222bbbbY"]
    let alone = NameColumn(shown, limit: 10)
    #expect(alone.entries.allSatisfy { !$0.isWhole })
    let beside = NameColumn(shown, limit: 10, hidden: hidden)
    #expect(beside.entries == shown.map(NameColumn.Entry.whole))
    #expect(NameColumn(["a", "b"], limit: 10, hidden: hidden + ["a"]).width == 1)
  }

  @Test func `the terminal knows the names of rows that it does not show`() throws {
    let names = ["1111", "2222"].flatMap { middle in
      ["x", "y"].map { "group-aaaaaaaaaaaaaaaaaaaaaaaaaa\(middle)bbbbbbbbbbbbbbbbbbb\($0)" }
    }
    func text(_ hidden: FindingStatus?) -> String {
      let findings = names.enumerated().compactMap { place, name -> Finding? in
        let status = place < 2 ? FindingStatus.regressed : hidden
        return status.map {
          SampleVerdict.comparison(name, $0, before: 100, after: 150, interval: 1.4...1.6)
        }
      }
      return TerminalReport.render(
        SampleVerdict.verdict(findings: findings), style: TerminalStyle(width: 100))
    }
    #expect(!text(nil).contains(names[0]))
    #expect(text(.passed).contains(names[0]))
  }

  @Test(arguments: [40, 60, 80, 100, 160])
  func `no line of a row is wider than the terminal where it can be parted`(_ width: Int) {
    var findings = SampleVerdict.rich.findings
    findings.append(
      SampleVerdict.comparison(
        "a/rather/long/name/of/a/benchmark", .regressed, before: 1_210_000, after: 1_336_000,
        interval: 1.098...1.111,
        notes: ["a note of many words that has to be parted in order to fit into a narrow terminal"]
      ))
    let text = TerminalReport.render(
      SampleVerdict.verdict(findings: findings), style: TerminalStyle(width: width, showsAll: true))
    let rows = text.components(separatedBy: "\n\n")[1].split(separator: "\n")
    #expect(rows.count > 10)
    for row in rows { #expect(TerminalReport.columns(of: String(row)) <= width, "\(row)") }
    #expect(text.contains("+10.4 % [+9.8, +11.1]") && text.contains("fails at"))
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
