import Speedgate

/// A workforce simulated year by year; later years carry more state and take longer.
enum SimulationBenchmarks {
  private static let headcount = 1_200

  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("simulation/year", parameter: "year", values: [1, 2, 3, 4, 5]) { run, year in
      let before = Workforce.after(years: year - 1, headcount: headcount, seed: 31)
      run.resultDigest("\(Workforce.after(years: year, headcount: headcount, seed: 31).payroll)")
      run.measure { iteration in
        var workforce = blackBox(before)
        iteration.step("advance", rowsRead: before.people.count) {
          workforce.advance()
          iteration.rows(written: workforce.people.count)
        }
        return iteration.step("account", rowsRead: workforce.people.count) {
          workforce.payroll + workforce.cumulativePay
        }
      }
    }
  }
}
