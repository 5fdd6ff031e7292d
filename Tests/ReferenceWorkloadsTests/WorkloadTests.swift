import Testing

@testable import ReferenceWorkloads

@Suite struct WorkloadTests {
  @Test func `parallel ingest gives the same as sequential`() async {
    let lines = Event.lines(count: 999, seed: 5)
    let whole = IngestTotal(ingesting: lines[...])
    for jobs in [1, 2, 4, 7] {
      #expect(await IngestTotal.inParallel(lines, jobs: jobs) == whole)
    }
    #expect(whole.accepted + whole.rejected == 999)
    #expect(whole.rejected > 0)
  }

  @Test func `an event is parsed or refused`() {
    #expect(Event(line: "7;3;250")?.amount == 250)
    for line in ["", "7;3", "7;3;x", "7;3;1;2", "broken;1"] { #expect(Event(line: line) == nil) }
  }

  // Both variants must produce the same rows and results.
  @Test func `both ways of selecting find the same rows`() {
    let (events, formed) = Formation.input(count: 500)
    let joined = Formation.antiJoin(events, formed: formed)
    #expect(joined == Formation.notExists(events, formed: formed))
    #expect(!joined.isEmpty && joined.count < events.count)
    let shaped = Formation.shape(Formation.score(joined))
    #expect(shaped.map(\.id) == shaped.map(\.id).sorted())
    #expect(Formation.digest(shaped) == Formation.digest(Formation.shape(Formation.score(joined))))
    #expect(Formation.digest(shaped) != Formation.digest(Array(shaped.dropLast())))
  }

  // At least 70 % by every method and size.
  @Test(arguments: [100, 500, 1_000]) func `matching finds at least 70 %`(_ n: Int) {
    let registry = Registry(count: n, seed: 23)
    let matcher = Matcher(registry.companies)
    for found in [
      matcher.exactTaxNumber(registry.records), matcher.exactCode(registry.records),
      matcher.fuzzyName(registry.records),
    ] {
      #expect(Double(found) / Double(n) >= 0.7)
      #expect(found < n)
    }
  }

  @Test func `similar names share letter pairs`() {
    let name = Matcher.pairs(Array("falcon river 7".utf8))
    #expect(Matcher.similarity(name, name) == 1)
    #expect(Matcher.similarity(name, Matcher.pairs(Array("fxlcon river 7".utf8))) >= 0.7)
    #expect(Matcher.similarity(name, Matcher.pairs(Array("quartz summit".utf8))) < 0.5)
    #expect(Matcher.similarity(0, 0) == 0)
  }

  @Test func `a workforce grows, and its years carry more`() {
    let early = Workforce.after(years: 1, headcount: 200, seed: 31)
    let late = Workforce.after(years: 5, headcount: 200, seed: 31)
    #expect(early.people.count == 216)
    #expect(late.people.count > early.people.count)
    #expect(late.cumulativePay > early.cumulativePay)
    #expect(late.people.allSatisfy { $0.age < 65 && $0.history.count <= 5 })
    #expect(late == Workforce.after(years: 5, headcount: 200, seed: 31))
  }

  @Test func `the query finds the same before and after, and reads less`() {
    let table = OrderTable(count: 5_000, seed: 41)
    for days in [0..<365, 100..<130, 364..<365, 5..<5] {
      let before = table.scan(customer: 17, days: days)
      let after = table.partitioned(customer: 17, days: days)
      #expect(before.total == after.total && before.matches == after.matches)
      #expect(after.rowsRead <= before.rowsRead)
    }
    #expect(table.partitioned(customer: 17, days: 100..<130).rowsRead < 600)
  }
}
