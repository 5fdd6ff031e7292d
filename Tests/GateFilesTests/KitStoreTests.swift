import Foundation
import GateRecords
import TestSupport
import Testing

@testable import GateFiles

/// Link kits in the folder of baselines: kept with their programs, objects once.
@Suite struct KitStoreTests {
  struct Store {
    let folder: TemporaryFolder
    let directory: BaselineDirectory

    init() throws {
      folder = try TemporaryFolder()
      directory = BaselineDirectory(root: folder.file("b"))
    }

    /// A program of a version with a kit of these objects beside it.
    func build(_ version: Int, objects: [String]) throws -> (program: String, hash: String) {
      let program = try folder.write("program", "version \(version)")
      let hash = try SHA256.hexDigest(ofFile: program)
      let inputs = try objects.map { text in
        let path = try folder.write("object", text)
        let object = try SHA256.hexDigest(ofFile: path)
        _ = try folder.write("program.linkkit/objects/\(object)", text)
        return LinkInput(
          name: "\(text).o", hash: object, bytes: Int64(text.utf8.count), path: nil)
      }
      try RecordFile.write(
        LinkKitRecord(
          programHash: hash, referenceHash: hash, linker: .init(path: "/ld.lld", version: "LLD"),
          arguments: inputs.indices.map { .input($0) }, inputs: inputs),
        to: KitPlace(beside: program).record)
      return (program, hash)
    }

    func store(_ version: Int, objects: [String]) throws -> String? {
      let (program, hash) = try build(version, objects: objects)
      return try directory.store(
        BaselineDirectoryTests.run("run\(1000 + version)", minute: Int64(version), hash: hash),
        program: program)
    }

    func names(_ path: String) throws -> [String] { try Folder.names(in: folder.file("b/" + path)) }

    var kits: String { "\(BaselineDirectoryTests.key)/s/kits" }
  }

