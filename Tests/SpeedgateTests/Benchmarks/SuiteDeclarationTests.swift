import Testing

@testable import Speedgate

/// What is wrong in a declaration is neither repaired nor ignored: the suite does not start.
@Suite struct SuiteDeclarationTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    let words: String
    let benchmarks: @Sendable () -> Benchmarks
    var testDescription: String { words }

    init(_ words: String, @BenchmarkBuilder _ benchmarks: @escaping @Sendable () -> Benchmarks) {
      self.words = words
      self.benchmarks = benchmarks
    }
  }

  static func one(_ name: String = "x") -> Benchmark { Benchmark(name) { _ in } }

  static let mistakes: [Mistake] = [
    Mistake("benchmark '': its name is empty") { one("") },
    Mistake("benchmark 'a//b': a part of its name is empty") { one("a//b") },
    Mistake("benchmark '/x': a part of its name is empty") { Benchmark.Group("") { one() } },
    Mistake("benchmark 'x/': a part of its name is empty") { one("x/") },
    Mistake("two benchmarks are named 'x'; names must be unique") {
      one()
      one()
    },
    Mistake("two benchmarks are named 'x{n=5}'; give every value of a parameter once") {
      Benchmark("x", parameter: "n", values: [5, 7, 5]) { _, _ in }
    },
    Mistake("benchmark 'g/x': its parameter 'n' has no values") {
      Benchmark.Group("g") { Benchmark("x", parameter: "n", values: [Int]()) { _, _ in } }
    },
    Mistake("its parameter is named ''") {
      Benchmark("x", parameter: "", values: [5]) { _, _ in }
    },
    Mistake("its parameter is named 'n=m'") {
      Benchmark("x", parameter: "n=m", values: [5]) { _, _ in }
    },
    Mistake("its parameter 'text' has the value ''") {
      Benchmark("x", parameter: "text", values: ["a", ""]) { _, _ in }
    },
    Mistake("its parameter 'text' has the value 'a}'") {
      Benchmark("x", parameter: "text", values: ["a}"]) { _, _ in }
    },
    Mistake("benchmark 'x': its throughput is 0 items an iteration") {
      one().throughput(.items(0))
    },
    Mistake("benchmark 'x': its throughput is -64 bytes an iteration") {
      one().throughput(.bytes(-64))
    },
    Mistake("benchmark 'x{n=0}': its throughput is 0 items an iteration") {
      Benchmark("x", parameter: "n", values: [0, 1]) { _, _ in }.throughput(.items { $0 })
    },
    Mistake("benchmark 'x': its throughput depends on a parameter, and it has none") {
      one().throughput(.items { $0 })
    },
    Mistake("benchmark 'x{n=2.5}': its throughput depends on a parameter, and it has none") {
      Benchmark("x", parameter: "n", values: [2.5]) { _, _ in }.throughput(.bytes { $0 * 8 })
    },
    Mistake("benchmark 'x': its time limit is 0.0 seconds") { one().timeLimit(.zero) },
    Mistake("benchmark 'x': its time limit is -5.0 seconds") { one().timeLimit(.seconds(-5)) },
    Mistake("benchmark 'x': a tag is empty") { one().tags("slow", "") },
    Mistake("benchmark 'x': metrics() names no metric") { one().metrics() },
    Mistake("benchmark 'x': sameResult(as:) names 'y'") { one().sameResult(as: "y") },
    Mistake("benchmark 'x{n=5}': sameResult(as:) names 'y{n=5}'") {
      one("y")
      Benchmark("x", parameter: "n", values: [5]) { _, _ in }.sameResult(as: "y")
    },
    Mistake("benchmark 'x': it must have the result of 'y' and of 'z'") {
      one("y")
      one("z")
      one().sameResult(as: "y").sameResult(as: "z")
    },
  ]

  @Test(arguments: mistakes) func `a mistake names its benchmark and the wrong value`(
    _ mistake: Mistake
  ) throws {
    let declared = SuiteDeclaration(name: "Suite", cases: mistake.benchmarks().cases)
    #expect(try #require(declared.complaint).contains(mistake.words))
  }

  @Test(arguments: mistakes)
  func `a suite with a mistake, run by hand, ends with 2 and measures nothing`(
    _ mistake: Mistake
  ) async {
    var written: [(String, Int32)] = []
    let declared = SuiteDeclaration(name: "Suite", cases: mistake.benchmarks().cases)
    let status = await StandaloneRun(declared) { written.append(($0, $1)) }.run(["--quick"])
    #expect(status == 2 && written.count == 1 && written[0].1 == 2)
    #expect(written[0].0.hasPrefix("Suite: the suite does not start: "))
  }

  @Test func `declarations at their limits are in order`() {
    @BenchmarkBuilder func list() -> Benchmarks {
      Benchmark.Group("g") {
        Self.one().timeLimit(.milliseconds(1)).throughput(.bytes(1)).tags("a").tags("a")
        Benchmark("y", parameter: "path", values: ["/", "a//b"]) { _, _ in }
        Self.one("z").sameResult(as: "g/x").sameResult(as: "g/x").metrics(.wallTime)
      }
      Benchmark("s", parameter: "n", values: [1, 2]) { _, _ in }.throughput(.items { $0 })
      Benchmark("t", parameter: "n", values: [1, 2]) { _, _ in }.sameResult(as: "s")
    }
    #expect(SuiteDeclaration(name: "Suite", cases: list().cases).complaint == nil)
    #expect(list().names.first == "g/x")
  }

  @Test func `many mistakes are one line`() throws {
    let cases = (1...9).flatMap { Self.one("x\($0)").timeLimit(.zero).cases }
    let complaint = try #require(SuiteDeclaration(name: "Suite", cases: cases).complaint)
    #expect(complaint.contains("'x3'") && !complaint.contains("'x4'"))
    #expect(complaint.hasSuffix("; and 6 more") && !complaint.contains("\n"))
  }

  @Test func `a suite without a name does not start`() {
    #expect(SuiteDeclaration(name: "", cases: []).complaint == "the suite has an empty name")
  }

  struct Refusal: Error, CustomStringConvertible {
    let description = "the fixture is not there"
  }

  struct Unprepared: BenchmarkSuite {
    init() throws { throw Refusal() }
    var benchmarks: Benchmarks { one() }
  }

  @Test func `a suite whose initialiser throws does not start, and says why`() {
    let declared = SuiteDeclaration(of: Unprepared.self)
    #expect(declared.name == "Unprepared" && declared.cases.isEmpty)
    #expect(declared.complaint == "the fixture is not there")
  }
}
