import Testing

@testable import GateReports

/// What names figures on a telephone.
@Suite struct TableLabelsTests {
  @Test func `each kind of table has one rule a column that needs a name`() {
    let table = HTMLReport.table(
      "a", [.status, .benchmark, .median, .p95], numeric: [2, 3], [["", "a", "1 ms", "2 ms"]])
    let other = HTMLReport.table("b", [.benchmark, .value], numeric: [1], [["a", "1"]])
    let rules = TableLabels.rules(in: table + table + other)
    #expect(rules.components(separatedBy: "::before").count == 4)
    #expect(rules.contains(" td:nth-child(3)::before{content:\"median \"}"))
    #expect(rules.contains(" td:nth-child(4)::before{content:\"p95 \"}"))
    #expect(rules.contains(" td:nth-child(2)::before{content:\"value \"}"))
    #expect(TableLabels.rules(in: "<p>no table</p>").isEmpty)
  }

  @Test func `a heading cannot end its rule, nor the style`() {
    let hostile = "a\"}</style><b> & \\ '*é"
    let table = HTMLReport.table(
      "a", headings: [.word(.benchmark), .name(hostile)], numeric: [], [["a", "1"]])
    let rules = TableLabels.rules(in: table)
    let codes = "a\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e  \\26  \\5c  \\27 \\2a \\e9 "
    #expect(rules.contains("content:\"\(codes) \"}"), "\(rules)")
  }

  @Test func `the page of a report names its figures`() {
    let page = HTMLReport.render(SampleVerdict.rich)
    let style = page.components(separatedBy: "</style>")[0]
    #expect(style.contains("{content:\"p95 \"}") && style.contains("{content:\"launches \"}"))
  }
}
