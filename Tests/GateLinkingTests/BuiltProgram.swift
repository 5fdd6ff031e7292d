import Foundation
import GateFiles
import TestSupport

@testable import GateLinking

/// A small program in C, built and described as SwiftPM does it.
///
/// It needs no library, so that all its inputs are its own, but for an archive that represents a toolchain's.
struct BuiltProgram {
  let folder: TemporaryFolder
  /// Whether the loader chooses where it runs, as with programs that SwiftPM builds.
  let isPositionIndependent: Bool

  var scratch: String { folder.path + "/package/.build" }
  var program: String { scratch + "/triple/release/suite" }

  /// Where the compiler is, which starts the linker.
  static let clang: String? = tool("clang")
  /// Whether this system has what kits need.
  static let isPossible: Bool = {
    #if os(Linux)
      clang != nil && tool("ld.lld") != nil
    #else
      false
    #endif
  }()

  private static func tool(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// - Parameter section: A section of code for a function of its own.
  init(isPositionIndependent: Bool = false, section: String? = nil) throws {
    self.isPositionIndependent = isPositionIndependent
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: scratch + "/triple/release", withIntermediateDirectories: true)
    for name in ["first", "second"] {
      // Thirty functions, so that two seeds hardly ever give one order.
      let functions = (0..<30).map { "int \(name)\($0)(int x) { return x * \($0 + 3) + \($0); }\n" }
      let sum = (0..<30).map { "\(name)\($0)(x)" }.joined(separator: " + ")
      let odd = section.map {
        "__attribute__((section(\"\($0)\"))) int odd\(name)(int x) { return x; }\n"
      }
      try compile(
        functions.joined() + (odd ?? "") + "int \(name)(int x) { return \(sum); }\n", name)
    }
    try compile(
      #"""
      int first(int), second(int);
      int first1(int), second2(int);
      /* What reaches functions: calls, a table of addresses, a table of jumps, and a distance in data. */
      static int (*volatile table[])(int) = { first1, second2 };
      asm(".section .rodata.distance,\"a\",@progbits\n.globl distance\ndistance: .long first1 - .\n.text");
      extern const int distance;
      int chosen(int x) {
        switch (x) {
        case 0: return first(2); case 1: return second(3); case 2: return first1(5); case 3: return second2(9);
        case 4: return first(11); case 5: return second(4); case 6: return first1(1) + second2(5);
        default: return 1;
        }
      }
      int all(void) {
        int sum = first(1) + second(2);
        for (int i = 0; i < 2; i++) sum += table[i](i);
        for (volatile int i = 0; i < 8; i++) sum += chosen(i);
        return sum + ((int (*)(int))((char *)&distance + distance))(3);
      }
      void _start(void) {
        int status = all() & 0x7f;
        asm volatile("andq $-16, %%rsp; syscall" : : "a"(60), "D"(status));
        for (;;) {}
      }
      """#, "main")
    try run(
      [Self.clang ?? ""] + Array(words.dropFirst()))
    let outputs = String(decoding: try JSONEncoder().encode([program]), as: UTF8.self)
    let arguments = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
    try Data(
      """
      commands:
        "C.suite-release.exe":
          tool: shell
          outputs: \(outputs)
          args: \(arguments)

      """.utf8
    ).write(to: URL(fileURLWithPath: scratch + "/release.yaml"))
  }

  /// The link command; `-emit-executable` is how a build description's is known, and clang takes it as a
  /// macro's name here.
  var words: [String] {
    [
      Self.clang ?? "", "-nostdlib", "-fuse-ld=lld", "-Wno-unused-command-line-argument",
      "-D", "-emit-executable", "-o", program,
    ] + (isPositionIndependent ? ["-pie"] : ["-static"]) + ["first", "second", "main"].map(object)
  }

  func object(_ name: String) -> String { scratch + "/triple/release/\(name).o" }

  private func compile(_ source: String, _ name: String) throws {
    let file = folder.path + "/\(name).c"
    try Data(source.utf8).write(to: URL(fileURLWithPath: file))
    try run([
      Self.clang ?? "", "-g", "-O1", "-ffunction-sections", "-fno-builtin",
      isPositionIndependent ? "-fPIC" : "-fno-pic", "-c", file, "-o", object(name),
    ])
  }

  private func run(_ words: [String]) throws {
    try LinkerProcess(words[0], Array(words.dropFirst())).output()
  }

  /// Makes the kit.
  func kit(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> LinkKit {
    try KitMaker(
      program: program, command: LinkCommand(of: program, scratch: nil), directory: folder.path,
      environment: environment
    ).make()
  }

  /// Takes the kit that is stored into use, as a run does.
  func relinker(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Relinker {
    let kit = try LinkKit(of: program, hash: try SHA256.hexDigest(ofFile: program))
    return try Relinker(
      kit, folder: folder.path, reference: folder.path + "/reference", environment: environment)
  }

  /// Runs a program, and gives the status with which it ends.
  ///
  /// A process that another test starts at this moment may hold a file open that was just written, until it is the program that
  /// it is to be. A program that is open for writing does not start, so starting it is tried again.
  func status(of path: String) throws -> Int32 {
    for _ in 0..<200 {
      do {
        return try ending(of: path)
      } catch let error as NSError
        where (error.userInfo[NSUnderlyingErrorKey] as? NSError)?.code == Int(ETXTBSY)
        || error.code == Int(ETXTBSY)
      {
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
    return try ending(of: path)
  }

  private func ending(of path: String) throws -> Int32 {
    let process = try Process.run(URL(fileURLWithPath: path), arguments: [])
    process.waitUntilExit()
    // A status that no program gives marks a signal.
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
}
