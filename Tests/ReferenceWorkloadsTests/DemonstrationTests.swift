import Testing

@testable import ReferenceWorkloads

@Suite struct DemonstrationTests {
  static func asked(
    slowdowns: String = "", faults: String = "", variables: [String] = []
  ) throws -> Demonstration {
    try Demonstration(
      variables: variables, slowdowns: slowdowns, faults: faults, nodes: PipelineBenchmarks.nodes)
  }

  @Test func `slow-downs and faults are read`() throws {
    let asked = try Self.asked(
      slowdowns: "pipeline/embedding=50%,pipeline/teoria_cambio=0%",
      faults: "pipeline/sanitization=throw,pipeline/embedding=fail",
      variables: ["PATH", "SPEEDGATE_REFERENCE_TEXT", "SPEEDGATE_REFERENCE_FAULT"])
    #expect(asked.extraPercent(for: "pipeline/embedding") == 50)
    #expect(asked.extraPercent(for: "pipeline/teoria_cambio") == 0)
    #expect(asked.extraPercent(for: "pipeline/sanitization") == 0)
    #expect(throws: Demonstration.Failure.self) { try asked.harm("pipeline/sanitization") }
    try asked.harm("pipeline/teoria_cambio")
    #expect(asked.failure(of: "pipeline/embedding") != nil)
    #expect(asked.failure(of: "pipeline/sanitization") == nil)
  }

  @Test(arguments: [
    ("a", "there is no benchmark 'a'"), ("pipeline/embeding=50%", "'pipeline/embeding'"),
    ("query/after=50%", "'query/after' that takes part"),
    ("pipeline/embedding", "'pipeline/embedding=' should be NAME=50%"),
    ("pipeline/embedding=50", "'pipeline/embedding=50' should be"),
    ("pipeline/embedding=x%", "'pipeline/embedding=x%' should be"),
    ("pipeline/embedding=nan%", "should be"), ("pipeline/embedding=2.5%", "should be"),
    ("pipeline/embedding=-5%", "from 0 to 1000"), ("pipeline/embedding=1001%", "from 0 to 1000"),
    ("pipeline/embedding=5%,", "there is no benchmark ''"), ("=5%", "there is no benchmark ''"),
    ("pipeline/embedding=5%, pipeline/sanitization=5%", "' pipeline/sanitization'"),
    ("pipeline/embedding=5%,pipeline/embedding=6%", "'pipeline/embedding' is named twice"),
  ]) func `a mistake in a slow-down is named`(_ slowdowns: String, _ words: String) throws {
    let failure = try #require(throws: Demonstration.Failure.self) {
      try Self.asked(slowdowns: slowdowns)
    }
    #expect(failure.description.hasPrefix("SPEEDGATE_REFERENCE_SLOWDOWN: "))
    #expect(failure.description.contains(words))
  }

  @Test(arguments: [
    ("pipeline/embedding=explode", "crash, throw, hang, print, fail"),
    ("pipeline/embedding", "should be NAME=FAULT"), ("query/after=crash", "'query/after'"),
    ("pipeline/sanitization=fail", "no circuit breaker to fail behind"),
  ]) func `a mistake in a fault is named`(_ faults: String, _ words: String) throws {
    let failure = try #require(throws: Demonstration.Failure.self) {
      try Self.asked(faults: faults)
    }
    #expect(failure.description.hasPrefix("SPEEDGATE_REFERENCE_FAULT: "))
    #expect(failure.description.contains(words))
  }

  @Test(arguments: ["SPEEDGATE_REFERENCE_SLOWDOWNS", "SPEEDGATE_REFERENCE_SLOW_DOWN"])
  func `a misspelt variable is named`(_ variable: String) throws {
    let failure = try #require(throws: Demonstration.Failure.self) {
      try Self.asked(variables: ["HOME", variable])
    }
    #expect(failure.description.hasPrefix("there is no variable \(variable);"))
  }

  @Test func `the environment's variables are found by name`() {
    #expect(Platform.environmentNames().contains("PATH"))
    #expect(Platform.environmentNames().allSatisfy { !$0.contains("=") })
  }

  @Test func `every benchmark's name is its own`() throws {
    let names = try ReferenceWorkloads().benchmarks.names
    #expect(Set(names).count == names.count)
    #expect(Set(PipelineBenchmarks.nodes.map(\.name)).isSubset(of: names))
  }
}
