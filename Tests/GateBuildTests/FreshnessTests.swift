import GateBuild
import Testing

@Suite("Which outputs are proven")
struct FreshnessTests {
  private static func observation(
    inputs: String = "i", outputs: String = "o", madeAt: Int64? = 120, inputsChangedAt: Int64 = 110,
    sourcesChangedAt: Int64 = 90
  ) -> Freshness.Observation {
    Freshness.Observation(
      proof: .init(inputs: inputs, outputs: outputs), madeAt: madeAt,
      inputsChangedAt: inputsChangedAt, sourcesChangedAt: sourcesChangedAt)
  }

  private static func isProven(
    _ found: Freshness.Observation, stamped: BuildStamp.Proof? = nil, began: Int64? = 100
  ) -> Bool {
    var stamp = BuildStamp()
    stamp.proofs["C"] = stamped
    let freshness = Freshness([("C", found)], stamp: stamp, began: began)
    #expect((freshness.proofs["C"] == nil) == (freshness.unproven == ["C"]))
    return freshness.unproven.isEmpty
  }

  @Test("What was made after the build began, from files that were there before, is proven")
  func made() {
    #expect(Self.isProven(Self.observation()))
  }

  @Test("What an earlier build proved stays proven while contents are the same, whatever the times")
  func stamped() {
    let proof = BuildStamp.Proof(inputs: "i", outputs: "o")
    let found = Self.observation(madeAt: 5, inputsChangedAt: 500, sourcesChangedAt: 500)
    #expect(Self.isProven(found, stamped: proof))
    #expect(Self.isProven(found, stamped: proof, began: nil))
  }

  @Test("Another input or output than the stamp's is not proven by it")
  func changed() {
    let proof = BuildStamp.Proof(inputs: "i", outputs: "o")
    #expect(!Self.isProven(Self.observation(inputs: "j", madeAt: 5), stamped: proof))
    #expect(!Self.isProven(Self.observation(outputs: "p", madeAt: 5), stamped: proof))
  }

  @Test("What was made before the build began is not proven")
  func old() {
    #expect(!Self.isProven(Self.observation(madeAt: 99)))
  }

  @Test("What is not there is not proven")
  func absent() {
    #expect(!Self.isProven(Self.observation(madeAt: nil)))
  }

  @Test("What was made before a module that it follows from was written again is not proven")
  func overtaken() {
    #expect(!Self.isProven(Self.observation(madeAt: 120, inputsChangedAt: 121)))
  }

  @Test("What was made while a source was edited is not proven", arguments: [100, 119])
  func edited(at time: Int64) {
    #expect(!Self.isProven(Self.observation(sourcesChangedAt: time)))
  }

  @Test("Without a time at which the build began nothing new is proven")
  func unknown() {
    #expect(!Self.isProven(Self.observation(), began: nil))
  }
}
