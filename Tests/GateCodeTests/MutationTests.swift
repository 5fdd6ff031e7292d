import Testing

@testable import GateCode

/// A generator of its own, so that a seed means the same for ever.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct MutationTests {
  enum Subject: String, CaseIterable {
    case c, swift

    func compile() throws -> CodeFile {
      let source = try CompiledSource()
      return switch self {
      case .c: try source.c("subject", CompiledSource.table)
      case .swift: try source.swift("subject", CompiledSource.structures)
      }
    }
  }

  /// Every function of an object, as if a run had executed them all.
  static func allFunctions(_ file: CodeFile) throws -> ExecutedCode {
    try CompiledSource.executed([file])
  }

  static func doubts(_ old: CodeFile, _ new: [UInt8], _ executed: ExecutedCode) throws -> [String] {
    let identity: CodeIdentity
    do {
      identity = try CodeIdentity(
        baseline: [old], candidate: [CodeFile(name: old.name, bytes: new)])
    } catch {
      return ["\(error)"]
    }
    return SameCodeProof(identity, programs: nil).doubts(executed, limit: 1)
  }

  /// Where a change must be seen: bytes of named code and of data that the functions reach.
  static func content(_ object: AtomicObject) -> [Int] {
    object.atoms.flatMap { atom -> [Int] in
      let section = object.object.sections[atom.section]
      let name = String(decoding: object.object.view.bytes[section.name], as: UTF8.self)
      let isCode = section.flags & SectionFlag.executable != 0
      guard section.type != SectionType.zeros, !(isCode && atom.labels.isEmpty) else { return [] }
      // Reached through conformances and reflection, which a lone object has no runtime to ask for.
      guard !name.hasPrefix("swift5_"), !name.hasPrefix(".swift_modhash"),
        !name.contains("__swift_reflection_version"), atom.range.count > 0
      else { return [] }
      guard isCode || name.hasPrefix(".rodata") && !name.contains("MV") || name.hasPrefix(".data")
      else { return [] }
      return atom.range.map { section.offset + $0 }
    }
  }

  @Test(arguments: Subject.allCases)
  func `a source that is compiled in another folder is the same code`(_ subject: Subject) throws {
    let old = try subject.compile()
    let new = try subject.compile()
    let identity = try CodeIdentity(baseline: [old], candidate: [new])
    #expect(CodeDifference(identity).isEmpty)
    #expect(try Self.doubts(old, new.bytes, Self.allFunctions(old)) == [])
  }

  @Test func `a changed bit of code, constant, string or table is never the same code`() throws {
    let file = try Subject.c.compile()
    let executed = try Self.allFunctions(file)
    var names = NameTable()
    let object = try AtomicObject(
      RelocatableObject(ByteView(file.bytes, file: file.name)), names: &names)
    let places = Self.content(object)
    #expect(places.count > 300)
    var generator = Seeded(state: 1)
    for place in places where place % 3 == 0 {
      var bytes = file.bytes
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(try Self.doubts(file, bytes, executed) != [], "byte \(place)")
    }
  }

  @Test(arguments: Subject.allCases)
  func `a changed field that the linker fills is never the same code`(_ subject: Subject) throws {
    let file = try subject.compile()
    let executed = try Self.allFunctions(file)
    let object = try RelocatableObject(ByteView(file.bytes, file: file.name))
    var generator = Seeded(state: 2)
    var count = 0
    for section in object.sections where section.type == SectionType.relocations {
      let target = object.sections[section.info]
      // Code and its tables: all of it is reached here.
      let name = String(decoding: file.bytes[target.name], as: UTF8.self)
      guard
        target.flags & SectionFlag.executable != 0 || name.hasPrefix(".rodata.$s")
          || subject == .c && target.flags & SectionFlag.allocated != 0 && name != ".eh_frame"
      else { continue }
      for entry in stride(from: section.offset, to: section.offset + section.size, by: 24) {
        for part in [0..<8, 8..<12, 12..<16, 16..<24] {
          // A share of them: a debug build hashes slowly.
          guard Int.random(in: 0..<(subject == .c ? 2 : 6), using: &generator) == 0 else {
            continue
          }
          var bytes = file.bytes
          let place = entry + Int.random(in: part, using: &generator)
          bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          count += 1
          #expect(try Self.doubts(file, bytes, executed) != [], "\(name) byte \(place)")
        }
      }
    }
    #expect(count > 30)
  }

  @Test func `a changed bit of Swift code is never the same code`() throws {
    let file = try Subject.swift.compile()
    let executed = try Self.allFunctions(file)
    var names = NameTable()
    let object = try AtomicObject(
      RelocatableObject(ByteView(file.bytes, file: file.name)), names: &names)
    let code = object.atoms.filter { atom in
      !atom.labels.isEmpty
        && object.object.sections[atom.section].flags & SectionFlag.executable != 0
    }
    let places = code.flatMap { atom in
      atom.range.map { object.object.sections[atom.section].offset + $0 }
    }
    var generator = Seeded(state: 3)
    for _ in 0..<40 {
      var bytes = file.bytes
      let place = try #require(places.randomElement(using: &generator))
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(try Self.doubts(file, bytes, executed) != [], "byte \(place)")
    }
  }

  @Test func `a file that breaks off or is damaged is an error or another code, and no crash`()
    throws
  {
    let file = try Subject.c.compile()
    let executed = try Self.allFunctions(file)
    var generator = Seeded(state: 4)
    for length in stride(from: 0, to: file.bytes.count, by: 211) {
      #expect(try Self.doubts(file, Array(file.bytes[..<length]), executed) != [], "\(length)")
    }
    for _ in 0..<100 {
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = try Self.doubts(file, bytes, executed)
    }
  }
}
