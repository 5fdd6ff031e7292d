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
    #expect(profile.instructions == 1, "only the program's own")
    #expect(profile.environmentReaders == [])
    let asking = try Self.read(Self.profile.replacing("cfn=puts", with: "cfn=getenv"))
    #expect(asking.environmentReaders == [0x1724])
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

  static let map = """
                 VMA              LMA     Size Align Out     In      Symbol
                1700             1700      200    16 .text
                1700             1700       20    16         /o/main.o:(.text.first)
                1700             1700       20     1                 first
                1720             1720       10    16         /o/main.o:(.text.main)
                1720             1720       10     1                 main
                1730             1730       40    16         /l/l.a(m.o):(.text)
                1800             1800       40    16         <internal>:(.plt)

    """

  @Test func `a map gives the piece of an address`() throws {
    let map = try LinkMap(Array(Self.map.utf8), file: "m", names: ["/l/l.a": "L"])
    #expect(map.files == ["/o/main.o", "L(m.o)", "<internal>"])
    #expect(map.piece(at: 0x1727)?.section == ".text.main")
    #expect(map.piece(at: 0x176f).map { map.file(of: $0) } == "L(m.o)")
    #expect(map.piece(at: 0x1770) == nil)
    #expect(map.piece(at: 0x10) == nil)
    let code = map.pieces(of: ".text")
    #expect(code.map(\.section) == [".text.first", ".text.main", ".text", ".plt"])
    #expect(code.map(\.alignment) == [16, 16, 16, 16] && map.pieces(of: ".tex").isEmpty)
  }

  @Test(arguments: ["", "VMA\n", "x", String(map.dropLast(9)), map + "zz\n", map + "1 2\n"])
  func `what is no map or a torn one is an error`(_ text: String) {
    #expect(throws: CodeError.self) { try LinkMap(Array(text.utf8), file: "m") }
  }

  @Test func `executed code is found by address, and doubts are reported`() throws {
    let map = try LinkMap(Array(Self.map.utf8), file: "m")
    func executed(_ text: String, again: String? = nil, threads: Int = 1) throws -> ExecutedCode {
      func run(_ text: String) throws -> [CallgrindProfile] {
        [CallgrindProfile](repeating: try Self.read(text), count: threads)
      }
      return ExecutedCode(runs: [try run(text), try run(again ?? text)], map: map)
    }
    let plain = try executed(Self.profile)
    #expect(plain.doubt == nil)
    #expect(!plain.readsEnvironment)
    #expect(
      plain.stretches == [
        ExecutedCode.Stretch(file: "/o/main.o", section: ".text.main", offsets: 0...4)
      ])
    #expect(try executed(Self.profile, threads: 2).doubt == "several threads ran")
    let longer = Self.profile.replacing("0x1720 1", with: "0x1720 2")
    #expect(try executed(Self.profile, again: longer).doubt?.contains("numbers") == true)
    let forks = Self.profile.replacing("puts", with: "fork")
    #expect(try executed(forks).doubt == "it starts other processes (fork)")
    let asks = Self.profile.replacing("puts", with: "getenv")
    #expect(try executed(asks).readsEnvironment)
    let nowhere = Self.profile.replacing("0x1720", with: "0x1780")
    #expect(try executed(nowhere).doubt == "the code at 0x1780 belongs to no linked file")
    // The way to a library's function is the linker's own, and no file's.
    let stub = Self.profile.replacing("0x1724", with: "0x1804")
    #expect(try executed(stub).doubt == nil)
  }

  @Test(arguments: [
    (".text.main", ".text.chosen", true), (".text.main", ".text.$s1KV2eeoiySbAC_ACtFZ", false),
  ])
  func `what runs with some seeds of hash tables only is a doubt, but for comparing keys`(
    _ always: String, _ sometimes: String, _ isDoubted: Bool
  ) throws {
    let text = Self.map.replacing(".text.first", with: sometimes)
    let map = try LinkMap(Array(text.utf8), file: "m")
    let plain = try Self.read(Self.profile)
    let other = try Self.read(Self.profile.replacing("0x1720", with: "0x1704"))
    let code = ExecutedCode(runs: [[plain], [plain]], others: [[other]], map: map)
    #expect(
      code.doubt
        == (isDoubted ? "the code that it executes depends on random seeds (\(sometimes))" : nil))
    #expect(Set(code.stretches.map(\.section)) == [always, sometimes])
    // The toolchain's own functions are left out: both sides share them.
    let inArchive = try LinkMap(
      Array(text.replacing("/o/main.o", with: "/l/l.a(m.o)").utf8), file: "m")
    #expect(ExecutedCode(runs: [[plain], [plain]], others: [[other]], map: inArchive).doubt == nil)
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
