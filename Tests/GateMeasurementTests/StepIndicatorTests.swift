import GateRecords
import Testing

@testable import GateMeasurement

@Suite struct StepIndicatorTests {
  static func step(
    _ name: String, _ milliseconds: Double, read: Int64? = nil, written: Int64? = nil
  ) -> StepRecord {
    StepRecord(
      stepID: name, durationMilliseconds: milliseconds, rowsRead: read, rowsWritten: written)
  }

  // The steps of a document's example. Its own throughputs are of the whole job; these are of the steps that work:
  // (60 + 429) ÷ (10.234 + 1.234) s and 429 ÷ 1.164 s.
  @Test
  func `the bottleneck is score, reading is good, rates are those of the working steps`()
    throws
  {
    let steps = [
      Self.step("read_me", 2_134, read: 60), Self.step("prepare", 234),
      Self.step("score", 10_234, read: 60, written: 429), Self.step("shape", 1_234, read: 429),
      Self.step("persist", 234), Self.step("write", 1_164, written: 429),
    ]
    #expect(steps.reduce(0) { $0 + $1.durationMilliseconds } == 15_234)
    let indicators = try #require(StepIndicators().indicators(of: steps))
    #expect(indicators.bottleneckStep == "score")
    #expect(indicators.queryEfficiency == .good)
    #expect(indicators.transformThroughput == 42.64)
    #expect(indicators.writeThroughput == 368.56)
  }

  @Test(
    arguments: [
      (4_999, .good), (5_000, .moderate), (14_999, .moderate), (15_000, .poor),
    ] as [(Double, PerformanceIndicators.Efficiency)])
  func `reading is judged by its time`(
    _ time: Double, _ efficiency: PerformanceIndicators.Efficiency
  ) {
    let half = [Self.step("read a", time / 2), Self.step("b-read", time / 2)]
    #expect(StepIndicators().indicators(of: half)?.queryEfficiency == efficiency)
  }

  @Test func `no reading step is good, a part of a word is no step that reads`() {
    let steps = [Self.step("thread_pool", 20_000), Self.step("spread", 20_000)]
    let indicators = StepIndicators().indicators(of: steps)
    #expect(indicators?.queryEfficiency == .good)
    #expect(indicators?.bottleneckStep == "thread_pool")
    #expect(indicators?.transformThroughput == 0 && indicators?.writeThroughput == 0)
  }

  @Test func `no steps have no indicators, and no time divides nothing`() {
    #expect(StepIndicators().indicators(of: []) == nil)
    let instant = [Self.step("write", 0, written: 7)]
    #expect(StepIndicators().indicators(of: instant)?.writeThroughput == 0)
  }

  @Test func `other thresholds give other words`() {
    let steps = [Self.step("read", 150)]
    #expect(
      StepIndicators(good: 0.1, moderate: 0.2).indicators(of: steps)?.queryEfficiency == .moderate)
    #expect(
      StepIndicators(good: 0.1, moderate: 0.15).indicators(of: steps)?.queryEfficiency == .poor)
  }

  @Test(
    arguments: [
      ("readMe", .read), ("read_me", .read), ("HTTPRead", .read), ("readURLs", .read),
      ("Read", .read), ("queryAndSave", .read), ("bulk insert", .write), ("saveAll", .write),
      ("write", .write), ("transformReads", .transform), ("transform_then_write", .transform),
      ("README", .transform), ("readme", .transform), ("thread_pool", .transform),
      ("spreadSheet", .transform), ("rewrite", .transform), ("", .transform), ("123", .transform),
    ] as [(String, StepKind)])
  func `a name's words say what a step does, in snake and in camel case`(
    _ name: String, _ kind: StepKind
  ) {
    #expect(StepWords.kind(of: Self.step(name, 1)) == kind)
  }

  @Test func `a declared kind counts before the name`() {
    var load = Self.step("load", 100, written: 40)
    load.kind = .write
    var read = Self.step("read", 100, read: 40)
    read.kind = .transform
    let indicators = StepIndicators().indicators(of: [load, read])
    #expect(indicators?.writeThroughput == 400 && indicators?.transformThroughput == 400)
    #expect(indicators?.queryEfficiency == .good)
  }

  @Test func `a step that only writes rows is a writing one, whatever its name says`() {
    let steps = [
      Self.step("persist", 500, written: 250), Self.step("shape", 500, read: 5, written: 7),
    ]
    let indicators = StepIndicators().indicators(of: steps)
    #expect(indicators?.writeThroughput == 500 && indicators?.transformThroughput == 10)
  }

  @Test func `rows that a transforming step writes count where no writing step says any`() {
    let shape = Self.step("shape", 500, read: 655, written: 250)
    #expect(StepIndicators().indicators(of: [shape])?.writeThroughput == 500)
    let load = Self.step("write", 100, written: 40)
    #expect(StepIndicators().indicators(of: [shape, load])?.writeThroughput == 400)
  }

  @Test func `rates go by mean rows, which may be less than one`() {
    var step = Self.step("write", 1_000, written: 0)
    step.writtenRange = RowRange(least: 0, most: 1, mean: 1.0 / 3)
    #expect(StepIndicators().indicators(of: [step])?.writeThroughput == 0.33)
  }
}
