import Foundation
import TestSupport
import Testing

@testable import GateFiles
@testable import GateMeasurement

@Suite struct DriverFolderTests {
  private let parent: TemporaryFolder

  init() throws { parent = try TemporaryFolder() }

  private var place: URL { URL(fileURLWithPath: parent.path, isDirectory: true) }

  /// The name of a folder whose driver is long gone: no process has this number.
  private static let name = "speedgate-driver-4294967295-0123456789"

  /// Makes what a killed driver leaves behind.
  private func leave(_ name: String, permissions: Int = 0o700) throws {
    try parent.write("\(name)/1000001/suite", "a copy")
    try FileManager.default.setAttributes(
      [.posixPermissions: permissions], ofItemAtPath: parent.file(name))
  }

  @Test func `a folder is private, as long as any other, and gone with its driver`() throws {
    var folders = try (0..<20).map { _ in try DriverFolder(in: place) }
    #expect(Set(folders.map(\.path.utf8.count)).count == 1)
    #expect(parent.names.count == 20)
    let attributes = try FileManager.default.attributesOfItem(atPath: folders[0].path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    folders[0].remove()
    #expect(parent.names.count == 19)
    folders = []
    #expect(parent.names.isEmpty)
  }

  @Test func `a parent that takes no folder is named`() {
    let absent = place.appending(path: "absent")
    #expect {
      try DriverFolder(in: absent)
    } throws: {
      "\($0)".contains(absent.path)
    }
  }

  @Test func `what a dead driver left is removed, what a live one has is not`() throws {
    let live = try DriverFolder(in: place)
    try Data("in use".utf8).write(to: URL(fileURLWithPath: live.path + "/suite"))
    try leave(Self.name)
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names == [URL(fileURLWithPath: live.path).lastPathComponent])
    #expect(FileManager.default.fileExists(atPath: live.path + "/suite"))
  }

  @Test func `a link inside goes, what it points to stays`() throws {
    let elsewhere = try TemporaryFolder()
    try elsewhere.write("folder/precious", "kept")
    try leave(Self.name)
    try FileManager.default.createSymbolicLink(
      atPath: parent.file(Self.name + "/folder"), withDestinationPath: elsewhere.file("folder"))
    try FileManager.default.createSymbolicLink(
      atPath: parent.file(Self.name + "/file"),
      withDestinationPath: elsewhere.file("folder/precious"))
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names.isEmpty)
    #expect(try elsewhere.read("folder/precious") == "kept")
  }

  @Test(arguments: [
    "speedgate-854346322", "speedgate-driver-1-2", "speedgate-driver-4294967295-012345678",
    "speedgate-driver-4294967295-0123456789.old", "my-speedgate-driver-4294967295-0123456789",
    "speedgate-driver-429496729x-0123456789", "Speedgate-driver-4294967295-0123456789",
  ]) func `a folder of another name stays`(_ name: String) throws {
    try leave(name)
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names == [name])
  }

  @Test(arguments: [0o750, 0o755, 0o701]) func `a folder that others may enter stays`(
    _ permissions: Int
  ) throws {
    try leave(Self.name, permissions: permissions)
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names == [Self.name])
  }

  @Test func `a file and a link of the name stay, and so does the link's folder`() throws {
    let link = "speedgate-driver-4294967295-1111111111"
    try parent.write(Self.name, "a file")
    try leave("target")
    try FileManager.default.createSymbolicLink(
      atPath: parent.file(link), withDestinationPath: parent.file("target"))
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names == [Self.name, link, "target"])
    #expect(FileManager.default.fileExists(atPath: parent.file("target/1000001/suite")))
  }

  @Test func `a parent that is not there is no fault`() {
    DriverFolder.removeAbandoned(in: place.appending(path: "absent"))
  }

  @Test func `drivers that start while others sweep all get a folder`() async throws {
    let place = place
    let folders = try await withThrowingTaskGroup(of: DriverFolder.self) { group in
      for _ in 0..<8 {
        group.addTask {
          DriverFolder.removeAbandoned(in: place)
          for _ in 0..<50 { _ = try DriverFolder(in: place) }
          DriverFolder.removeAbandoned(in: place)
          return try DriverFolder(in: place)
        }
      }
      return try await group.reduce(into: [DriverFolder]()) { $0.append($1) }
    }
    DriverFolder.removeAbandoned(in: place)
    #expect(parent.names.count == 8)
    #expect(folders.allSatisfy { FileManager.default.fileExists(atPath: $0.path) })
  }

  #if os(Linux)
    @Test func `a worker that outlived its driver ends with its folder`() throws {
      try leave(Self.name)
      let program = parent.file(Self.name + "/1000001/suite")
      try FileManager.default.removeItem(atPath: program)
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: "/bin/sleep").resolvingSymlinksInPath(),
        to: URL(fileURLWithPath: program))
      let worker = try WorkerProcess(
        .init(path: program, environment: ["PATH=/usr/bin:/bin"], arguments: ["1000"]))
      defer { worker.end() }
      DriverFolder.removeAbandoned(in: place)
      let fault = #expect(throws: WorkerFault.self) { try worker.receive(within: 60) }
      #expect(fault?.message.contains("SIGKILL") == true, "\(fault?.message ?? "")")
      #expect(parent.names.isEmpty)
    }
  #endif
}
