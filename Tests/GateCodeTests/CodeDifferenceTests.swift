import Testing

@testable import GateCode

@Suite struct CodeDifferenceTests {
  static func difference(_ old: String, _ new: String) throws -> CodeDifference {
    let source = try CompiledSource()
    return CodeDifference(
      try CodeIdentity(
        baseline: [source.c("unit", old)], candidate: [source.c("unit", new)]))
  }

  @Test func `functions are reported as added, removed and edited, and callers are not`() throws {
    let old =
      "int f(int x) { return x + 1; } int g(int x); int h(int x) { return g(x) + f(1); }"
      + "int gone(void) { return 1; } __attribute__((noinline)) int g(int x) { return x * 3; }"
    let new =
      "int f(int x) { return x + 2; } int g(int x); int h(int x) { return g(x) + f(1); }"
      + "int come(void) { return 1; } __attribute__((noinline)) int g(int x) { return x * 3; }"
    let difference = try Self.difference(
      old.replacing("int f", with: "__attribute__((noinline)) int f"),
      new.replacing("int f", with: "__attribute__((noinline)) int f"))
    #expect(difference.functions.added == ["come"])
    #expect(difference.functions.removed == ["gone"])
    #expect(difference.functions.edited.contains("f"))
    #expect(!difference.functions.edited.contains("g"))
    #expect(difference.baselineFunctions == 4)
  }

  @Test func `a table is reported as data`() throws {
    let difference = try Self.difference(
      "const int table[4] = {1, 2, 3, 4};", "const int table[4] = {1, 2, 3, 5};")
    #expect(difference.functions.isEmpty)
    #expect(difference.data.edited == ["table"])
  }

  @Test func `a local function that moves to another file is not the same`() throws {
    let source = try CompiledSource()
    let one =
      "static int count; __attribute__((noinline)) static int add(void) { return ++count; } int %(void) { return add(); }"
    let first = try source.c("first", one.replacing("%", with: "first"))
    let second = try source.c("second", one.replacing("%", with: "second"))
    let both = one.replacing("%", with: "first") + " int second(void) { return add(); }"
    let merged = try source.c("first", both)
    let empty = try source.c("second", one.replacing("%", with: "third"))
    let identity = try CodeIdentity(baseline: [first, second], candidate: [merged, empty])
    let proof = SameCodeProof(identity, programs: nil)
    let executed = try CompiledSource.executed([first, second], ["first", "second", "add"])
    #expect(proof.doubts(executed) != [])
  }

  @Test func `of weak definitions that differ the first counts`() throws {
    let source = try CompiledSource()
    let weak = "__attribute__((weak)) int f(void) { return %; } int %_(void) { return f(); }"
    func unit(_ name: String, _ value: String) throws -> CodeFile {
      try source.c(name, weak.replacing("%_", with: name + "_").replacing("%", with: value))
    }
    let (a, b) = (try unit("a", "1"), try unit("b", "2"))
    func doubts(_ old: [CodeFile], _ new: [CodeFile]) throws -> [String] {
      try SameCodeProof(CodeIdentity(baseline: old, candidate: new), programs: nil)
        .doubts(CompiledSource.executed(old, ["f"]))
    }
    #expect(try doubts([a, b], [a, b]) == [])
    #expect(try doubts([a, b], [b, a]) == ["f differs"])
  }

  @Test func `what can reach a change is found through calls and tables`() throws {
    let source = try CompiledSource()
    let text = """
      __attribute__((noinline)) int deep(int x) { return x * %; }
      typedef int (*operation)(int);
      const operation table[1] = {deep};
      int direct(int x) { return deep(x) + 1; }
      int indirect(int i) { return ((volatile operation *)table)[i](i); }
      int apart(int x) { return x - 1; }
      """
    let identity = try CodeIdentity(
      baseline: [source.c("unit", text.replacing("%", with: "77"))],
      candidate: [source.c("unit", text.replacing("%", with: "78"))])
    let difference = CodeDifference(identity)
    #expect(difference.functions.edited == ["deep"])
    let reach = ChangeReach(identity, difference)
    #expect(
      reach.functions(among: ["direct", "indirect", "apart", "deep"])
        == ["direct", "indirect", "deep"])
  }

  @Test func `a table that lies in code is data`() throws {
    let source = try CompiledSource()
    let text = #"""
      __asm__(".section .text.t,\"ax\",@progbits\n.globl t\n%\nt: .long 1, 2, VALUE\n.size t, 12");
      extern const int t[3];
      int work(int x) { return t[x]; }
      """#
    for type in [".type t,@object", ""] {
      let typed = text.replacing("%", with: type)
      func doubts(_ value: String) throws -> [String] {
        let old = try source.c("unit", typed.replacing("VALUE", with: "3"))
        let identity = try CodeIdentity(
          baseline: [old], candidate: [source.c("unit", typed.replacing("VALUE", with: value))])
        return SameCodeProof(identity, programs: nil)
          .doubts(try CompiledSource.executed([old], ["work"]))
      }
      #expect(try doubts("3") == [])
      #expect(try doubts("4") == ["t differs"])
    }
  }
}
