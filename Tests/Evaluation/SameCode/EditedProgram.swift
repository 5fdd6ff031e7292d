import Foundation
import GateCode
import GateFiles
import GateLinking
import GateRecords

/// A small suite that is compiled and linked from sources, as the gate's release builds are.
struct EditedProgram {
  /// The program, with the names of its functions.
  let path: String
  /// What it was linked from.
  let files: [CodeFile]
  /// Where the linker put what.
  let map: LinkMap

  /// What it cannot be made of.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static let objects = ["Suite.o", "Library.o", "tables.o", "entry.o"]
  private static let swift = [
    "-O", "-wmo", "-swift-version", "5", "-suppress-warnings", "-Xllvm", "-align-all-functions=6",
    "-Xfrontend", "-function-sections", "-I", ".", "-c",
  ]
  private static let c = [
    "-O2", "-ffunction-sections", "-fdata-sections", "-falign-functions=64", "-w", "-c",
  ]
  /// What makes each object: which sources it is of, and the compiler's words.
  private static let steps: [(object: String, sources: [String], words: [String])] = [
    (
      "Library.o", ["Library.swift"],
      ["swiftc"] + swift + [
        "-parse-as-library", "-emit-module", "-module-name", "Library", "Library.swift",
      ]
    ),
    (
      "Suite.o", ["Library.swift", "Suite.swift", "main.swift", "tables.h", "module.modulemap"],
      ["swiftc"] + swift + ["-module-name", "Suite", "Suite.swift", "main.swift"]
    ),
    ("tables.o", ["tables.c", "tables.h"], ["clang"] + c + ["tables.c"]),
    ("entry.o", ["entry.c", "tables.h"], ["clang"] + c + ["entry.c"]),
  ]

  /// Compiles sources.
  ///
  /// - Parameters:
  ///   - first: A folder with sources and objects, of which those that are the same are taken.
  /// - Throws: ``Failure`` with what the compiler says first.
  static func compile(_ sources: EditedSources.Files, in folder: String, first: String?) throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, lines) in sources {
      try lines.joined(separator: "\n").write(
        toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }
    func isSame(_ name: String, _ first: String) -> Bool {
      FileManager.default.contentsEqual(atPath: "\(folder)/\(name)", andPath: "\(first)/\(name)")
    }
    for step in steps {
      let made = step.object == "Library.o" ? [step.object, "Library.swiftmodule"] : [step.object]
      if let first, step.sources.allSatisfy({ isSame($0, first) }) {
        for file in made {
          try FileManager.default.copyItem(atPath: "\(first)/\(file)", toPath: "\(folder)/\(file)")
        }
        continue
      }
      let done = try Command.run(step.words + ["-o", step.object], in: folder)
      guard done.status == 0 else {
        throw Failure(
          description: done.lines.first { $0.contains("error:") } ?? "\(step.object) is not made")
      }
    }
  }

  /// Links objects with the words of a kit.
  init(_ kit: LinkKit, objects folder: String, to path: String) throws {
    var files: [CodeFile] = []
    var names: [String: String] = [:]
    var paths: [String] = []
    for input in kit.record.inputs {
      let isOwn = Self.objects.contains(input.name)
      let file = isOwn ? "\(folder)/\(input.name)" : kit.path(of: input)
      paths.append(file)
      if isOwn { names[file] = input.name }
      let bytes = try Self.bytes(file)
      // Shared libraries and scripts of the linker are no part of the program.
      let isArchive = bytes.starts(with: Array("!<".utf8))
      let isObject = bytes.count > 17 && bytes[0] == 0x7f && bytes[16] == 1
      if isArchive || isObject {
        files.append(CodeFile(name: input.name, path: isOwn ? input.name : file, bytes: bytes))
      }
    }
    let words = kit.record.arguments.map { word in
      switch word {
      case .text(let text): text
      case .input(let place): paths[place]
      }
    }
    let done = try Command.run(
      [kit.record.linker.path] + words + [
        "--threads=1", "--build-id=none", "--Map=map", "--no-demangle", "-o", path,
      ], in: folder)
    guard done.status == 0 else { throw Failure(description: done.lines.first ?? "no link") }
    self.path = path
    self.files = files
    map = try LinkMap(try Self.bytes("\(folder)/map"), file: "the linker's map", names: names)
  }

  /// Makes the kit of the first program.
  static func kit(in folder: String) throws -> LinkKit {
    let program = "\(folder)/program"
    let found = try Command.run(["sh", "-c", "command -v swiftc"], in: folder)
    guard found.status == 0, let compiler = found.lines.first else {
      throw Failure(description: "swiftc is not on the path")
    }
    let words =
      [
        compiler, "-emit-executable", "-static-stdlib", "-use-ld=lld", "-Xlinker", "--gc-sections",
        "-Xlinker",
        "--strip-debug",
      ] + objects.map { "\(folder)/\($0)" } + ["-o", program]
    let done = try Command.run(words, in: folder)
    guard done.status == 0 else { throw Failure(description: done.lines.first ?? "no link") }
    return try KitMaker(
      program: program, command: LinkCommand(words: words, scratch: folder), directory: folder,
      environment: ProcessInfo.processInfo.environment
    ).make()
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// Another program, run to its end.
enum Command {
  /// Runs it.
  ///
  /// - Returns: Its exit status and the lines that it printed, to whichever output.
  static func run(
    _ words: [String], in folder: String, environment: [String: String]? = nil
  ) throws -> (status: Int32, lines: [String]) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    if let environment { process.environment = environment }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return (
      process.terminationReason == .exit ? process.terminationStatus : -1,
      String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    )
  }
}
