import Foundation
import GateBuild
import GateFiles
import Testing

@Suite("A program is what its sources make")
struct FreshProgramTests {
  @Test("A first build and one after which nothing changed are believed at once")
  func nothing() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    #expect(try build.gate() == [])
    #expect(build.read(build.program) == "1\nexport1\n1\n")
  }

  @Test("An edit below a module that exports it again reaches the program, and so does its revert")
  func edit() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    for text in ["2\n", "1\n", "3\n"] {
      try build.write("Sources/Core/Core.swift", text)
      // The package manager compiles Core and, because Core's interface is new, Umbrella.
      let rounds = try build.gate(["Core", "Umbrella"])
      #expect(rounds == [["App"]])
      #expect(build.read(build.program) == "\(text)export\(text)1\n")
    }
  }

  @Test("An edited header in C reaches the target whose compiler read it")
  func header() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    try build.write("Sources/CCore/include/core.h", "2\n")
    #expect(try build.gate() == [["App"]])
    #expect(build.read(build.program) == "1\nexport1\n2\n")
  }

  @Test("An edit that keeps length and time is seen")
  func time() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    let source = build.package + "/Sources/Core/Core.swift"
    let time = try #require(
      try FileManager.default.attributesOfItem(atPath: source)[.modificationDate] as? Date)
    try Data("2\n".utf8).write(to: URL(fileURLWithPath: source))
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: source)
    // The package manager goes by length and time, and compiles nothing.
    let rounds = try build.gate()
    #expect(rounds.first?.contains("Core") == true)
    #expect(build.read(build.program) == "2\nexport2\n1\n")
  }

  @Test("A build folder that was copied is believed where contents are those that were proven")
  func copied() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    let aside = build.package + "-aside"
    try FileManager.default.moveItem(atPath: build.package, toPath: aside)
    try FileManager.default.copyItem(atPath: aside, toPath: build.package)
    #expect(try build.gate() == [])
    try FileManager.default.removeItem(atPath: build.package)
    try FileManager.default.copyItem(atPath: aside, toPath: build.package)
    try build.write("Sources/Core/Core.swift", "2\n")
    #expect(try !build.gate().isEmpty)
    #expect(build.read(build.program) == "2\nexport2\n1\n")
  }

  @Test("Other flags compile every target again")
  func flags() throws {
    var build = try FabricatedBuild()
    #expect(try build.gate() == [])
    build.flags = "-Onone"
    #expect(try build.gate() == [["App", "Core", "Umbrella"]])
  }

  @Test(
    "A build without a valid stamp is made again", arguments: ["", "{", "{\"schema\": \"x/1\"}"])
  func unknown(stamp: String) throws {
    let build = try FabricatedBuild()
    try build.build()
    if !stamp.isEmpty {
      try TextFile.write(Data(stamp.utf8), to: build.products + "/speedgate-stamp.json")
    }
    #expect(try build.gate() == [["App", "Core", "Umbrella"]])
  }

  @Test(
    "An object, an interface or a program that was changed is made again",
    arguments: ["Core.build/Core.swift.o", "Modules/Core.swiftmodule", "App"])
  func tampered(file: String) throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    let whole = build.read(build.program)
    try TextFile.write(Data("other".utf8), to: build.products + "/" + file)
    #expect(try !build.gate().isEmpty)
    #expect(build.read(build.program) == whole)
  }

  @Test("Sources that change while they are built end with a line that says so")
  func restless() throws {
    let build = try FabricatedBuild()
    var count = 0
    #expect(throws: StaleProgram.self) {
      _ = try FreshProgram.built(marker: build.package + "/.build/began") {
        try? build.build(["Core", "Umbrella", "App"])
        count += 1
        try? build.write("Sources/Core/Core.swift", "\(count)\n")
        return build.program
      } onStale: {
        _ in
      }
    }
  }

  @Test("A program of another build system is left alone, and nothing is claimed of it")
  func other() throws {
    let build = try FabricatedBuild()
    #expect(try build.gate() == [])
    try FileManager.default.removeItem(atPath: build.package + "/.build/release.yaml")
    #expect(try FreshProgram.check(build.program, since: nil) == .unknown)
    #expect(PathKind(of: MadeOfFile.path(of: build.program)) == .absent)
  }

  @Test("A build description that cannot be read is an error, not absence")
  func unreadable() throws {
    let build = try FabricatedBuild()
    try build.build()
    try build.write(".build/release.yaml", "nonsense\n")
    #expect(throws: FileError.self) { try FreshProgram.check(build.program, since: nil) }
  }
}

@Suite("Contents of files")
struct FileContentsTests {
  @Test("A file that was not touched is not read again")
  func known() throws {
    let build = try FabricatedBuild()
    let path = build.package + "/Package.swift"
    let state = try #require(FileState(of: path))
    var contents = FileContents(
      earlier: [path: .init(state: state, hash: "known")], now: try build.now())
    #expect(try contents.hash(of: path) == "known")
    try build.write("Package.swift", "// another\n")
    #expect(try contents.hash(of: path) != "known")
  }

  @Test("A file that was written a moment ago is read again the next time")
  func recent() throws {
    let build = try FabricatedBuild()
    let path = build.package + "/Package.swift"
    let changed = try #require(FileState(of: path)).changed
    var contents = FileContents(earlier: [:], now: changed + 1_000_000)
    _ = try contents.hash(of: path)
    #expect(contents.known.isEmpty)
    contents = FileContents(earlier: [:], now: changed + 10_000_000_000)
    _ = try contents.hash(of: path)
    #expect(contents.known.count == 1)
  }

  @Test("A folder's hash follows names and contents")
  func folder() throws {
    let build = try FabricatedBuild()
    let path = build.package + "/Sources"
    func hash() throws -> String {
      var contents = FileContents(earlier: [:], now: 0)
      return try contents.hash(of: path)
    }
    let first = try hash()
    try build.write("Sources/Core/More.swift", "")
    let second = try hash()
    try build.write("Sources/Core/More.swift", "x")
    #expect(try Set([first, second, hash()]).count == 3)
  }
}
