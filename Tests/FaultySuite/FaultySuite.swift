import Foundation
import Speedgate

/// A suite in which nearly everything goes wrong that can, between two benchmarks that are well.
@main
struct FaultySuite: BenchmarkSuite {
  struct Refusal: Error, CustomStringConvertible {
    let description = "the fixture is not there"
  }

  var benchmarks: Benchmarks {
    Benchmark("well/first") { run in
      run.measure { blackHole(Self.work(blackBox(2_000))) }
    }
    Benchmark("faulty/crashes") { run in
      run.measure { fatalError("the index is out of range") }
    }
    Benchmark("faulty/throws") { _ in
      throw Refusal()
    }
    Benchmark("faulty/hangs") { run in
      run.measure { while blackBox(true) {} }
    }
    .timeLimit(.seconds(2))
    Benchmark("faulty/runs-out-of-memory") { run in
      // More than a process can address.
      run.measure {
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: 1 << 47, alignment: 16)
        unsafe blackHole(buffer)
      }
    }
    Benchmark("faulty/is-killed") { run in
      // What a kernel does that has no memory left.
      run.measure { kill(getpid(), SIGKILL) }
    }
    Benchmark("faulty/measures-nothing") { _ in }
    Benchmark("faulty/is-hoisted") { run in
      run.measure { blackHole(42) }
    }
    Benchmark("noisy/prints") { run in
      print("calibrated 1 1.0\nfinished")
      run.measure { blackHole(Self.work(blackBox(2_000))) }
      print("speedgate-worker 9 out of order")
    }
    Benchmark("well/last") { run in
      run.measure { blackHole(Self.work(blackBox(4_000))) }
    }
  }

  /// A chain of dependent multiplications: its cost grows with its length and with nothing else.
  static func work(_ steps: Int) -> UInt64 {
    var value: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<steps { value = blackBox(value &* 6_364_136_223_846_793_005) }
    return value
  }
}
