import Testing

@testable import GateCode

@Suite struct ExecutedCodeTests {
  static let profile = """
    # callgrind format
    version: 1
    creator: callgrind-3.19.0
    pid: 1
    cmd:  /p
    part: 1
    thread: 1

    positions: instr
    events: Ir
    summary: 30

    ob=/lib/libc.so.6
    fl=???
    fn=puts
    0x100 4
    ob=/p
    fn=main
    0x1720 1
    cob=/lib/libc.so.6
    cfn=puts
    calls=1 0x100
    0x1724 4
    totals: 30

    """

  static func read(_ text: String) throws -> CallgrindProfile {
    try CallgrindProfile(Array(text.utf8), file: "c", program: "/p")
  }

  @Test func `a profile gives the program's addresses and the libraries' functions`() throws {
    let profile = try Self.read(Self.profile)
    #expect(profile.addresses == [0x1720, 0x1724])
    #expect(profile.outside == ["/lib/libc.so.6": ["puts"]])
    #expect(profile.instructions == 30)
  }

  @Test(arguments: [
    ("totals: 30\n", ""), ("positions: instr", "positions: line"), ("calls=1", "jump=1"),
    ("0x1724 4", "0xz 4"),
  ])
  func `a profile that is not whole or not understood is an error`(_ change: (String, String))
    throws
  {
    #expect(throws: CodeError.self) {
      try Self.read(Self.profile.replacing(change.0, with: change.1))
    }
  }

  @Test func `the functions of a program are found by address, and doubts are told`() throws {
    let source = try CompiledSource()
    _ = try source.c("p", "int f(int x) { return x; } int main(void) { return f(0); }")
    try source.run("clang", ["p.o", "-o", "p"])
    let program = try LinkedProgram(source.file("p").bytes, file: "p")
    let main = try #require(program.addresses["main"])
    #expect(program.names(at: main + 1).contains("main"))
    func executed(_ text: String, again: String? = nil, threads: Int = 1) throws -> ExecutedCode {
      func run(_ text: String) throws -> [CallgrindProfile] {
        let own =
          text.replacing("0x1720", with: "0x" + String(main, radix: 16))
          .replacing("0x1724", with: "0x" + String(main + 1, radix: 16))
        return [CallgrindProfile](repeating: try Self.read(own), count: threads)
      }
      return ExecutedCode(runs: [try run(text), try run(again ?? text)], program: program)
    }
    let plain = try executed(Self.profile)
    #expect(plain.doubt == nil)
    #expect(plain.functions == [["main"]])
    #expect(try executed(Self.profile, threads: 2).doubt == "several threads ran")
    let longer = Self.profile.replacing("totals: 30", with: "totals: 31")
    #expect(try executed(Self.profile, again: longer).doubt?.contains("numbers") == true)
    let forks = Self.profile.replacing("puts", with: "fork")
    #expect(try executed(forks).doubt == "it starts other processes (fork)")
  }

  @Test func `from an archive a member is taken when something asks for it`() throws {
    let source = try CompiledSource()
    let main = try source.c("main", "int f(int x); int main(void) { return f(0); }")
    func archive(_ value: Int) throws -> CodeFile {
      _ = try source.c("f", "int f(int x) { return x + \(value); }")
      _ = try source.c("a_name_of_more_than_fifteen_letters", "int g(void) { return \(value); }")
      try source.run(
        "ar", ["rcs", "l\(value).a", "f.o", "a_name_of_more_than_fifteen_letters.o"])
      return CodeFile(name: "l.a", bytes: try source.file("l\(value).a").bytes)
    }
    let identity = try CodeIdentity(
      baseline: [main, archive(1)], candidate: [main, archive(2)])
    #expect(CodeDifference(identity).functions.edited == ["f"])
    var bytes = try archive(1).bytes
    bytes.removeLast(bytes.count / 2)
    #expect(throws: CodeError.self) {
      try CodeIdentity(baseline: [main, CodeFile(name: "l.a", bytes: bytes)], candidate: [main])
    }
  }
}
