import Foundation
import GateFiles
import GateRecords
import Testing

@testable import GateLinking

@Suite(.enabled(if: BuiltProgram.isPossible)) struct LinkKitTests {
  @Test func `a seed gives one program, and another seed another`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let relinker = try built.relinker()
    let folder = built.folder.path
    try relinker.link(.shuffled(seed: 7), to: folder + "/a")
    try relinker.link(.shuffled(seed: 7), to: folder + "/b")
    try relinker.link(.shuffled(seed: 8), to: folder + "/c")
    #expect(try built.bytes(folder + "/a") == built.bytes(folder + "/b"))
    #expect(try built.bytes(folder + "/a") != built.bytes(folder + "/c"))
    #expect(FileManager.default.isExecutableFile(atPath: folder + "/a"))
  }

  @Test func `several programs are linked at once, and a failure names its place`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    let folder = built.folder.path
    let shuffler = ProgramShuffler(try built.relinker(), folder: folder + "/moving")
    let failures = ProgramShuffler.make(
      [
        (shuffler, 1, folder + "/a"), (shuffler, 2, folder + "/absent/b"),
        (shuffler, 3, folder + "/c"),
      ], atOnce: 2)
    #expect(Array(failures.keys) == [1])
    #expect(FileManager.default.isExecutableFile(atPath: folder + "/a"))
    #expect(FileManager.default.isExecutableFile(atPath: folder + "/c"))
  }

  @Test func `objects are kept without what only a debugger reads`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    #expect(kit.record.inputs.map(\.name) == ["first.o", "second.o", "main.o"])
    #expect(kit.record.inputs.allSatisfy { $0.path == nil })
    for (input, name) in zip(kit.record.inputs, ["first", "second", "main"]) {
      let kept = try built.bytes(kit.path(of: input))
      #expect(kept.count < (try built.bytes(built.object(name)).count))
      #expect(!String(decoding: kept, as: UTF8.self).isEmpty)
    }
    #expect(kit.record.programHash == (try SHA256.hexDigest(ofFile: built.program)))
  }

  @Test func `a kit outlives the objects that it was made of`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    for name in ["first", "second", "main"] {
      try FileManager.default.removeItem(atPath: built.object(name))
    }
    try built.relinker().link(.shuffled(seed: 1), to: built.folder.path + "/a")
  }

  @Test func `a kit that is made again keeps what was recorded of the same program alone`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    func record(_ hash: String) -> ExecutedRecord {
      ExecutedRecord(
        programHash: hash, tool: "t", environment: [:], libraries: [], files: [], stretches: [],
        outside: [], benchmarks: [:])
    }
    try RecordFile.write(record(kit.record.programHash), to: kit.place.executed)
    _ = try built.kit()
    #expect(try kit.place.readExecuted() == record(kit.record.programHash))
    try RecordFile.write(record("another"), to: kit.place.executed)
    _ = try built.kit()
    #expect(try kit.place.readExecuted() == nil)
  }

  @Test func `a kit that still fits is kept, and one that does not is made again`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    func inode() throws -> UInt64? {
      try FileManager.default.attributesOfItem(atPath: kit.place.record)[.systemFileNumber]
        as? UInt64
    }
    let first = try inode()
    #expect(try built.kit() == kit)
    #expect(try inode() == first)
    // Of another linker, with a damaged object, or without one.
    var other = kit.record
    other.linker.version = "LLD 1.0"
    try RecordFile.write(other, to: kit.place.record)
    #expect(try built.kit() == kit)
    let object = kit.path(of: try #require(kit.record.inputs.first { $0.path == nil }))
    try Data([1]).write(to: URL(fileURLWithPath: object))
    #expect(try built.kit() == kit)
    try FileManager.default.removeItem(atPath: object)
    #expect(try built.kit() == kit)
    #expect(try SHA256.hexDigest(ofFile: object) == (object as NSString).lastPathComponent)
  }

  @Test func `a program without a kit says so`() throws {
    let built = try BuiltProgram()
    #expect(throws: LinkingError.noKit(program: built.program, canBeMade: true)) {
      try built.relinker()
    }
  }

  @Test func `a kit of another program is refused`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    try (built.bytes(built.program) + Data([0])).write(to: URL(fileURLWithPath: built.program))
    #expect(throws: LinkingError.programAndKitDiffer(program: built.program)) {
      try built.relinker()
    }
  }

  @Test func `a torn record is refused`() throws {
    let built = try BuiltProgram()
    let path = try built.kit().place.record
    try built.bytes(path).dropLast(40).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: LinkingError.self) { try built.relinker() }
    guard case .unreadable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `an object that is gone is named`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    let path = kit.path(of: kit.record.inputs[1])
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: LinkingError.inputGone(path: path)) { try built.relinker() }
  }

  @Test(arguments: [0.1, 0.5, 0.9])
  func `one flipped byte of an object is found`(_ place: Double) throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    let path = kit.path(of: kit.record.inputs[0])
    var bytes = try built.bytes(path)
    // A byte of a function, wherever the linker looks or does not.
    let code = try #require(
      bytes.firstRange(of: Data([0x8D])) ?? bytes.firstRange(of: Data([0xC3])))
    bytes[place < 0.3 ? code.lowerBound : Int(Double(bytes.count) * place)] ^= 0x40
    try bytes.write(to: URL(fileURLWithPath: path))
    do {
      _ = try built.relinker()
      // A byte that is not part of any program, such as padding, may change; then the program is the same.
      #expect(place > 0.3)
    } catch {
      #expect(error as? LinkingError == .inputChanged(path: path))
    }
  }

  @Test func `a file of the toolchain that changed is named`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    // The object takes the part of an archive that the kit only refers to.
    let outside = built.folder.path + "/toolchain.a"
    try FileManager.default.copyItem(atPath: kit.path(of: kit.record.inputs[0]), toPath: outside)
    var record = kit.record
    record.inputs[0].path = outside
    try RecordFile.write(record, to: kit.place.record)
    _ = try built.relinker()
    try (built.bytes(outside) + Data([0])).write(to: URL(fileURLWithPath: outside))
    #expect(throws: LinkingError.inputChanged(path: outside)) { try built.relinker() }
    try FileManager.default.removeItem(atPath: outside)
    #expect(throws: LinkingError.inputGone(path: outside)) { try built.relinker() }
  }

  @Test func `a linker of another version is not used`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    var record = kit.record
    record.linker.version = "LLD 1.0"
    try RecordFile.write(record, to: kit.place.record)
    #expect(
      throws: LinkingError.anotherToolchain(kit: "LLD 1.0", here: kit.record.linker.version)
    ) { try built.relinker() }
  }

  @Test func `without a linker there is no relinking`() throws {
    let built = try BuiltProgram()
    let kit = try built.kit()
    var record = kit.record
    record.linker.path = built.folder.path + "/ld.lld"
    try RecordFile.write(record, to: kit.place.record)
    #expect(throws: LinkingError.noLinker) {
      try built.relinker(environment: ["PATH": built.folder.path])
    }
  }

  @Test func `a program older than its objects gets no kit`() throws {
    let built = try BuiltProgram()
    _ = try built.kit()
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(60)], ofItemAtPath: built.object("second"))
    #expect(
      throws: LinkingError.programOlderThanObjects(
        program: built.program, object: built.object("second"))
    ) { try built.kit() }
    // The kit of the build before is gone with it.
    #expect(throws: LinkingError.noKit(program: built.program, canBeMade: true)) {
      try built.relinker()
    }
  }

  @Test func `a program that no build description knows gets no kit`() throws {
    let built = try BuiltProgram()
    try FileManager.default.removeItem(atPath: built.scratch + "/release.yaml")
    #expect(throws: LinkingError.noLinkCommand(program: built.program)) { try built.kit() }
  }
}

