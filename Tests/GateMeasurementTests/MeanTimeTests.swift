import GateProtocol
import Testing

@testable import GateMeasurement

@Suite struct MeanTimeTests {
  static func launch(
    _ times: [Double], iterations: Int = 10, switches: [Int64] = [], stolen: Set<Int> = []
  ) -> LaunchResult {
    LaunchResult(
      samples: times.enumerated().map { place, time in
        WorkerSample(
          iterations: iterations, wallTime: time * Double(iterations), processorTime: 0,
          involuntarySwitches: place < switches.count ? switches[place] : 0)
      }, stolenPlaces: stolen)
  }

  private static func means(
    _ launches: LaunchResult..., ignoresSwitches: Bool = false
  ) -> [Double?] {
    var launches = launches
    MeanTime.note(in: &launches, ignoresSwitches: ignoresSwitches, isSingle: false)
    return launches.map(\.meanTime)
  }

  @Test func `what happens in one sample of many is in the mean`() {
    #expect(
      Self.means(Self.launch([1, 1, 1, 41]), Self.launch([1, 1, 1, 1])) == [11, 1])
  }

  @Test func `a sample that was disturbed on any side is left out on all, whichever it is`() {
    let disturbed = Self.launch([1, 90, 2, 3], switches: [0, 1])
    let other = Self.launch([4, 5, 6, 7], stolen: [2])
    #expect(Self.means(disturbed, other) == [2, 5.5])
    #expect(Self.means(other, disturbed) == [5.5, 2])
  }

  @Test func `a sample that did more work is no disturbed one, though it was interrupted`() {
    var spiked = Self.launch([1, 41, 1, 1], switches: [0, 1])
    for index in spiked.samples.indices {
      spiked.samples[index].processorTime = UInt64(spiked.samples[index].wallTime)
    }
    #expect(Self.means(spiked, Self.launch([1, 1, 1, 1])) == [11, 1])
  }

  @Test func `where most of a launch was disturbed, all of it counts`() {
    let disturbed = Self.launch([1, 2, 3, 10], switches: [1, 1, 1])
    #expect(Self.means(disturbed, Self.launch([1, 1, 1, 1])) == [4, 1])
  }

  @Test func `switches say nothing where threads put each other aside`() {
    let launch = Self.launch([1, 5], switches: [1])
    #expect(Self.means(launch, ignoresSwitches: true) == [3])
  }

  @Test func `samples of more iterations weigh more, and none give no mean`() {
    var launch = Self.launch([1], iterations: 30)
    launch.samples += Self.launch([5], iterations: 10).samples
    #expect(Self.means(launch) == [2])
    #expect(Self.means(Self.launch([])) == [nil])
  }

  @Test func `only single iterations have a tail`() {
    var launches = [Self.launch((1...200).map(Double.init), iterations: 1)]
    MeanTime.note(in: &launches, ignoresSwitches: false, isSingle: true)
    #expect(launches[0].tailTime == 198)
    MeanTime.note(in: &launches, ignoresSwitches: false, isSingle: false)
    #expect(Self.launch([1]).tailTime == nil)
  }
}
