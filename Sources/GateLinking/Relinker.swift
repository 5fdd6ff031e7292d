import Foundation
import GateFiles
import GateRecords

/// Links a program again from its kit.
package struct Relinker: Sendable {
  /// How functions are put in order.
  package enum Order: Hashable, Sendable {
    /// As the build had them, with all that the build's own link gives.
    case asBuilt
    /// As the build had them, without symbols that nothing reads while it runs.
    case inOrder
    /// At random, drawn from a seed that is not 0, which would mean another one each time.
    case shuffled(seed: UInt32)
  }

  package let kit: LinkKit
  private let linker: Linker
  private let response: String
  /// The bytes of all functions in their order; nil where they are not known.
  private var codeSize: Int?

  /// - Parameter responses: A folder for the linker's response file; it must stay as long as this value.
  init(_ kit: LinkKit, linker: Linker, responses: String) {
    self.kit = kit
    self.linker = linker
    response = "\(responses)/\(kit.record.programHash).txt"
  }

  /// Prepares a kit, and makes sure that it still gives what it gave.
  ///
  /// That one link is the proof: with the same linker and the same inputs it gives the same bytes, and
  /// nothing else is looked at.
  ///
  /// - Parameters:
  ///   - folder: A folder of the caller's own, which must stay as long as this value.
  ///   - reference: Where what it gives, with all functions in their order, is to go.
  ///   - map: Where the linker's map of that is to go; nil for none.
  /// - Throws: ``LinkingError``: why this kit cannot be used here.
  package init(
    _ kit: LinkKit, folder: String, reference: String, map: String? = nil,
    environment: [String: String]
  ) throws(LinkingError) {
    let linker = try Linker(of: kit.record.linker, environment: environment)
    try kit.requireInputs()
    self.init(kit, linker: linker, responses: folder)
    do {
      try begin(.inOrder, reference, map: map).output()
    } catch {
      // A changed object may be one that the linker cannot read.
      throw kit.changedInput().map { .inputChanged(path: $0) } ?? error
    }
    do {
      guard try SHA256.hexDigest(ofFile: reference) == kit.record.referenceHash else {
        throw LinkingError.inputChanged(path: "")
      }
      codeSize = LinkedImage([UInt8](try TextFile.read(reference)))?.loaded(".text")?.size
    } catch let error as FileError {
      throw .unreadable(error)
    } catch {
      throw kit.changedInput().map { .inputChanged(path: $0) } ?? .anotherResult
    }
  }

  /// Links to a file.
  ///
  /// - Throws: ``LinkingError/linkFailed(reason:)``.
  package func link(_ order: Order, to path: String) throws(LinkingError) {
    try begin(order, path).output()
  }

  /// Finds all references between functions, so that these can be moved without the linker.
  ///
  /// - Parameter folder: A folder for what is linked, which is taken away.
  /// - Throws: Why the linker has to link each program.
  func movableText(in folder: String) throws -> MovableText {
    let links = try referenceLinks(in: folder)
    var search = try ReferenceSearch(
      inOrder: links.inOrder, reversed: links.reversed, relocations: links.relocations,
      map: links.map)
    return try search.found()
  }

  /// Links the three programs that show all references.
  func referenceLinks(
    in folder: String
  ) throws -> (
    inOrder: LinkedImage, reversed: LinkedImage, relocations: LinkedImage, map: [UInt8]
  ) {
    let unknown = ReferenceSearch.Obstacle(.otherMachine)
    guard let codeSize else { throw unknown }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (room, map) = (folder + "/room.o", folder + "/map")
    try TextRoom(size: codeSize).object.write(to: URL(fileURLWithPath: room))
    // Any shuffle puts data in another order than none does; this one finds nothing to shuffle.
    let none = ["--shuffle-sections=.none=1", room]
    let arguments = [
      Self.lean + none, Self.lean + ["--shuffle-sections=\(TextRoom.others)=-1", room],
      ["--strip-debug", "--build-id=none", "--emit-relocs", "--Map=\(map)"] + none,
    ]
    let running = try arguments.enumerated().map { try begin($0.element, "\(folder)/\($0.offset)") }
    for link in running { try link.output() }
    func bytes(_ path: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped))
    }
    let images = try arguments.indices.map { LinkedImage(try bytes("\(folder)/\($0)")) }
    guard let inOrder = images[0], let reversed = images[1], let relocations = images[2] else {
      throw unknown
    }
    return (inOrder, reversed, relocations, try bytes(map))
  }

  /// Links with arguments of its own, for tests.
  func link(with arguments: [String], to path: String) throws(LinkingError) {
    try begin(Self.lean + arguments, path).output()
  }

  private func begin(
    _ order: Order, _ path: String, map: String? = nil
  ) throws(LinkingError) -> LinkerProcess {
    let own =
      switch order {
      case .asBuilt: [String]()
      case .inOrder: Self.lean
      case .shuffled(let seed): Self.lean + ["--shuffle-sections=.text*=\(seed)"]
      }
    return try begin(own + (map.map { ["--Map=\($0)", "--no-demangle"] } ?? []), path)
  }

  /// Debug information takes a quarter of the time and differs from side to side, so it is left out.
  private static let lean = ["--strip-all", "--build-id=none"]

  private func begin(_ own: [String], _ path: String) throws(LinkingError) -> LinkerProcess {
    try writeResponse()
    // Several links run at the same time; one that used all processors would not end sooner.
    return try LinkerProcess(linker.path, ["@\(response)", "--threads=1", "-o", path] + own)
  }

  private func writeResponse() throws(LinkingError) {
    guard !FileManager.default.fileExists(atPath: response) else { return }
    let words = kit.record.arguments.map { word in
      switch word {
      case .text(let text): text
      case .input(let index): kit.path(of: kit.record.inputs[index])
      }
    }
    do {
      try TextFile.write(Data(ResponseFile.text(words).utf8), to: response)
    } catch {
      throw .unreadable(error)
    }
  }
}