@Suite struct LinkWordsTests {
  @Test(arguments: [
    ("-o prog\nlib/a.o\n", ["-o", "prog", "lib/a.o"]),
    ("\"a b.o\" 'c d' e\\ f", ["a b.o", "c d", "e f"]),
    ("--rpath $ORIGIN\n\n", ["--rpath", "$ORIGIN"]),
    ("\"\"", [""]),
  ])
  func `a response file is taken apart`(_ text: String, _ words: [String]) {
    #expect(ResponseFile.words(text) == words)
    #expect(ResponseFile.words(ResponseFile.text(words)) == words)
  }

  @Test(arguments: [Data(), Data([1, 2, 3]), Data(repeating: 65, count: 2_000)])
  func `what is no archive is none`(_ data: Data) {
    #expect(TarArchive(data) == nil)
  }

  @Test func `what is no object stays as it is`() {
    for data in [Data(), Data([0x7F, 0x45, 0x4C, 0x46]), Data(repeating: 7, count: 100)] {
      #expect(StrippedObject.bytes(of: data) == data)
    }
  }

  @Test func `a record whose arguments name no input contradicts itself`() {
    let hash = String(repeating: "a", count: 64)
    var record = LinkKitRecord(
      programHash: hash, referenceHash: hash, linker: .init(path: "/ld.lld", version: "LLD"),
      arguments: [.text("-pie"), .input(0)], inputs: [])
    #expect(record.contradiction == "its arguments refer to input 0, but there are 0")
    record.inputs = [LinkInput(name: "a.o", hash: "../../etc/passwd", bytes: 1, path: nil)]
    #expect(record.contradiction?.contains("is not a SHA-256") == true)
    record.inputs[0].hash = hash
    #expect(record.contradiction == nil)
  }
}
