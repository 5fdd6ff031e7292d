import GateInterchange
import GateRecords
import Testing

/// What Criterion prints for people, alone and between the rows of libtest.
@Suite struct CriterionTextTests {
  private static func lines(_ results: ImportedResults) -> [String] {
    results.benchmarks.flatMap { benchmark in
      benchmark.metrics.map { "\(benchmark.name) \($0.metric) \($0.launches)" }
    }
  }

  @Test func `a log of cargo bench keeps the rows of both harnesses`() throws {
    let results = try Fixture.parsed(
      """
           Running unittests src/lib.rs (target/release/deps/adder-1)
      running 1 test
      test tests::add ... bench:           1 ns/iter (+/- 0)
      test result: ok. 0 passed; 0 failed; 0 ignored; 1 measured; 0 filtered out
           Running benches/crit.rs (target/release/deps/crit-2)
      Benchmarking fib 20: Analyzing
      fib 20                  time:   [26.029 µs 26.251 µs 26.505 µs]
                              change: [-38.292% -37.342% -36.524%] (p = 0.00 < 0.05)
                              Performance has improved.
      Found 6 outliers among 99 measurements (6.06%)
      group/a name that is longer than its column
                              time:   [1.0 ms 1.5 ms 1.9 ms]
                              thrpt:  [800.00 MiB/s 1.0000 MiB/s 820.00 MiB/s]
                              thrpt:  [1.0 Kelem/s 2.0 Kelem/s 3.0 Kelem/s]
                       change:
                              time:   [-2.0% -1.0% +0.1%] (p = 0.40 > 0.05)
      """, format: .libtest)
    #expect(
      Self.lines(results) == [
        "tests::add wall_time [[1.0]]", "fib 20 wall_time [[26251.0]]",
        "group/a name that is longer than its column wall_time [[1500000.0]]",
        "group/a name that is longer than its column throughput [[1048576.0]]",
        "group/a name that is longer than its column items_per_second [[2000.0]]",
      ])
    #expect(results.receipt.rows == 3)
  }

  @Test func `a program that runs again gives another launch`() throws {
    let run = """
           Running benches/crit.rs (target/release/deps/crit-2)
      fib 20                  time:   [1.0 ns 2.0 ns 3.0 ns]

      """
    let results = try Fixture.parsed(run + run, format: .libtest)
    #expect(Self.lines(results) == ["fib 20 wall_time [[2.0], [2.0]]"])
  }

  @Test(arguments: [
    "fib 20                  time:   [1.0 s 2.0 s 3.0 s]\n",
    "compiling\n2026-01-01T00:00:00.000Z fib 20  time:   [1.0 s 2.0 s 3.0 s]\n",
    "Benchmarking fib 20\rBenchmarking fib 20: Analyzing\r\u{1b}[Kfib 20  time:   [1.0 s \u{1b}[1m2.0 s\u{1b}[0m 3.0 s]\r\n",
  ])
  func `the text alone is recognised, from a terminal or a log`(_ text: String) throws {
    let file = ImportFile(path: "given", bytes: Array(text.utf8))
    #expect(try InterchangeFormat.recognised(in: [file]) == .libtest)
    for format in [InterchangeFormat.libtest, .criterion, .generic] {
      #expect(try Self.lines(format.read([file])) == ["fib 20 wall_time [[2000000000.0]]"])
    }
  }

  @Test(arguments: [
    "fib 20  time:   [1.0 s 2.0 s]", "fib 20  time:   [1.0% 2.0% 3.0%]", "time: [a b c d e f]",
    "fib 20  time:   [1.0 s nan s 3.0 s]", "fib 20  time:   [1.0 kg 2.0 kg 3.0 kg]", "]",
  ])
  func `what only looks like a row gives nothing`(_ line: String) {
    #expect(throws: (any Error).self) { try Fixture.parsed(line + "\n", format: .libtest) }
  }
}
