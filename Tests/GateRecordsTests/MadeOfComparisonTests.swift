import GateRecords
import Testing

@Suite("Two programs and what they claim to be made of")
struct MadeOfComparisonTests {
  private static func suite(
    program: String = "p", sources: String = "s", flags: String = "f", place: String = "l",
    toolchain: String = "t", code: String? = "c", method: Int = MadeOf.currentMethod
  ) -> SuiteRecord {
    SuiteRecord(
      name: "Suite", programHash: program,
      madeOf: MadeOf(
        method: method, sources: sources, manifests: "m", resolved: nil, flags: flags,
        toolchain: toolchain, system: "y", place: place, code: code))
  }

  @Test("Equal claims and other code contradict each other")
  func contradiction() throws {
    let text = try #require(
      Self.suite(program: "q", code: "d").contradiction(with: Self.suite()))
    #expect(text.contains("claim the same sources"))
    #expect(text.contains("build the suite again"))
  }

  @Test(
    "Anything that explains other code is no contradiction",
    arguments: [
      suite(sources: "o", code: "d"), suite(flags: "o", code: "d"), suite(place: "o", code: "d"),
      suite(toolchain: "o", code: "d"), suite(code: "d", method: 99), suite(program: "q"),
      suite(code: nil), SuiteRecord(name: "Suite", programHash: "q"),
    ])
  func explained(other: SuiteRecord) {
    #expect(Self.suite().contradiction(with: other) == nil)
    #expect(other.contradiction(with: Self.suite()) == nil)
  }

  @Test("Other sources and the same program are worth a word")
  func unchanged() throws {
    let other = Self.suite(program: "q", sources: "o")
    let text = try #require(Self.suite().warningOfUnchangedCode(beside: other))
    #expect(text.contains("do not change it"))
    let bytes = Self.suite(sources: "o", code: nil)
    #expect(Self.suite(code: nil).warningOfUnchangedCode(beside: bytes) != nil)
  }

  @Test(
    "Where sources are equal, the program differs, or nothing is known, there is nothing to say",
    arguments: [
      suite(), suite(program: "q", sources: "o", code: "d"), suite(sources: "o", method: 99),
      SuiteRecord(name: "Suite", programHash: "p"),
    ])
  func silent(other: SuiteRecord) {
    #expect(Self.suite().warningOfUnchangedCode(beside: other) == nil)
  }
}
