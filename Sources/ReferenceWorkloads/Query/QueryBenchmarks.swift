import Speedgate

/// One query before and after an optimisation: equal results, fewer rows.
enum QueryBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    query("before") { $0.scan(customer: $1, days: $2) }
    query("after") { $0.partitioned(customer: $1, days: $2) }
      .sameResult(as: "query/before")
  }

  private static func query(
    _ name: String, _ ask: @escaping @Sendable (OrderTable, Int, Range<Int>) -> OrderTable.Answer
  ) -> Benchmark {
    Benchmark("query/\(name)") { run in
      let table = OrderTable(count: 20_000, seed: 41)
      let answer = ask(table, 17, 100..<130)
      run.resultDigest("\(answer.total) in \(answer.matches)")
      run.measure { iteration in
        iteration.step("scan", rowsRead: answer.rowsRead, rowsWritten: answer.matches) {
          ask(table, blackBox(17), blackBox(100)..<130)
        }
      }
    }
  }
}
