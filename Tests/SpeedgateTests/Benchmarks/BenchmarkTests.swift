import Testing

@testable import Speedgate

@Suite struct BenchmarkTests {
  @Test func `groups and parameters make the names`() {
    let isWanted = true
    @BenchmarkBuilder func list() -> Benchmarks {
      Benchmark.Group("outer") {
        Benchmark.Group("inner") { Benchmark("one") { _ in } }
        for name in ["a", "b"] { Benchmark(name) { _ in } }
        if isWanted { Benchmark("wanted") { _ in } }
        if !isWanted { Benchmark("unwanted") { _ in } } else { Benchmark("else") { _ in } }
      }
      Benchmark("sort", parameter: "n", values: [10, 1_000]) { _, _ in }
    }
    #expect(
      list().cases.map(\.name) == [
        "outer/inner/one", "outer/a", "outer/b", "outer/wanted", "outer/else", "sort{n=10}",
        "sort{n=1000}",
      ])
  }

  @Test func `throughput follows an integer parameter`() {
    let sorted = Benchmark("sort", parameter: "n", values: [10, 1_000]) { _, _ in }
      .throughput(.items { $0 })
    #expect(sorted.cases.map(\.throughput) == [.items(10), .items(1_000)])
    let copied = Benchmark("copy") { _ in }.throughput(.bytes(64))
    #expect(copied.cases.map(\.throughput) == [.bytes(64)])
  }

  @Test func `options reach every case`() {
    let benchmark = Benchmark("x", parameter: "n", values: [1, 2]) { _, _ in }
      .tags("slow").tags("io").timeLimit(.seconds(3)).sampling(.perIteration).threads(.several)
      .allowingEmptyBody()
    for one in benchmark.cases {
      #expect(one.tags == ["slow", "io"])
      #expect(one.timeLimit == .seconds(3))
      #expect(one.sampling == .perIteration && one.threads == .several && one.allowsEmptyBody)
    }
  }

  @Test func `the same result is that of the benchmark with the same parameter`() {
    let series = Benchmark("sort/own", parameter: "n", values: [10, 100]) { _, _ in }
    #expect(
      series.sameResult(as: "sort/library").cases.map(\.sameResultAs) == [
        "sort/library{n=10}", "sort/library{n=100}",
      ])
    #expect(
      series.sameResult(as: "sort/library{n=10}").cases.map(\.sameResultAs) == [
        "sort/library{n=10}", "sort/library{n=10}",
      ])
    let single = Benchmark("new") { _ in }.sameResult(as: "old")
    #expect(single.cases.map(\.sameResultAs) == ["old"])
  }

  @Test func `chosen metrics add up and have the names of records`() {
    let benchmark = Benchmark("x") { _ in }.metrics(.wallTime, .allocations).metrics(.cycles)
    #expect(
      benchmark.cases[0].metrics.map(\.name.rawValue) == ["wall_time", "allocations", "cycles"])
    #expect(Benchmark("x") { _ in }.cases[0].metrics.isEmpty)
  }

  // The reference value is that of the published test vector for the empty input and for "a".
  @Test func `the digest is FNV-1a and distinguishes results`() {
    #expect(ResultDigest().text == "cbf29ce484222325")
    var one = ResultDigest()
    one.combine("ab")
    one.combine("c")
    var other = ResultDigest()
    other.combine("a")
    other.combine("bc")
    #expect(one != other)
    var small = ResultDigest()
    small.combine(Int8(5))
    var large = ResultDigest()
    large.combine(5)
    #expect(small == large)
  }
}
