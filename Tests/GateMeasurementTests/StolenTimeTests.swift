import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

/// A hypervisor that takes the processor away on request.
@Suite struct StolenTimeTests {
  private typealias Body = ScriptedLauncher.Body

  /// Ten milliseconds at every so manieth reading.
  private final class Account {
    var readings = 0
    var processors: Set<Int?> = []

    func read(_ processor: Int?, every interval: Int) -> Int64 {
      readings += 1
      processors.insert(processor)
      return Int64(readings / interval) * 10_000_000
    }
  }

  private static func record(
    isCheap: Bool, every interval: Int, several: Bool = false, isPaired: Bool = false,
    _ account: Account = Account()
  ) throws -> BenchmarkRecord {
    let launcher = ScriptedLauncher([
      Body("one", index: 0, several: several, cost: SuiteMeasurementTests.scattered { _ in 1_000 })
    ])
    return try SuiteMeasurementTests.measure(
      launcher, isPaired: isPaired,
      stolenTime: StolenTime(
        account: { account.read($0, every: interval) }, isCheap: isCheap)
    ).benchmarks[0]
  }

  @Test func `samples during which the account moved are marked, and the time is reported`() throws
  {
    let account = Account()
    // Two readings a sample: the third sample's second reading is the sixth.
    let record = try Self.record(isCheap: true, every: 6, account)
    let places = try #require(record.disturbedSamples)
    let samples = record.series(of: .wallTime)?.samples.count ?? 0
    #expect(account.readings == samples * 2)
    #expect(places.first == [2, 5])
    let stolen = places.reduce(0) { $0 + $1.count }
    #expect(
      record.notes.contains {
        $0.contains("the hypervisor gave its processor to others for \(stolen)0 ms")
      })
    // The launch is bound, so one processor's account is read.
    #expect(!account.processors.contains(nil))
  }

  @Test func `a benchmark of several threads goes by the account of all processors`() throws {
    let account = Account()
    let record = try Self.record(isCheap: true, every: 6, several: true, account)
    #expect(account.processors == [nil] && record.disturbedSamples?.first == [2, 5])
  }

  @Test func `both sides of a pair are watched`() throws {
    let account = Account()
    let record = try Self.record(isCheap: true, every: 1_000_000, isPaired: true, account)
    let series = try #require(record.series(of: .wallTime))
    #expect(account.readings == 4 * series.samples.count)
    #expect(record.disturbedSamples == nil && record.notes.isEmpty)
  }

  @Test func `where readings are dear launches are watched as a whole, with a note`() throws {
    let account = Account()
    let record = try Self.record(isCheap: false, every: 2, account)
    let launches = record.series(of: .wallTime)?.launches.count ?? 0
    #expect(account.readings == 2 * launches && launches == 3)
    #expect(record.disturbedSamples == nil)
    #expect(
      record.notes == ["the hypervisor gave its processor to others for 30 ms while it was sampled"]
    )
  }

  @Test func `marks stay with their samples when others are left out`() throws {
    var result = LaunchResult()
    for (faults, stolen) in [(0, 0), (1, 0), (0, 5), (0, 0)] as [(Int, Int64)] {
      let sample = WorkerSample(
        iterations: 1, wallTime: 1, processorTime: 1, involuntarySwitches: 0, faults: faults)
      result.add([sample], stolen: stolen)
    }
    #expect(result.stolenPlaces == [2] && result.stolenTime == 5)
    var launches = [SidedLaunch(side: .candidate, result: result)]
    try FaultySamples.leaveOut(of: &launches)
    #expect(launches[0].result.stolenPlaces == [1])
  }

  @Test func `the system's account never runs backwards, or there is none`() {
    let account = StolenTime.system().account
    guard let before = account(nil), let after = account(nil) else { return }
    #expect(before >= 0 && after >= before)
    #expect(account(1_000_000) == nil)
  }
}
