import Testing

@testable import GateCode

/// Which function an address is in, and which one a call calls.
@Suite struct ProgramFunctionsTests {
  private static let text = """
    __attribute__((noinline)) int inner(int x) { __asm__ volatile(""); return x * 3; }
    __attribute__((noinline)) int outer(int x) { return inner(x) + inner(x + 1); }
    int main(int count, char **words) { (void)words; return outer(count); }
    """

  private static func linked() throws -> (bytes: [UInt8], file: CodeFile) {
    let source = try CompiledSource()
    let path = try source.folder.write("p.c", text)
    try source.run("clang", ["-O1", path, "-o", source.folder.file("p")])
    let file = try source.file("p")
    return (file.bytes, file)
  }

  @Test func `every address of a function has its name, and its calls their targets`() throws {
    let (bytes, file) = try Self.linked()
    let program = try LinkedProgram(bytes, file: file.name)
    let functions = try ProgramFunctions(bytes, file: file.name)
    let inner = try #require(program.places.first { $0.name == "inner" })
    let outer = try #require(program.places.first { $0.name == "outer" })
    for address in outer.address..<(outer.address + outer.size) {
      #expect(functions.name(at: address) == "outer")
    }
    #expect(functions.name(at: inner.address) == "inner")
    #expect(functions.name(at: 0) == nil)
    let calls = (outer.address...(outer.address + outer.size)).filter {
      functions.target(ofCallBefore: $0) == inner.address
    }
    #expect(calls.count == 2)
    #expect(functions.target(ofCallBefore: 1 << 40) == nil)
  }

  @Test func `what is no program, or is cut off, is refused`() throws {
    let (bytes, file) = try Self.linked()
    #expect(throws: CodeError.self) { try ProgramFunctions([1, 2, 3], file: "p") }
    for part in 1..<8 {
      let cut = Array(bytes.prefix(bytes.count * part / 8))
      #expect(throws: CodeError.self) { try ProgramFunctions(cut, file: file.name) }
    }
  }
}
