import GateInterchange
import GateRecords
import Testing

/// A Go benchmark's name does not depend on what other benchmarks there are.
@Suite struct GoNameTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var names: [String]
    var expected: [String]
    init(_ title: String, _ names: [String], _ expected: [String]) {
      self.title = title
      self.names = names
      self.expected = expected
    }
    var testDescription: String { title }
  }

  @Test(arguments: [
    Case("eight processors", ["Sort-8", "Map/n-100-8"], ["Sort", "Map/n-100"]),
    Case("one processor", ["Sort", "Map"], ["Sort", "Map"]),
    Case(
      "one processor and a number", ["Sort", "Map", "New/n-100"], ["Sort", "Map", "New/n-100"]),
    Case(
      "one processor and numbers", ["Sort", "New/n-10", "New/n-100"],
      ["Sort", "New/n-10", "New/n-100"]),
    Case("-cpu 1,2,4", ["X", "X-2", "X-4"], ["X{cpus=1}", "X{cpus=2}", "X{cpus=4}"]),
    Case(
      "-cpu 1,2 and a number", ["X", "X-2", "Y/n-7", "Y/n-7-2"],
      ["X{cpus=1}", "X{cpus=2}", "Y/n-7{cpus=1}", "Y/n-7{cpus=2}"]),
    Case("-cpu 2,4", ["X-2", "X-4"], ["X{cpus=2}", "X{cpus=4}"]),
    Case("no number with zeros in front", ["X-007", "Y"], ["X-007", "Y"]),
    Case("a number beyond any", ["X-99999999999999999999", "Y"], ["X-99999999999999999999", "Y"]),
  ]) func `the number behind a name is distinguished from one of its own`(_ row: Case) throws {
    let text = row.names.map { "Benchmark\($0) 1 5 ns/op" }.joined(separator: "\n")
    let results = try Fixture.parsed(text, format: .go)
    #expect(results.benchmarks.map(\.name.rawValue) == row.expected)
  }

  @Test func `one more benchmark renames no other`() throws {
    let before = try Fixture.parsed("BenchmarkSort 1 5 ns/op\nBenchmarkMap 1 9 ns/op", format: .go)
    let after = try Fixture.parsed(
      "BenchmarkSort 1 5 ns/op\nBenchmarkMap 1 9 ns/op\nBenchmarkNew/n-100 1 9 ns/op", format: .go)
    let names = Set(after.benchmarks.map(\.name))
    #expect(before.benchmarks.allSatisfy { names.contains($0.name) })
  }
}
