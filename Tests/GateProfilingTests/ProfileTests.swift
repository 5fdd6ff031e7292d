import GateProfiling
import GateRecords
import Testing

/// Whom work belongs to, and what two profiles do not have in common.
@Suite struct ProfileTests {
  /// Calls between functions with chains of one; `own…` are the suite's.
  private func profile(
    _ costs: [(String, Double)], _ calls: [(Int, Int, Double, Double)] = []
  ) -> Profile {
    Profile(
      CallProfile(
        nodes: costs.map {
          .init(chain: $0.0.split(separator: "<").map(String.init), object: "s", cost: $0.1)
        },
        edges: calls.map { .init(caller: $0.0, callee: $0.1, calls: $0.2, cost: $0.3) }),
      isProgram: { $0 == "s" })
  }

  @Test func `what the runtime does is charged to the nearest caller of the suite's own`() throws {
    let found = profile(
      [("own_a", 10), ("own_b", 20), ("swift_retain", 30), ("malloc", 6)],
      [(0, 2, 1, 12), (1, 2, 3, 24), (2, 3, 4, 6)])
    #expect(found.functions["own_a"]?.charged == 22)
    #expect(found.functions["own_b"]?.charged == 44)
    #expect(found.functions["own_a"]?.own == 10)
    #expect(found.functions["own_b"]?.through["swift_retain"] == 20)
    #expect(found.total == 66)
    // Three of four calls come from there.
    let allocations = try #require(found.functions["own_b"]?.allocations)
    #expect(abs(allocations - 4 * 24 / 36) < 1e-9)
  }

  @Test func `a chain of callers goes before proportions`() {
    let found = profile(
      [("own_a", 1), ("own_b", 1), ("memmove<swift_copy<own_a", 50)], [(1, 2, 1, 50)])
    #expect(found.functions["own_a"]?.charged == 51)
    #expect(found.functions["own_b"]?.charged == 1)
  }

  @Test func `functions of the runtime that call each other lose nothing`() {
    let found = profile(
      [("own_a", 1), ("swift_a", 10), ("swift_b", 10)],
      [(0, 1, 1, 20), (1, 2, 5, 15), (2, 1, 4, 9)])
    let sum = found.functions.values.reduce(0) { $0 + $1.charged }
    #expect(abs(sum - 21) < 1e-6)
    #expect((found.functions["own_a"]?.charged ?? 0) > 20.9)
  }

  @Test func `what no function of the suite called is its own`() {
    let found = profile([("swift_once", 5)])
    #expect(found.functions["swift_once"]?.charged == 5)
    #expect(found.functions["swift_once"]?.name.isOwn == false)
  }

  @Test func `the function that grew most is first, with what most of it lies in`() {
    let before = profile([("own_a", 10), ("own_b", 20), ("malloc<own_b", 5), ("own_gone", 3)])
    let after = profile([("own_a", 12), ("own_b", 21), ("malloc<own_b", 45), ("own_new", 1)])
    let difference = ProfileDifference(baseline: before, candidate: after)
    #expect(difference.functions.map(\.name) == ["own_b", "own_a", "own_new", "own_gone"])
    #expect(difference.functions[0].change == 41)
    #expect(difference.functions[0].through == "malloc")
    #expect(difference.functions[1].through == nil)
    #expect(difference.functions[2].baseline == nil && difference.functions[3].candidate == nil)
    #expect(difference.leftOut == 0)
  }

  @Test
  func `only a limited number of functions is listed, the greatest differences, growth first`() {
    let before = profile((0..<30).map { ("own_\($0)", 100.0) })
    let after = profile((0..<30).map { ("own_\($0)", 100.0 + Double($0 - 15)) })
    let difference = ProfileDifference(baseline: before, candidate: after, most: 3)
    #expect(difference.functions.map(\.name) == ["own_29", "own_1", "own_0"])
    #expect(difference.leftOut == 27)
  }

  @Test func `two trees become one, with callers before those that they call`() throws {
    func samples(_ inner: Int) -> Profile {
      let names = ["own_inner", "own_outer"].map { FunctionName($0, isInProgram: true) }
      return Profile(stacks: [(names, inner), ([names[1]], 10)], cost: 2)
    }
    let difference = ProfileDifference(baseline: samples(5), candidate: samples(20))
    #expect(difference.frames.map(\.name) == ["all", "own_outer", "own_inner"])
    #expect(difference.frames.map(\.parent) == [nil, 0, 1])
    #expect(difference.frames.map(\.baseline) == [30, 30, 10])
    #expect(difference.frames.map(\.candidate) == [60, 60, 40])
  }

  @Test func `what leads to a benchmark's body is left out of the tree`() {
    let body = ["malloc", "own_helper", "own_body", "$s9Speedgate6WorkerV5serveyyF", "own_main"]
      .map { FunctionName($0, isInProgram: $0 != "malloc") }
    #expect(body.map(\.isHarness) == [false, false, false, true, false])
    let sampled = Profile(stacks: [(body, 10), (Array(body.dropFirst(3)), 1)], cost: 1)
    let frames = ProfileDifference(baseline: nil, candidate: sampled).frames
    #expect(frames.map(\.name) == ["all", "own_body", "own_helper", "malloc"])
    #expect(frames.map(\.candidate) == [11, 10, 10, 10])
  }

  @Test func `a tree never has more frames than a record may hold`() {
    let names = (0..<600).map { FunctionName("own_\($0)", isInProgram: true) }
    let wide = Profile(stacks: names.prefix(300).map { ([$0], 10) }, cost: 1)
    let deep = Profile(stacks: [(Array(names), 1)], cost: 1)
    for profile in [wide, deep] {
      let frames = ProfileDifference(baseline: nil, candidate: profile).frames
      #expect(frames.count <= BenchmarkProfile.mostFrames && frames.count > 50)
    }
  }
}
