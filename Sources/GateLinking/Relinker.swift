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

  private let kit: LinkKit
  private let linker: Linker
  private let response: String

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

  /// Links several programs, so many at once as there are processors.
  ///
  /// - Returns: Why those failed that did, by their places.
  package static func link(
    _ programs: [(relinker: Relinker, seed: UInt32, path: String)], atOnce count: Int
  ) -> [Int: LinkingError] {
    var failures: [Int: LinkingError] = [:]
    var running: [(Int, LinkerProcess)] = []
    func finishFirst() {
      let (place, process) = running.removeFirst()
      do { try process.output() } catch { failures[place] = error }
    }
    for (place, program) in programs.enumerated() {
      if running.count >= max(1, count) { finishFirst() }
      do {
        running.append(
          (place, try program.relinker.begin(.shuffled(seed: program.seed), program.path)))
      } catch {
        failures[place] = error
      }
    }
    while !running.isEmpty { finishFirst() }
    return failures
  }

  private func begin(
    _ order: Order, _ path: String, map: String? = nil
  ) throws(LinkingError) -> LinkerProcess {
    try writeResponse()
    // What a debugger and a profiler read takes a quarter of the time, and differs from side to side.
    let lean = ["--strip-all", "--build-id=none"]
    let own =
      switch order {
      case .asBuilt: [String]()
      case .inOrder: lean
      case .shuffled(let seed): lean + ["--shuffle-sections=.text*=\(seed)"]
      }
    // Several links share the processors; one that takes all of them for itself ends no sooner.
    return try LinkerProcess(
      linker.path,
      ["@\(response)", "--threads=1", "-o", path] + own + (map.map { ["--Map=\($0)"] } ?? []))
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
