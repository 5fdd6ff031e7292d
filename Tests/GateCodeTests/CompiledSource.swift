import Foundation
import TestSupport

@testable import GateCode

/// A source that the test compiles, with the compilers that build this package.
struct CompiledSource {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Compiles C.
  func c(_ name: String, _ text: String) throws -> CodeFile {
    let source = try folder.write(name + ".c", text)
    try run(
      "clang",
      ["-O1", "-fPIC", "-ffunction-sections", "-c", source, "-o", folder.file(name + ".o")])
    return try file(name + ".o")
  }

  /// Compiles Swift.
  func swift(_ name: String, _ text: String) throws -> CodeFile {
    let source = try folder.write(name + ".swift", text)
    try run(
      "swiftc",
      [
        "-O", "-parse-as-library", "-module-name", "Subject", "-Xfrontend", "-function-sections",
        "-c", source, "-o", folder.file(name + ".o"),
      ])
    return try file(name + ".o")
  }

  func file(_ name: String) throws -> CodeFile {
    CodeFile(
      name: folder.file(name),
      bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(name)))))
  }

  func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(text: String(decoding: text, as: UTF8.self))
    }
  }

  struct Failure: Error { let text: String }

  /// Functions of objects as if a run had executed them; all of them when none is named.
  static func executed(_ files: [CodeFile], _ wanted: Set<String>? = nil) throws -> ExecutedCode {
    var stretches: [ExecutedCode.Stretch] = []
    for file in files {
      let object = try RelocatableObject(ByteView(file.bytes, file: file.name))
      for symbol in object.symbols where symbol.type == 2 {
        guard case .section(let section) = symbol.place else { continue }
        let name = String(decoding: file.bytes[symbol.name], as: UTF8.self)
        guard wanted?.contains(name) ?? true else { continue }
        stretches.append(
          ExecutedCode.Stretch(
            file: file.path,
            section: String(decoding: file.bytes[object.sections[section].name], as: UTF8.self),
            offsets: symbol.value...symbol.value + max(0, symbol.size - 1)))
      }
    }
    return ExecutedCode(stretches: stretches)
  }

  static let table = """
    static const char *names[] = {"alpha", "beta", "gamma"};
    static const int weights[] = {3, 1, 4, 1, 5, 9, 2, 6};
    static int calls;
    extern int printf(const char *, ...);
    typedef int (*operation)(int);
    __attribute__((noinline)) int twice(int x) { return 2 * x + weights[x & 7]; }
    __attribute__((noinline)) int half(int x) { calls++; return x / 2; }
    static const operation operations[] = {twice, half};
    double scale(double x) { return x * 1.2345678; }
    int work(int x) {
      switch (x) {
      case 0: return 17; case 1: return twice(calls); case 2: return half(x);
      case 3: return printf("%s\\n", names[calls % 3]); case 4: return 99;
      case 5: return operations[calls & 1](x); case 6: return (int)scale(x); }
      return operations[x & 1](x) + weights[(x + 1) & 7];
    }
    """

  static let structures = """
    public protocol Shape { func area() -> Int }
    public struct Square: Shape { var side: Int; public func area() -> Int { side * side } }
    public final class Box: Shape {
      var content: [Int] = [1, 2, 3]
      public init() {}
      public func area() -> Int { content.reduce(0, +) }
    }
    let words = ["one of several longer words", "another of several longer words"]
    @inline(never) func choose(_ n: Int) -> any Shape { n > 3 ? Square(side: n) : Box() }
    @inline(never) public func total<T: BinaryInteger>(_ list: [T]) -> T { list.reduce(0, +) }
    public func work(_ n: Int) -> String {
      let area = choose(n).area() + total([n, n + 1])
      switch n {
      case 0: return "zero of them"
      case 1: return words[area & 1]
      case 2: return "\\(area) of them in all"
      default: return Double(area) > 2.71828 ? "large ones indeed" : words[0]
      }
    }
    """
}
