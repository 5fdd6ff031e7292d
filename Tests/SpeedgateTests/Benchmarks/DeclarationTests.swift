import GateProtocol
import GateRecords
import Testing

@testable import Speedgate

/// Where benchmarks are declared.
@Suite struct DeclarationTests {
  /// A function of a suite that declares, and passes on its caller's place.
  static func sorting(
    _ name: String, fileID: String = #fileID, line: Int = #line
  ) -> Benchmark {
    Benchmark(name, fileID: fileID, line: line) { _ in }
  }

  static func places(_ benchmark: Benchmark) -> [SourcePlace?] {
    benchmark.cases.map { $0.declaration?.place }
  }

  static func here(_ line: Int = #line) -> SourcePlace? {
    SourcePlace(file: "SpeedgateTests/DeclarationTests.swift", line: line)
  }

  @Test func `every way to declare a benchmark knows its line`() {
    #expect(Self.places(Benchmark("a") { _ in }) == [Self.here()])
    #expect(Self.places(Benchmark("a") { _ in await Task.yield() }) == [Self.here()])
    let series = Benchmark("a", parameter: "n", values: [1, 2]) { _, _ in }
    #expect(Self.places(series) == [Self.here(#line - 1), Self.here(#line - 1)])
    let slow = Benchmark("a", parameter: "n", values: [1]) { _, _ in await Task.yield() }
    #expect(Self.places(slow) == [Self.here(#line - 1)])
    #expect(Self.places(Self.sorting("a")) == [Self.here()])
  }

  @Test func `groups and settings keep the place`() {
    let group = Benchmark.Group("g") { Benchmark("a") { _ in }.tags("slow") }
    #expect(group.cases.map { $0.declaration?.place } == [Self.here(#line - 1)])
  }

  @Test func `a worker lists the places, and leaves out what cannot be one`() async {
    let cases =
      Benchmark("a", fileID: "M/F.swift", line: 12) { _ in }.cases
      + Benchmark("b", fileID: "/M/F.swift", line: 12) { _ in }.cases
      + Benchmark("c", fileID: "M/F.swift", line: -3) { _ in }.cases
    let channel = ScriptedChannel(["list"])
    await Worker.serve(
      Worker(SuiteDeclaration(name: "S", cases: cases), channel: channel, clock: .assumed))
    #expect(
      channel.heard.compactMap { WorkerMessage(line: $0) }.dropFirst().prefix(3) == [
        .benchmark(
          ListedBenchmark(index: 0, name: "a", source: SourcePlace(file: "M/F.swift", line: 12))),
        .benchmark(ListedBenchmark(index: 1, name: "b")),
        .benchmark(ListedBenchmark(index: 2, name: "c")),
      ])
  }
}
