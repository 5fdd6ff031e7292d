import GateRecords

/// The code that a whole process executed, from its start to its end.
package struct ExecutedCode: Hashable, Sendable {
  /// A stretch of a section of a file that the program was linked from.
  package struct Stretch: Hashable, Comparable, Sendable {
    /// The file, as the linker was given it.
    package var file: String
    /// The section's name.
    package var section: String
    /// The first and the last instruction, in bytes from the section's beginning.
    package var offsets: ClosedRange<Int>

    /// Names a stretch.
    package init(file: String, section: String, offsets: ClosedRange<Int>) {
      self.file = file
      self.section = section
      self.offsets = offsets
    }

    /// Orders stretches by file, section and beginning.
    package static func < (first: Stretch, second: Stretch) -> Bool {
      (first.file, first.section, first.offsets.lowerBound)
        < (second.file, second.section, second.offsets.lowerBound)
    }
  }

  /// The executed stretches; code between two near instructions counts, too.
  package var stretches: [Stretch]
  /// The functions executed in shared libraries, and pieces that have no name, sorted.
  package var outside: [String]
  /// Whether the suite itself, not its harness or its runtime, asked for variables of the environment.
  package var readsEnvironment: Bool
  /// Why the set does not say what another run executes; nil when nothing speaks against it.
  package var doubt: String?

  /// Takes it as it is given.
  package init(
    stretches: [Stretch], outside: [String] = [], readsEnvironment: Bool = false,
    doubt: String? = nil
  ) {
    self.stretches = stretches
    self.outside = outside
    self.readsEnvironment = readsEnvironment
    self.doubt = doubt
  }

  /// Combines the executions of several runs.
  ///
  /// - Parameters:
  ///   - runs: Two runs or more that did the same; each with a profile a thread.
  ///   - others: Further runs, in which chance had a part: what they executed is added.
  ///   - map: Where the linker put what, of the program that ran.
  package init(
    runs: [[CallgrindProfile]], others: [[CallgrindProfile]] = [], map: LinkMap
  ) {
    let profiles = (runs + others).flatMap { $0 }
    var offsets: [Section: [Int]] = [:]
    var unknown: Int?
    for address in profiles.reduce(into: Set<Int>(), { $0.formUnion($1.addresses) }) {
      switch Self.place(of: address, map) {
      case .code(let section, let offset): offsets[section, default: []].append(offset)
      case .linkers: break
      case .unknown: unknown = min(unknown ?? address, address)
      }
    }
    stretches = offsets.sorted { ($0.key.file, $0.key.name) < ($1.key.file, $1.key.name) }
      .flatMap { section, offsets in
        Self.stretches(offsets.sorted()).map {
          Stretch(file: section.file, section: section.name, offsets: $0)
        }
      }
    outside = profiles.reduce(into: Set<String>()) { all, profile in
      for names in profile.outside.values { all.formUnion(names) }
    }.sorted()
    readsEnvironment = profiles.contains { profile in
      profile.environmentReaders.contains { address in
        guard case .code(let section, _) = Self.place(of: address, map) else { return true }
        return !Self.isOfRuntime(section.name, file: section.file)
      }
    }
    doubt =
      Self.doubt(runs, others, unknown, Set(outside), isEmpty: stretches.isEmpty)
      ?? Self.doubtOfSeeds(runs, others, map)
  }

  private struct Section: Hashable {
    let file: String
    let name: String
  }

  /// Joins instructions that are near each other, so that a function is one stretch or a few.
  private static func stretches(_ offsets: [Int]) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    for offset in offsets {
      if let last = found.last, offset - last.upperBound <= 64 {
        found[found.count - 1] = last.lowerBound...offset
      } else {
        found.append(offset...offset)
      }
    }
    return found
  }

  private enum Found {
    case code(Section, offset: Int)
    /// Code that the linker makes: the jumps to functions of libraries.
    case linkers
    case unknown
  }

  private static func place(of address: Int, _ map: LinkMap) -> Found {
    guard let piece = map.piece(at: address) else { return .unknown }
    let file = map.file(of: piece)
    guard file != "<internal>" else {
      return piece.section.hasPrefix(".plt") || piece.section == ".iplt" ? .linkers : .unknown
    }
    return .code(Section(file: file, name: piece.section), offset: address - piece.address)
  }

  /// Functions of the package's own that run with some seeds of hash tables only.
  ///
  /// Comparing and hashing keys is left out: of these the proof asks more; see ``SameCodeProof``.
  private static func doubtOfSeeds(
    _ runs: [[CallgrindProfile]], _ others: [[CallgrindProfile]], _ map: LinkMap
  ) -> String? {
    func sections(_ runs: [[CallgrindProfile]]) -> Set<Section> {
      Set(
        runs.joined().flatMap(\.addresses).compactMap { address in
          guard case .code(let section, _) = place(of: address, map) else { return nil }
          return section
        })
    }
    let chance = sections(others).subtracting(sections(runs))
      .filter { !$0.file.hasSuffix(")") && !SeededFunctions.has($0.name.utf8) }
    return chance.map(\.name).min().map { CodeMessage.dependsOnSeeds(section: $0).line }
  }

  private static func doubt(
    _ runs: [[CallgrindProfile]], _ others: [[CallgrindProfile]], _ unknown: Int?,
    _ outside: Set<String>, isEmpty: Bool
  ) -> String? {
    guard runs.count >= 2, runs.allSatisfy({ !$0.isEmpty }) else {
      return CodeMessage.tooFewRuns.line
    }
    guard (runs + others).allSatisfy({ $0.count == 1 }) else {
      return CodeMessage.severalThreads.line
    }
    guard Set(runs.map { $0[0].instructions }).count == 1 else {
      return CodeMessage.unequalRuns.line
    }
    guard !isEmpty else { return CodeMessage.nothingSeen.line }
    if let unknown {
      return CodeMessage.addressUnknown(address: "0x" + String(unknown, radix: 16)).line
    }
    return TellingFunctions.doubt(outside)?.line
  }

  /// Whether a section holds a function of the harness or the runtime.
  ///
  /// The runtime comes in archives. Objects that the build made itself may give their functions the same names: a
  /// `static` function of C++ is `_ZL…`, too.
  static func isOfRuntime(_ section: String, file: String) -> Bool {
    let name = section.split(separator: ".", maxSplits: 1).last ?? ""
    if name.hasPrefix("$s9Speedgate") { return true }
    guard file.hasSuffix(")") else { return false }
    let prefixes = [
      "_dispatch_", "libdispatch_", "_ZN5swift", "_ZL", "_ZN12_GLOBAL__N_1", "_GLOBAL__sub_I_",
      "swift_", "startup._GLOBAL__sub_I_",
    ]
    return prefixes.contains { name.hasPrefix($0) }
  }
}
