import Foundation
import GateCode
import GateFiles
import GateProfiling
import GateProtocol

/// Turns what a worker saw into names of functions.
struct ProgramNames {
  private let functions: ProgramFunctions
  private let cache = Cache()

  private final class Cache {
    var names: [Int: FunctionName] = [:]
    var libraries: [String: FunctionName] = [:]
  }

  /// - Throws: `FileError` or `CodeError` where the program cannot be read.
  init(_ path: String) throws {
    functions = try ProgramFunctions([UInt8](try TextFile.read(path, limit: .max)), file: path)
  }

  /// The functions of a stack, the innermost first.
  ///
  /// Where the runtime or a library ran that keeps no frames, its caller is missing among the frames. The call that
  /// made the innermost frame shows it, or else the first word of the stack that looks like a call from a function of
  /// the suite's own.
  func stack(_ stack: WorkerStack) -> [FunctionName] {
    var guesses: [FunctionName] = []
    var callers: [FunctionName] = []
    var called: FunctionName?
    for place in stack.places.dropFirst() {
      switch place {
      case .guess(let address): guesses.append(name(at: Int(clamping: address) - 1))
      case .library(let name): callers.append(library(name))
      case .program(let address):
        if callers.isEmpty {
          called = functions.target(ofCallBefore: Int(clamping: address)).map(name(at:))
        }
        callers.append(name(at: Int(clamping: address) - 1))
      }
    }
    let leaf: FunctionName =
      switch stack.places.first {
      case .program(let address), .guess(let address): name(at: Int(clamping: address))
      case .library(let name): library(name)
      case nil: library("")
      }
    guard !leaf.isOwn else { return [leaf] + callers }
    let missing: FunctionName? =
      if let called { called.isOwn ? called : nil } else { guesses.first(where: \.isOwn) }
    return [leaf] + (missing.map { [$0] } ?? []) + callers
  }

  private func name(at address: Int) -> FunctionName {
    if let known = cache.names[address] { return known }
    let symbol = functions.name(at: address)
    let made = FunctionName(symbol ?? "0x\(String(address, radix: 16))", isInProgram: symbol != nil)
    cache.names[address] = made
    return made
  }

  private func library(_ symbol: String) -> FunctionName {
    if let known = cache.libraries[symbol] { return known }
    let made = FunctionName(
      symbol.isEmpty ? "(a shared library)" : symbol, isInProgram: false)
    cache.libraries[symbol] = made
    return made
  }
}
