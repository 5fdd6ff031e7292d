import Dispatch
import Foundation
import GateFiles
import GateRecords
import Synchronization

/// Makes a program with its functions in any number of orders.
///
/// Where all references between functions are known, an order is made by moving functions, which takes a tenth of
/// a link; else the linker makes it. Which of both it is depends on the program alone, so a seed always gives
/// the same order.
package struct ProgramShuffler: Sendable {
  private let relinker: Relinker
  private let text: MovableText?
  /// Why each program takes a link; nil where functions are moved without the linker.
  package let obstacle: String?

  /// Prepares, with three links.
  ///
  /// - Parameter folder: A folder of the caller's own.
  package init(_ relinker: Relinker, folder: String) {
    self.relinker = relinker
    do {
      text = try relinker.movableText(in: folder)
      obstacle = nil
    } catch {
      text = nil
      obstacle = "\(error)"
    }
  }

  /// Prepares several at once; those of one program share their preparation.
  package static func prepared<Key: Hashable & Sendable>(
    _ relinkers: [Key: Relinker], folder: String
  ) -> [Key: ProgramShuffler] {
    let programs = Dictionary(
      relinkers.values.map { ($0.kit.record.programHash, $0) },
      uniquingKeysWith: { first, _ in first })
    let hashes = programs.keys.sorted()
    let shufflers = Mutex<[String: ProgramShuffler]>([:])
    DispatchQueue.concurrentPerform(iterations: hashes.count) { index in
      guard let relinker = programs[hashes[index]] else { return }
      let shuffler = ProgramShuffler(relinker, folder: "\(folder)/\(hashes[index])-moving")
      shufflers.withLock { $0[hashes[index]] = shuffler }
    }
    let found = shufflers.withLock { $0 }
    return relinkers.compactMapValues { found[$0.kit.record.programHash] }
  }

  /// Makes a program.
  ///
  /// - Parameter seed: The seed of the random order; not 0.
  /// - Throws: ``LinkingError``.
  package func make(seed: UInt32, at path: String) throws(LinkingError) {
    guard let text else { return try relinker.link(.shuffled(seed: seed), to: path) }
    // Where the functions find no room in one order, they do in the next: the gaps are larger in one of thousands.
    var draw = seed
    for _ in 0..<100 {
      let order = FunctionOrder.shuffled(text.pieces.count, seed: draw)
      guard let program = text.program(in: order) else {
        draw &+= 0x9E37_79B9
        continue
      }
      guard write(program, to: path) else {
        throw .unreadable(.notWritable(path: path, reason: LinkingMessage.programNotWritten.line))
      }
      return
    }
    throw .failed(.noRoom)
  }

  private func write(_ program: [UInt8], to path: String) -> Bool {
    // Programs have megabytes, which are not copied once more.
    unsafe program.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      let data = unsafe Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count,
        deallocator: .none)
      return FileManager.default.createFile(
        atPath: path, contents: data, attributes: [.posixPermissions: 0o755])
    }
  }

  /// Makes several programs, up to `count` at the same time.
  ///
  /// - Returns: The errors, by the places of the programs that could not be made.
  package static func make(
    _ programs: [(shuffler: ProgramShuffler, seed: UInt32, path: String)], atOnce count: Int
  ) -> [Int: LinkingError] {
    let failures = Mutex<[Int: LinkingError]>([:])
    let lanes = max(1, min(count, programs.count))
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
      for place in stride(from: lane, to: programs.count, by: lanes) {
        let each = programs[place]
        do throws(LinkingError) {
          try each.shuffler.make(seed: each.seed, at: each.path)
        } catch {
          failures.withLock { $0[place] = error }
        }
      }
    }
    return failures.withLock { $0 }
  }
}
