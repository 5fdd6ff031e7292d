import Foundation
import Speedgate

/// Benchmarks whose counts are known beforehand.
@main
struct CountedSuite: BenchmarkSuite {
  private final class Node {
    let value: Int
    init(_ value: Int) { self.value = value }
  }

  var benchmarks: Benchmarks {
    Benchmark("nothing") { run in
      run.measure { blackHole(Self.work(blackBox(500))) }
    }
    Benchmark("objects", parameter: "n", values: [100, 101]) { run, n in
      // A baseline program is this one without the variable.
      let more = Self.isSlower ? 1 : 0
      run.measure { Self.allocate(blackBox(n + more)) }
    }
    Benchmark("buffer") { run in
      run.measure {
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: blackBox(12_345), alignment: 8)
        unsafe blackHole(buffer)
        unsafe buffer.deallocate()
      }
    }
    Benchmark("pages") { run in
      run.measure {
        // So large that the C library maps it afresh each time and gives it back.
        let buffer = UnsafeMutableRawPointer.allocate(
          byteCount: blackBox(64 << 20), alignment: 4096)
        for page in 0..<1_000 {
          unsafe buffer.storeBytes(of: 1, toByteOffset: page * 4096, as: UInt8.self)
        }
        unsafe blackHole(buffer)
        unsafe buffer.deallocate()
      }
    }
    Benchmark("tasks") { run in
      await run.measure {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<4 { group.addTask { Self.allocate(blackBox(250)) } }
        }
      }
    }
    .threads(.several)
    Benchmark("switches", parameter: "n", values: [3]) { run, n in
      // Whoever sleeps gives the processor away, once a sleep; a short one may be over before a busy
      // kernel has reached it.
      run.measure { for _ in 0..<n { usleep(5_000) } }
    }
    Benchmark("threads", parameter: "n", values: [0, 20]) { run, n in
      let (start, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
      for _ in 0..<n {
        Thread.detachNewThread {
          end.signal()
          start.wait()
          end.signal()
        }
      }
      for _ in 0..<n { end.wait() }
      run.measure { blackHole(Self.work(blackBox(500))) }
      for _ in 0..<n { start.signal() }
      for _ in 0..<n { end.wait() }
    }
    Benchmark("writes", parameter: "n", values: [7]) { run, n in
      let nowhere = unsafe open("/dev/null", O_WRONLY)
      var byte: UInt8 = 1
      run.measure { for _ in 0..<n { _ = unsafe write(nowhere, &byte, 1) } }
      close(nowhere)
    }
    Benchmark("memory", parameter: "mb", values: [128, 32]) { run, size in
      run.measure {
        let buffer = UnsafeMutableRawPointer.allocate(
          byteCount: blackBox(size << 20), alignment: 4096)
        unsafe blackHole(memset(buffer, 1, size << 20))
        unsafe buffer.deallocate()
      }
    }
    Benchmark("sleeps") { run in run.measure { usleep(2_000) } }
      .sampling(.perIteration)
    Benchmark("burns") { run in
      run.measure {
        // Two milliseconds of this process's processor time, however long they take.
        let end = clock() + 2_000
        while clock() < end {}
      }
    }
    .sampling(.perIteration)
    .throughput(.items(1_000))
    Benchmark("records") { run in
      run.record("match_rate", 0.25, unit: .ratio, better: .higher)
      run.measure { blackHole(Self.work(blackBox(500))) }
    }
    Benchmark("varies") { run in
      // The count differs from launch to launch, as a cache's might.
      let count = Int.random(in: 1_000...1_020)
      run.measure { Self.allocate(blackBox(count)) }
    }
  }

  private static let isSlower =
    ProcessInfo.processInfo.environment["COUNTED_SUITE_ALLOCATES_MORE"] != nil

  private static func allocate(_ count: Int) {
    for value in 0..<count { blackHole(Node(value)) }
  }

  private static func work(_ steps: Int) -> UInt64 {
    var value: UInt64 = 3
    for _ in 0..<steps { value = blackBox(value &* 6_364_136_223_846_793_005) }
    return value
  }
}
