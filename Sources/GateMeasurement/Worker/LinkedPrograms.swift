import Foundation
import GateFiles
import GateLinking
import GateRecords

/// Programs that are linked for single launches, each with its functions in an order of its own.
///
/// Where code lies changes its speed by several percent, and a build is one draw of that. Two programs that keep
/// their layouts through a run may so differ in every launch pair though no function does. With a layout drawn
/// again for each launch of both sides, that difference is chance like any other.
struct LinkedPrograms {
  private struct Launch: Hashable {
    let side: Side
    let seed: UInt32
  }

  private let relinkers: [Side: Relinker]
  private let folder: String
  /// The makers of the programs; empty before the first round, which runs that only count never reach.
  private var shufflers: [Side: ProgramShuffler] = [:]
  /// Programs of their launches' own, or why they could not be linked; several where launches share a layout,
  /// because a file's place in memory is not part of it.
  private var programs: [Launch: [Result<String, LinkingError>]] = [:]

  /// Prepares the kits of all sides.
  ///
  /// - Parameters:
  ///   - folder: A folder of this driver's own.
  ///   - references: Where the programs with all functions in their order go, by side.
  /// - Throws: The first reason why a kit cannot be used.
  init(
    _ kits: [Side: LinkKit], folder: String, references: [Side: String],
    environment: [String: String]
  ) throws(LinkingError) {
    var relinkers: [Side: Relinker] = [:]
    for (side, kit) in kits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let own = "\(folder)/\(side.rawValue)-kit"
      relinkers[side] = try Relinker(
        kit, folder: own, reference: references[side] ?? own, environment: environment)
    }
    self.relinkers = relinkers
    self.folder = folder
  }

  /// Makes the programs of a round's launches, several at once; those of the round before go.
  ///
  /// Where all of them are there already, made for other benchmarks of the same round, nothing is done.
  ///
  /// - Parameters:
  ///   - launches: Whose programs, and the seeds of their layouts.
  ///   - path: Makes the place of the next program.
  mutating func prepare(
    _ launches: [(side: Side, seed: UInt32)], path: () -> String
  ) {
    guard !launches.allSatisfy({ programs[Launch(side: $0.side, seed: $0.seed)] != nil }) else {
      return
    }
    remove()
    if shufflers.isEmpty {
      shufflers = ProgramShuffler.prepared(relinkers, folder: folder)
    }
    var wanted: [(launch: Launch, shuffler: ProgramShuffler, path: String)] = []
    for (side, seed) in launches {
      guard let shuffler = shufflers[side] else { continue }
      wanted.append((Launch(side: side, seed: seed), shuffler, path()))
    }
    let failures = ProgramShuffler.make(
      wanted.map { ($0.shuffler, $0.launch.seed, $0.path) },
      atOnce: max(1, Processors.allowed().count))
    for (place, each) in wanted.enumerated() {
      programs[each.launch, default: []].append(
        failures[place].map { .failure($0) } ?? .success(each.path))
    }
  }

  /// The program of a launch; launches that share a layout get theirs by turns.
  ///
  /// - Throws: `WorkerFault` where it could not be linked. Another layout, such as the build's own, would
  ///   not be a draw like those of the other launches.
  mutating func program(_ side: Side, seed: UInt32) throws(WorkerFault) -> String {
    let launch = Launch(side: side, seed: seed)
    guard var files = programs[launch], !files.isEmpty else {
      throw WorkerFault(.notStarted, .layoutMissing)
    }
    let next = files.removeFirst()
    programs[launch] = files + [next]
    switch next {
    case .success(let path): return path
    case .failure(let error):
      throw WorkerFault(.notStarted, .linkingFailed(reason: "\(error)"))
    }
  }

  /// Takes the programs away.
  mutating func remove() {
    for case .success(let path) in programs.values.joined() {
      try? FileManager.default.removeItem(
        at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }
    programs = [:]
  }
}
