import Foundation
import Testing

@testable import GateRecords

/// What a record says of profiles and causes, and what it must not say.
@Suite struct BenchmarkProfileTests {
  static func function(_ name: String, _ before: Double?, _ after: Double?) -> ProfiledFunction {
    ProfiledFunction(
      name: name, symbol: "_\(name)",
      baseline: before.map { .init(own: $0, charged: $0, calls: 1, allocations: 2) },
      candidate: after.map { .init(own: $0, charged: $0, calls: 1, allocations: 2) })
  }

  static var counted: BenchmarkProfile {
    BenchmarkProfile(
      benchmark: BenchmarkIdentifier("b"), method: .callgrind, iterations: 3,
      baseline: .init(cost: 100),
      candidate: .init(cost: 150), functions: [function("f", 60, 120), function("g", 40, 30)],
      leftOut: 2,
      frames: [
        .init(name: "all", parent: nil, baseline: 100, candidate: 150),
        .init(name: "f", parent: 0, baseline: 60, candidate: 120),
      ])
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout BenchmarkProfile) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout BenchmarkProfile) -> Void) {
      testDescription = name
      self.change = change
    }
  }

  static let contradictions = [
    Case("a reason beside figures") { $0.reason = "why" },
    Case("no total and no reason") { $0.candidate = nil },
    Case("a total below 0") { $0.candidate?.cost = -1 },
    Case("samples of callgrind") { $0.candidate?.samples = 5 },
    Case("no samples of a timer") { $0.method = .sampled },
    Case("no iterations") { $0.iterations = nil },
    Case("functions dearer than all") { $0.candidate?.cost = 100 },
    Case("a function of neither side") { $0.functions[0] = function("f", nil, nil) },
    Case("a function of a baseline that is not there") { $0.baseline = nil },
    Case("calls below 0") { $0.functions[0].candidate?.calls = -1 },
    Case("more functions than fit") {
      $0.functions = (0..<21).map { function("f\($0)", 1, 1) }
    },
    Case("nothing left out") { $0.leftOut = 0 },
    Case("a frame before its caller") { $0.frames[1].parent = 1 },
    Case("a frame below 0") { $0.frames[1].baseline = -1 },
    Case("more frames than fit") {
      $0.frames = Array(repeating: $0.frames[0], count: 301)
    },
  ]

  @Test func `a cause says nothing that cannot be`() {
    func reason(_ change: (inout Cause) -> Void) -> String? {
      var cause = Cause(
        method: .callgrind, quantity: .instructions, baseline: 100, candidate: 150,
        functions: [
          CausingFunction(name: "f", change: 60, share: 1.2, callsBefore: 1, callsAfter: 2)
        ])
      change(&cause)
      return cause.contradiction
    }
    #expect(reason { _ in } == nil)
    #expect(reason { $0.functions[0].change = 151 }?.contains("costs more than the total") == true)
    #expect(
      reason { $0.functions[0].callsBefore = -1 }?.contains("impossible number of calls") == true)
    #expect(
      reason { $0.functions[0].callsAfter = 1e300 }?.contains("impossible number of calls") == true)
    let equal = reason {
      $0.functions = []
      $0.equalInstructions = true
    }
    #expect(equal?.contains("its totals differ") == true)
    let looks = reason {
      $0.method = .sampled
      $0.quantity = .nanoseconds
      $0.samples = -3
      $0.functions = []
    }
    #expect(looks != nil)
  }

  @Test func `a profile survives its file`() throws {
    let none = BenchmarkProfile(
      benchmark: BenchmarkIdentifier("b"), method: .sampled, reason: "it ran on two threads")
    for profile in [Self.counted, none] {
      #expect(profile.contradiction == nil)
      let data = try JSONEncoder().encode(profile)
      #expect(try JSONDecoder().decode(BenchmarkProfile.self, from: data) == profile)
    }
  }

  @Test(arguments: contradictions) func `a profile that says two things at once is refused`(
    _ one: Case
  ) {
    var profile = Self.counted
    one.change(&profile)
    #expect(profile.contradiction != nil)
  }

  @Test func `instructions are equal only where each function's are`() {
    var profile = Self.counted
    #expect(!profile.hasEqualInstructions)
    profile.candidate?.cost = 100
    profile.functions = [Self.function("f", 60, 40), Self.function("g", 40, 60)]
    #expect(!profile.hasEqualInstructions)
    profile.functions = [Self.function("f", 60, 60.01), Self.function("g", 40, 40)]
    #expect(profile.hasEqualInstructions)
  }

  static let finding = """
    {"benchmark":"b","rule":"regression","metric":"M","statistic":"median","unit":"ns",
    "direction":"lower_is_better","status":"S","value":150,"baseline_value":100,
    "severity":"minor","cause":{"method":"callgrind","quantity":"Q","baseline":100,"candidate":150,
    "functions":[{"name":"f","change":60,"share":1.2,"calls_before":1,"calls_after":1},
    {"name":"g","change":C,"only_in":"candidate"}]},
    "evidence":{"kind":"paired","launches":8,"samples":40},"message":"m","notes":[]}
    """

  static func finding(
    _ status: String = "regressed", metric: String = "wall_time",
    _ quantity: String = "instructions",
    change: String = "5"
  ) throws -> Finding {
    let text = finding.replacing("\"S\"", with: "\"\(status)\"").replacing(
      "\"M\"", with: "\"\(metric)\""
    ).replacing("\"Q\"", with: "\"\(quantity)\"").replacing(
      "\"change\":C", with: "\"change\":\(change)")
    return try JSONDecoder().decode(Finding.self, from: Data(text.utf8))
  }

  @Test func `a cause survives its file`() throws {
    let found = try Self.finding()
    let cause = try #require(found.cause)
    #expect(cause.functions.map(\.name) == ["f", "g"] && cause.functions[1].onlyIn == .candidate)
    let again = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(found))
    #expect(again == found)
    #expect(try Self.finding(metric: "allocations", "allocations").cause != nil)
  }

  @Test func `a cause that cannot be is refused`() {
    for broken in [
      { try Self.finding("regressed", "nanoseconds") },
      { try Self.finding(metric: "allocations") }, { try Self.finding("regressed", "allocations") },
      { try Self.finding(change: "0") }, { try Self.finding(change: "70") },
      { try Self.finding("unproven") },
    ] {
      #expect(throws: (any Error).self) { try broken() }
    }
  }
}
