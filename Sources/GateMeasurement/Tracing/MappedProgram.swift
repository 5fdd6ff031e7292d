import Dispatch
import Foundation
package import GateCode
import GateFiles
package import GateLinking
import Synchronization

/// The program that a kit links with all functions in their original order, and the linker's map.
package struct MappedProgram: Sendable {
  /// The program; nil where only the map was wanted.
  let path: String?
  /// Where its code comes from.
  package let map: LinkMap
  /// Where the program is, for as long as this value lives.
  private let folder: DriverFolder?

  /// Links a kit.
  ///
  /// - Parameter isKept: Whether the program is wanted, too.
  /// - Throws: `LinkingError` when the kit cannot be used, `CodeError` for a map that is not understood.
  init(_ kit: LinkKit, isKept: Bool, environment: [String: String]) throws {
    let folder = try DriverFolder(in: FileManager.default.temporaryDirectory)
    let program = "\(folder.path)/program"
    let path = "\(folder.path)/map"
    _ = try Relinker(
      kit, folder: folder.path, reference: program, map: path, environment: environment)
    map = try LinkMap(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: path))), file: "the linker's map",
      names: kit.lastingNames)
    self.path = isKept ? program : nil
    self.folder = isKept ? folder : nil
    if !isKept { folder.remove() }
  }

  /// The maps of several kits, made at the same time, and beside them something else.
  ///
  /// - Returns: The maps, or why one could not be made.
  /// - Throws: What the other work throws.
  package static func maps<Other: Sendable>(
    of kits: [LinkKit], environment: [String: String], beside work: @Sendable () throws -> Other
  ) throws -> (maps: Result<[LinkMap], any Error>, other: Other) {
    let found = Mutex<[Int: Result<LinkMap, any Error>]>([:])
    let other = Mutex<Result<Other, any Error>?>(nil)
    DispatchQueue.concurrentPerform(iterations: kits.count + 1) { place in
      guard place < kits.count else {
        let result = Result { try work() }
        other.withLock { $0 = result }
        return
      }
      let result = Result {
        try MappedProgram(kits[place], isKept: false, environment: environment).map
      }
      found.withLock { $0[place] = result }
    }
    let maps = Result {
      try found.withLock { found in try kits.indices.compactMap { try found[$0]?.get() } }
    }
    guard let made = try other.withLock({ $0 })?.get() else {
      preconditionFailure("every iteration was performed")
    }
    return (maps, made)
  }
}
