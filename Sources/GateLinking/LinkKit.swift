import Foundation
package import GateFiles
package import GateRecords

/// The files that are needed to link a program again, with its functions in another order.
package struct LinkKit: Hashable, Sendable {
  /// The kit's record.
  package let record: LinkKitRecord
  /// Where it is.
  package let place: KitPlace

  init(record: LinkKitRecord, place: KitPlace) {
    self.record = record
    self.place = place
  }

  /// Finds a program's kit, beside it or in the folder of baselines.
  ///
  /// - Parameter hash: The program's SHA-256.
  /// - Throws: ``LinkingError`` where there is none, it cannot be read, or it is another program's.
  package init(of program: String, hash: String) throws(LinkingError) {
    #if os(Linux)
      guard let place = KitPlace.found(of: program) else {
        let command = try? LinkCommand(of: program, scratch: nil)
        throw .noKit(program: program, canBeMade: command != nil)
      }
      do {
        self.init(record: try place.read(), place: place)
      } catch {
        throw .unreadable(error)
      }
      guard record.programHash == hash else { throw .programAndKitDiffer(program: program) }
    #else
      throw .notOnThisSystem
    #endif
  }

  /// Bytes of the objects that it keeps itself.
  package var keptBytes: Int64 {
    var seen: Set<String> = []
    return record.inputs.filter { $0.path == nil && seen.insert($0.hash).inserted }
      .reduce(0) { $0 + $1.bytes }
  }

  /// Bytes of the toolchain's and the system's files, which it only refers to.
  package var referredBytes: Int64 {
    record.inputs.filter { $0.path != nil }.reduce(0) { $0 + $1.bytes }
  }

  /// The path of an input.
  package func path(of input: LinkInput) -> String {
    input.path ?? place.path(ofObject: input.hash)
  }

  /// The names of its own objects, by their paths, without the folder.
  package var lastingNames: [String: String] {
    Dictionary(
      record.inputs.filter { $0.path == nil }.map { (path(of: $0), Self.lastingName($0)) }
    ) { first, _ in first }
  }

  /// Returns the name of an input that is the same on every machine that can use the kit.
  package static func lastingName(_ input: LinkInput) -> String {
    input.path ?? "sha256:\(input.hash)"
  }

  /// Makes sure that the inputs are there, in their size.
  func requireInputs() throws(LinkingError) {
    for input in record.inputs {
      let path = path(of: input)
      guard
        let attributes = try? FileManager.default.attributesOfItem(
          atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
      else { throw .inputGone(path: path) }
      guard (attributes[.size] as? NSNumber)?.int64Value == input.bytes else {
        throw .inputChanged(path: path)
      }
    }
  }

  /// The first input whose content is not what it was; nil where all are as they were.
  func changedInput() -> String? {
    record.inputs.lazy.map { (path: path(of: $0), hash: $0.hash) }
      .first { (try? SHA256.hexDigest(ofFile: $0.path)) != $0.hash }?.path
  }
}
