import Testing

@testable import GateCode

@Suite struct LinkedDefinitionTests {
  /// A program of an object and two archives, each with a weak `f` of its own.
  private struct Linked {
    let files: [CodeFile]
    let map: LinkMap

    init(archives order: [String]) throws {
      let source = try CompiledSource()
      let main = try source.c(
        "main", "int f(void); int g(void); int h(void); int main(void) { return f() + g() + h(); }")
      for (name, other, value) in [("a", "g", 1), ("b", "h", 2)] {
        _ = try source.c(
          name,
          "__attribute__((weak)) int f(void) { return \(value); } int \(other)(void) { return 7; }")
        try source.run("ar", ["rcs", "\(name).a", "\(name).o"])
      }
      let archives = order.map { "\($0).a" }
      try source.run(
        "clang",
        ["-fuse-ld=lld", "main.o"] + archives
          + ["-Wl,-Map=map,--no-demangle,--gc-sections", "-o", "p"])
      func file(_ name: String) throws -> CodeFile {
        CodeFile(name: name, bytes: try source.file(name).bytes)
      }
      files = [CodeFile(name: "main.o", bytes: main.bytes)] + (try archives.map(file))
      map = try LinkMap(source.file("map").bytes, file: "map")
    }
  }

  private func doubts(_ old: Linked, _ new: Linked, withMaps: Bool) throws -> [String] {
    let identity = try CodeIdentity(
      baseline: old.files, candidate: new.files, maps: withMaps ? (old.map, new.map) : nil)
    let executed = ExecutedCode(stretches: [
      ExecutedCode.Stretch(file: "main.o", section: ".text.main", offsets: 0...4),
      ExecutedCode.Stretch(file: "a.a(a.o)", section: ".text.f", offsets: 0...1),
    ])
    return SameCodeProof(identity, programs: nil).doubts(executed)
  }

  @Test func `which of several definitions counts is known from the linker's map alone`() throws {
    let (old, new) = (try Linked(archives: ["a", "b"]), try Linked(archives: ["a", "b"]))
    #expect(
      try doubts(old, new, withMaps: false).contains(
        "f has several definitions, and it is unknown which one was linked"))
    #expect(try doubts(old, new, withMaps: true) == [])
    let other = try Linked(archives: ["b", "a"])
    #expect(try doubts(old, other, withMaps: true) == ["f differs"])
  }

  @Test func `what compares keys may run though it was not seen, and what it calls may, too`()
    throws
  {
    let text = """
      public struct Key: Hashable {
        var name: Int
        @inline(never) public static func == (a: Key, b: Key) -> Bool { close(a.name, b.name) }
        public func hash(into hasher: inout Hasher) { hasher.combine(name) }
      }
      @inline(never) func close(_ a: Int, _ b: Int) -> Bool { a / VALUE == b / VALUE }
      @inline(never) func rare(_ n: Int) -> Int { n &* OTHER }
      @inline(never) public func work(_ keys: Set<Key>, _ n: Int) -> Int {
        keys.contains(Key(name: n)) ? rare(n) : 0
      }
      """
    let source = try CompiledSource()
    func compile(_ value: String, _ other: String) throws -> CodeFile {
      try source.swift(
        "subject",
        text.replacing("VALUE", with: value).replacing("OTHER", with: other))
    }
    func doubts(_ value: String, _ other: String) throws -> [String] {
      let old = try compile("3", "5")
      let identity = try CodeIdentity(
        baseline: [old], candidate: [CodeFile(name: old.name, bytes: compile(value, other).bytes)])
      let executed = try CompiledSource.executed([old])
      let names = executed.stretches.filter { stretch in
        !["2eeoi", "5close", "4rare"].contains { stretch.section.contains($0) }
      }
      #expect(!names.isEmpty)
      return SameCodeProof(identity, programs: nil).doubts(ExecutedCode(stretches: names))
    }
    #expect(try doubts("3", "5") == [])
    #expect(try doubts("9", "5").contains { $0.contains("5close") })
    // What is no comparison counts when it runs.
    #expect(try doubts("3", "6") == [])
  }
}
