import GateProtocol
import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct FaultySampleTests {
  static func result(_ faults: [Int]) -> LaunchResult {
    LaunchResult(
      samples: faults.enumerated().map { place, count in
        WorkerSample(
          iterations: 1, wallTime: Double(place), processorTime: 0, involuntarySwitches: 0,
          faults: count)
      })
  }

  static func launches(_ candidate: [Int], _ baseline: [Int]) -> [SidedLaunch] {
    [
      SidedLaunch(side: .candidate, result: result(candidate)),
      SidedLaunch(side: .baseline, result: result(baseline)),
    ]
  }

  @Test func `a faulty sample takes its partner along, so that places still match`() throws {
    var launches = Self.launches([0, 2, 0, 0], [0, 0, 0, 1])
    try FaultySamples.leaveOut(of: &launches)
    for launch in launches {
      #expect(launch.result.samples.map(\.wallTime) == [0, 2])
      #expect(launch.result.faultySamples == 2)
    }
  }

  @Test func `without faults nothing is touched`() throws {
    var launches = Self.launches([0, 0], [0, 0])
    try FaultySamples.leaveOut(of: &launches)
    #expect(launches == Self.launches([0, 0], [0, 0]))
  }

  @Test func `a launch of faulty samples alone is the failure of the side that has them`() {
    var own = Self.launches([1, 1], [0, 0])
    #expect { try FaultySamples.leaveOut(of: &own) } throws: {
      ($0 as? LaunchFailure)?.side == .candidate
    }
    var other = Self.launches([0, 0], [1, 1])
    #expect { try FaultySamples.leaveOut(of: &other) } throws: {
      ($0 as? LaunchFailure)?.side == .baseline
    }
  }

  @Test func `what breakers did is recorded, with a recovery that took too long`() throws {
    var benchmark = MeasuredBenchmark(
      listed: ListedBenchmark(index: 0, name: "a"), samplesNeeded: 1)
    benchmark.note([
      WorkerBreaker(
        name: "model", from: .halfOpen, to: .closed, time: 65e9, recoveryTime: 2.5e9,
        recoveryTarget: 2e9)
    ])
    benchmark.add(Self.result([0]))
    let record = benchmark.record()
    #expect(
      record.breakerEvents == [
        BreakerEvent(
          breaker: "model", launch: 1, from: .halfOpen, to: .closed, atMilliseconds: 65_000,
          recoveryMilliseconds: 2_500, recoveryTargetMilliseconds: 2_000)
      ])
    #expect(record.notes.contains { $0.contains("took 2.50 s to recover") }, "\(record.notes)")
  }
}
