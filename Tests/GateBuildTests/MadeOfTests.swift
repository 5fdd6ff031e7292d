import Foundation
import GateBuild
import GateFiles
import GateRecords
import Testing

@Suite("What a program was made of")
struct MadeOfTests {
  private static func madeOf(_ build: FabricatedBuild) throws -> MadeOf {
    _ = try build.gate()
    let hash = try SHA256.hexDigest(ofFile: build.program)
    return try #require(try MadeOfFile.read(of: build.program, hash: hash))
  }

  @Test("Equal sources at two places are equal, and the places differ")
  func places() throws {
    let first = try Self.madeOf(FabricatedBuild())
    let second = try Self.madeOf(FabricatedBuild(in: "elsewhere"))
    #expect(first.sources == second.sources)
    #expect(first.flags == second.flags)
    #expect(first.manifests == second.manifests)
    #expect(first.place != second.place)
  }

  @Test("A package outside of the root counts once, by whatever path it is seen")
  func linkedPackage() throws {
    var build = try FabricatedBuild()
    let outside = build.folder.path + "/Outside"
    try build.folder.write("Outside/Package.swift", "// outside\n")
    try build.folder.write("Outside/include/o.h", "1\n")
    build.alsoRead = [outside + "/include/o.h"]
    let first = try Self.madeOf(build)
    let links = build.folder.path + "/links"
    try FileManager.default.createDirectory(atPath: links, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: links + "/Outside", withDestinationPath: outside)
    build.alsoRead.append(links + "/Outside/include/o.h")
    let second = try Self.madeOf(build)
    #expect(second.sources == first.sources)
    #expect(second.manifests == first.manifests)
    try build.folder.write("Outside/include/o.h", "2\n")
    #expect(try Self.madeOf(build).sources != first.sources)
  }

  @Test(
    "Any source in the closure counts, the header that only a compiler read among them",
    arguments: [
      "Sources/Core/Core.swift", "Sources/CCore/include/core.h", "Sources/App/main.swift",
    ])
  func sources(file: String) throws {
    let build = try FabricatedBuild()
    let first = try Self.madeOf(build)
    try build.write(file, "changed\n")
    #expect(try Self.madeOf(build).sources != first.sources)
  }

  @Test("A file that no target holds does not count")
  func unrelated() throws {
    let build = try FabricatedBuild()
    let first = try Self.madeOf(build)
    try build.write("README.md", "text\n")
    #expect(try Self.madeOf(build) == first)
  }

  @Test("Manifest, resolved dependencies and flags are recorded apart from sources")
  func others() throws {
    var build = try FabricatedBuild()
    let first = try Self.madeOf(build)
    try build.write("Package.swift", "// other\n")
    try build.write("Package.resolved", "{}\n")
    build.flags = "-Osize"
    let second = try Self.madeOf(build)
    #expect(second.sources == first.sources)
    #expect(second.manifests != first.manifests)
    #expect(first.resolved == nil && second.resolved != nil)
    #expect(second.flags != first.flags)
  }

  @Test("The file beside a program is not taken for another program's")
  func another() throws {
    let build = try FabricatedBuild()
    _ = try Self.madeOf(build)
    try TextFile.write(Data("other".utf8), to: build.program)
    let hash = try SHA256.hexDigest(ofFile: build.program)
    #expect(try MadeOfFile.read(of: build.program, hash: hash) == nil)
  }

  @Test("A file that cannot be read is an error, not absence")
  func unreadable() throws {
    let build = try FabricatedBuild()
    _ = try Self.madeOf(build)
    try TextFile.write(Data("{".utf8), to: MadeOfFile.path(of: build.program))
    #expect(throws: FileError.self) { try MadeOfFile.read(of: build.program, hash: "x") }
  }
}

@Suite("The part of a program that runs")
struct ProgramCodeTests {
  /// A program of three loaded sections and one for debuggers.
  private static func program(
    code: [UInt8] = [1, 2, 3, 4], build: [UInt8] = [9, 9], debug: [UInt8] = [7]
  ) -> Data {
    let sections: [(name: String, flags: UInt64, bytes: [UInt8])] = [
      (".text", 6, code), (".note.gnu.build-id", 2, build), (".swift_modhash", 2, build),
      (".debug_info", 0, debug),
    ]
    let names = [""] + sections.map(\.name) + [".shstrtab"]
    var texts: [UInt8] = []
    var offsets: [Int] = []
    for name in names {
      offsets.append(texts.count)
      texts += Array(name.utf8) + [0]
    }
    func number(_ value: UInt64, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
    var content: [UInt8] = []
    var headers = [UInt8](repeating: 0, count: 64)
    for (index, section) in (sections + [(".shstrtab", 0, texts)]).enumerated() {
      headers += number(UInt64(offsets[index + 1]), 4) + number(1, 4) + number(section.flags, 8)
      headers += number(0x1000, 8) + number(UInt64(64 + content.count), 8)
      headers += number(UInt64(section.bytes.count), 8) + [UInt8](repeating: 0, count: 24)
      content += section.bytes
    }
    var start: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 33)
    start += number(UInt64(64 + content.count), 8) + [UInt8](repeating: 0, count: 10)
    start += number(64, 2) + number(UInt64(sections.count + 2), 2)
    start += number(UInt64(sections.count + 1), 2)
    return Data(start + content + headers)
  }

  @Test("The build's identifiers and what a debugger reads do not count")
  func names() throws {
    let hash = try #require(ProgramCode.hash(of: Self.program()))
    #expect(ProgramCode.hash(of: Self.program(build: [1, 2])) == hash)
    #expect(ProgramCode.hash(of: Self.program(debug: [8])) == hash)
  }

  @Test("Every byte of code counts", arguments: 0..<4)
  func code(place: Int) {
    var code: [UInt8] = [1, 2, 3, 4]
    code[place] ^= 1
    #expect(ProgramCode.hash(of: Self.program(code: code)) != ProgramCode.hash(of: Self.program()))
  }

  @Test("A program that is cut off has no hash", arguments: [0, 10, 63, 64, 100, 200, 300])
  func cut(length: Int) {
    #expect(ProgramCode.hash(of: Self.program().prefix(length)) == nil)
  }

  @Test("What is no such program has no hash")
  func other() {
    #expect(ProgramCode.hash(of: Data("#!/bin/sh\nexec true\n".utf8)) == nil)
  }
}
