import GateProtocol
import GateRecords
import Synchronization
import Testing

@testable import Speedgate

@Suite struct BatchCountersTests {
  /// What counters did, and a number that each of their calls moves on.
  private final class Diary: Sendable {
    let entries = Mutex<[String]>([])
    let total = Mutex<Int64>(0)

    func note(_ entry: String, adding cost: Int64 = 0) -> Int64 {
      entries.withLock { $0.append(entry) }
      return total.withLock {
        $0 += cost
        return $0
      }
    }

    var all: [String] { entries.withLock { $0 } }

    /// Work that is to be counted.
    func work(_ amount: Int64) { total.withLock { $0 += amount } }
  }

  private static func metric(
    _ name: String, _ kind: WorkerCounter.Kind, cost: Int64 = 0, absence: String? = nil,
    in diary: Diary
  ) -> CountedMetric {
    CountedMetric(
      Benchmark.Metric(MetricName(rawValue: name)), kind: kind, absence: { absence },
      begin: { diary.note("+\(name)", adding: cost) },
      end: { diary.note("-\(name)", adding: cost) })
  }

  private static func readings(_ counters: [WorkerCounter]) -> [WorkerCounter.Reading] {
    counters.map(\.reading)
  }

  @Test func `the last begins last and ends first`() {
    let diary = Diary()
    var counters = BatchCounters([
      Self.metric("a", .varies, in: diary), Self.metric("b", .varies, in: diary),
    ])
    diary.entries.withLock { $0 = [] }
    counters.start()
    #expect(diary.all == ["+a", "+b"])
    _ = counters.stop()
    #expect(diary.all == ["+a", "+b", "-b", "-a"])
  }

  @Test func `what counters add to each other is taken off, and a level stays what it is`() {
    let diary = Diary()
    // Each call of b moves the number that a shows by three, each of a's own by one.
    var counters = BatchCounters([
      Self.metric("a", .exact, cost: 1, in: diary), Self.metric("b", .varies, cost: 3, in: diary),
      Self.metric("c", .level, in: diary),
    ])
    for work in [0, 10, 7] as [Int64] {
      counters.start()
      diary.work(work)
      let readings = Self.readings(counters.stop())
      #expect(readings[0] == .value(work) && readings[1] == .value(work))
      guard case .value(let level) = readings[2] else {
        Issue.record("no level")
        return
      }
      #expect(level > work)
    }
  }

  @Test func `what cannot be counted is never asked, and says why`() {
    let diary = Diary()
    var counters = BatchCounters([Self.metric("a", .exact, absence: "no way", in: diary)])
    counters.start()
    #expect(Self.readings(counters.stop()) == [.absent("no way")])
    #expect(diary.all.isEmpty)
  }

  @Test func `every counted metric is in the vocabulary, once`() {
    let names = CountedMetric.all.map(\.metric.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.isBuiltIn })
  }
}
