import EvaluationKernels
import Speedgate

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// Twenty small benchmarks of known work, one of which may be given more of it.
///
/// `EVALUATION_MORE=chain{n=1000}=0.03` gives that benchmark 3 % more of the same work: not a sleep,
/// but what a change would do. `EVALUATION_ALLOCATES_MORE=1` adds one allocation an iteration to
/// each `text` benchmark. `EVALUATION_MANY=1000` declares this many more, for what a large suite costs;
/// `EVALUATION_MONITORING=1` adds one work plain, with four steps, behind a circuit breaker, and as a call of a monitor;
/// `EVALUATION_KERNELS=1` adds kernels in C that another harness can measure, too.
@main
struct EvaluationSuite: BenchmarkSuite {
  var benchmarks: Benchmarks {
    Benchmark("chain", parameter: "n", values: [1_000, 2_000, 4_000, 8_000]) { run, n in
      let steps = Self.work(n, of: "chain")
      run.measure { Self.chain(blackBox(steps)) }
    }
    Benchmark("sum", parameter: "n", values: [2_000, 4_000, 8_000, 16_000]) { run, n in
      let values = (0..<Self.work(n, of: "sum")).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
      run.measure { Self.sum(blackBox(values)) }
    }
    Benchmark("digest", parameter: "n", values: [1_000, 2_000, 4_000, 8_000]) { run, n in
      let bytes = (0..<Self.work(n, of: "digest")).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      run.measure { Self.digest(blackBox(bytes)) }
    }
    Benchmark("count", parameter: "n", values: [1_000, 2_000, 4_000, 8_000]) { run, n in
      let keys = (0..<Self.work(n, of: "count")).map { ($0 &* 7_919) & 255 }
      run.measure { Self.count(blackBox(keys)) }
    }
    Benchmark("text", parameter: "n", values: [400, 800, 1_600, 3_200]) { run, n in
      let words = Self.work(n, of: "text")
      let extra = Self.allocatesMore
      run.measure {
        if extra { blackHole([blackBox(1)]) }
        return Self.text(blackBox(words))
      }
    }
    for number in 0..<Self.many {
      Benchmark("many/\(number)") { run in run.measure { Self.chain(blackBox(1_000)) } }
    }
    if Self.variable("EVALUATION_MONITORING") != nil { Self.monitoring }
    if Self.variable("EVALUATION_KERNELS") != nil { Self.kernels }
  }

  /// Kernels that another harness measures, too, from the same object file.
  @BenchmarkBuilder private static var kernels: Benchmarks {
    Benchmark("kernel/chain") { run in
      run.measure { kernel_chain(blackBox(3), 1_000) }
    }
    Benchmark("kernel/digest") { run in
      let bytes = kernelBytes
      run.measure {
        unsafe bytes.withUnsafeBufferPointer { unsafe kernel_digest($0.baseAddress, 2_000) }
      }
    }
    Benchmark("kernel/histogram") { run in
      let bytes = kernelBytes
      run.measure {
        unsafe bytes.withUnsafeBufferPointer { unsafe kernel_histogram($0.baseAddress, 4_000) }
      }
    }
    Benchmark("kernel/walk") { run in
      // A stride that is prime to the length visits every place.
      let next = (0..<65_536).map { UInt32(($0 + 40_503) % 65_536) }
      run.measure {
        unsafe next.withUnsafeBufferPointer { unsafe kernel_walk($0.baseAddress, 1_000) }
      }
    }
  }

  private static let kernelBytes = (0..<4_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  /// Some 35 µs of work, as long as an iteration of the reference workload with steps.
  @BenchmarkBuilder private static var monitoring: Benchmarks {
    Benchmark("monitoring/plain") { run in
      run.measure {
        for _ in 0..<4 { blackHole(chain(blackBox(8_000))) }
      }
    }
    Benchmark("monitoring/steps") { run in
      run.measure { iteration in
        for step in ["read", "select", "score", "shape"] {
          iteration.step(step, rowsRead: 1_000) { blackHole(chain(blackBox(8_000))) }
        }
      }
    }
    Benchmark("monitoring/breaker") { run in
      let work = run.breaker("work")
      run.measure {
        for _ in 0..<4 { work.call(fallback: ()) { blackHole(chain(blackBox(8_000))) } }
      }
    }
    // The same work once as a function of a program, without a monitor and with one that writes.
    for isOn in [false, true] {
      Benchmark("monitoring/call-\(isOn ? "written" : "unmonitored")") { run in
        let monitor =
          isOn ? try CallMonitor(path: variable("EVALUATION_LINES") ?? "monitored.ndjson") : nil
        run.measure {
          CallMonitor.measure("work", with: blackBox(monitor)) {
            for _ in 0..<4 { blackHole(chain(blackBox(8_000))) }
          }
        }
      }
    }
  }

  private static let many = variable("EVALUATION_MANY").flatMap { Int($0) } ?? 0

  private static let allocatesMore = variable("EVALUATION_ALLOCATES_MORE") != nil
  private static let more = variable("EVALUATION_MORE")

  /// A variable of the environment, without Foundation: it doubles what every launch copies and loads.
  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The work of a benchmark, with what the environment adds.
  private static func work(_ n: Int, of name: String) -> Int {
    let prefix = "\(name){n=\(n)}="
    guard let wish = more, wish.hasPrefix(prefix),
      let share = Double(wish.dropFirst(prefix.count))
    else { return n }
    return Int((Double(n) * (1 + share)).rounded())
  }

  private static func chain(_ steps: Int) -> UInt64 {
    var value: UInt64 = 3
    for _ in 0..<steps { value = blackBox(value &* 6_364_136_223_846_793_005) }
    return value
  }

  private static func sum(_ values: [UInt64]) -> UInt64 {
    var total: UInt64 = 0
    for value in values { total = blackBox(total &+ (value ^ (value >> 29))) }
    return total
  }

  // Fowler, Noll and Vo's hash: each byte waits for the one before.
  private static func digest(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func count(_ keys: [Int]) -> Int {
    var table = [Int](repeating: 0, count: 256)
    for key in keys { table[key] &+= 1 }
    return table[17]
  }

  private static func text(_ words: Int) -> Int {
    var text: [UInt8] = []
    for word in 0..<words { text.append(contentsOf: [UInt8(truncatingIfNeeded: word), 32, 33]) }
    return text.count
  }
}
