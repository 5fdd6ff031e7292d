import TestSupport
import Testing

@testable import GateCode

/// Changes of what a program does that show in none of the functions that it executed before.
@Suite struct HiddenChangeTests {
  static func doubts(_ old: CodeFile, _ new: CodeFile, _ executed: Set<String>) throws -> [String] {
    let identity = try CodeIdentity(baseline: [old], candidate: [new])
    return SameCodeProof(identity, programs: nil).doubts(
      try CompiledSource.executed([old], executed))
  }

  #if arch(x86_64)
    @Test func `a function that asks the processor what it can is not proven`() throws {
      let file = try CompiledSource().c(
        "asks",
        """
        unsigned asks(void) {
          unsigned a = 7, b, c = 0, d;
          __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
          return b;
        }
        int other(int x) { return x + 1; }
        """)
      #expect(try Self.doubts(file, file, ["other"]) == [])
      #expect(
        try Self.doubts(file, file, ["asks"]) == [
          "it reads the processor's features, so it may run other code on another machine"
        ])
    }
  #endif

  @Test(arguments: [
    (".text._ZL4modev", "sha256:ab", false), (".text._ZL4modev", "/lib/libx.a(x.o)", true),
    (".text._GLOBAL__sub_I_mode.cpp", "sha256:ab", false),
    (".text.$s9Speedgate6WorkerV", "sha256:ab", true), (".text.$s4Main", "/l.a(m.o)", false),
  ])
  func `only functions of archives and of the harness ask for variables unseen`(
    _ section: String, _ file: String, _ isOfRuntime: Bool
  ) {
    #expect(ExecutedCode.isOfRuntime(section, file: file) == isOfRuntime)
  }
}