  @Test func `a kit is stored with its program, and what two kits share is there once`() throws {
    let store = try Store()
    #expect(try store.store(1, objects: ["shared", "first"]) == nil)
    #expect(try store.store(2, objects: ["shared", "second"]) == nil)
    #expect(try store.names(store.kits).count == 2)
    #expect(try store.names("objects").count == 3)
    #expect(store.directory.objectBytes == 17)
    let program = try #require(
      try store.directory.newestProgram(
        environmentKey: BaselineDirectoryTests.key, suite: "s"))
    let place = try #require(KitPlace.found(of: program.path))
    let kit = try place.read()
    #expect(kit.programHash == program.record.suite.programHash)
    for object in kit.objectHashes {
      #expect(try SHA256.hexDigest(ofFile: place.path(ofObject: object)) == object)
    }
  }

  @Test func `kits go with their programs, and objects with the last kit that names them`() throws {
    let store = try Store()
    for version in 0..<8 { _ = try store.store(version, objects: ["shared", "\(version)"]) }
    _ = try store.directory.prune(keeping: 1, isDryRun: false)
    // The newest program and the anchor, which is the first.
    #expect(try store.names(store.kits).count == 2)
    #expect(try store.names("objects").count == 3)
  }

  @Test func `while a kit cannot be read no object goes`() throws {
    let store = try Store()
    for version in 0..<3 { _ = try store.store(version, objects: ["\(version)"]) }
    _ = try store.folder.write("b/\(store.kits)/torn.json", "{")
    #expect(try store.directory.surplusObjects() == [])
    try FileManager.default.removeItem(atPath: store.folder.file("b/\(store.kits)/torn.json"))
    _ = try store.folder.write("b/objects/nobody", "x")
    #expect(try store.directory.surplusObjects() == [store.folder.file("b/objects/nobody")])
  }

  @Test func `the objects are not a baseline`() throws {
    let store = try Store()
    _ = try store.store(1, objects: ["first"])
    #expect(try store.directory.entries().map(\.environmentKey) == [BaselineDirectoryTests.key])
  }

  private static func isOwn(_ environment: String) -> Bool {
    environment == BaselineDirectoryTests.key
  }

  private static func executed(_ hash: String) -> ExecutedRecord {
    ExecutedRecord(
      programHash: hash, tool: "valgrind-3", environment: [:], libraries: [], files: [],
      stretches: [], outside: [], benchmarks: [:])
  }

  @Test func `what a program executes is stored with its kit, and goes with it`() throws {
    let store = try Store()
    for version in 0..<4 {
      let (program, hash) = try store.build(version, objects: ["shared", "\(version)"])
      try RecordFile.write(Self.executed(hash), to: KitPlace(beside: program).executed)
      let run = BaselineDirectoryTests.run(
        "run\(1000 + version)", minute: Int64(version), hash: hash)
      #expect(try store.directory.store(run, program: program) == nil)
      let kept = try store.directory.kits(ofProgram: hash, isOwn: Self.isOwn)
      #expect(try kept.map { try $0.readExecuted() } == [Self.executed(hash)])
      #expect(try store.directory.kits(ofProgram: hash) { _ in false } == [])
    }
    let records = "\(BaselineDirectoryTests.key)/s/executed"
    #expect(try store.names(records).count == 4)
    _ = try store.directory.prune(keeping: 1, isDryRun: false)
    #expect(
      try store.names(records).map { $0.dropLast(5) }
        == store.names(store.kits).map { $0.dropLast(5) })
    #expect(try store.names(records).count == 2)
  }

  @Test func `what is recorded later goes to the program that is stored, and to no other`() throws {
    let store = try Store()
    let (program, hash) = try store.build(1, objects: ["first"])
    try store.directory.storeExecuted(Self.executed(hash), isOwn: Self.isOwn)
    #expect(try store.directory.kits(ofProgram: hash, isOwn: Self.isOwn) == [])
    _ = try store.directory.store(
      BaselineDirectoryTests.run("run1", minute: 1, hash: hash), program: program)
    let place = try #require(
      try store.directory.kits(ofProgram: hash, isOwn: Self.isOwn).first)
    #expect(try place.readExecuted() == nil)
    try store.directory.storeExecuted(Self.executed("other"), isOwn: Self.isOwn)
    #expect(try place.readExecuted() == nil)
    try store.directory.storeExecuted(Self.executed(hash), isOwn: Self.isOwn)
    #expect(try place.readExecuted() == Self.executed(hash))
    // A program that is stored again without a record keeps the one it has.
    _ = try store.directory.store(
      BaselineDirectoryTests.run("run2", minute: 2, hash: hash), program: program)
    #expect(try place.readExecuted() == Self.executed(hash))
  }

  @Test func `a record of another build is reported and not kept`() throws {
    let store = try Store()
    let (program, hash) = try store.build(1, objects: ["first"])
    try RecordFile.write(Self.executed("other"), to: KitPlace(beside: program).executed)
    let remark = try store.directory.store(
      BaselineDirectoryTests.run("run1", minute: 1, hash: hash), program: program)
    #expect(remark?.contains("was recorded with another build") == true)
    let place = try #require(
      try store.directory.kits(ofProgram: hash, isOwn: Self.isOwn).first)
    #expect(try place.readExecuted() == nil)
  }

  enum Fault: CaseIterable { case tornRecord, otherBuild, objectGone, objectChanged }

  @Test(arguments: Fault.allCases)
  func `a broken kit is reported and not kept, and the program is`(_ fault: Fault) throws {
    let store = try Store()
    let (program, hash) = try store.build(1, objects: ["first"])
    let place = KitPlace(beside: program)
    var kit = try place.read()
    let object = place.path(ofObject: kit.inputs[0].hash)
    switch fault {
    case .tornRecord: try TextFile.write(Data("{".utf8), to: place.record)
    case .otherBuild:
      kit.programHash = String(repeating: "0", count: 64)
      try RecordFile.write(kit, to: place.record)
    case .objectGone: try FileManager.default.removeItem(atPath: object)
    case .objectChanged: try TextFile.write(Data("other".utf8), to: object)
    }
    let remark = try store.directory.store(
      BaselineDirectoryTests.run("run1", minute: 1, hash: hash), program: program)
    #expect(remark != nil)
    let stored = try #require(
      try store.directory.newestProgram(
        environmentKey: BaselineDirectoryTests.key, suite: "s"))
    #expect(KitPlace.found(of: stored.path) == nil)
  }
}
