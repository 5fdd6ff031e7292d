import Foundation
import GateCode
import GateLinking
import GateStatistics

/// Edits a small suite at random, and holds what is proven of its benchmarks against what they do.
///
/// A benchmark is *unchanged* when its result is what it was and it executes every instruction at the same place of the
/// same function as often as before. One that is proven the same and is not unchanged is a false proof.
struct SameCodeEdits {
  private let work: String
  private let seed: UInt64
  private let sources: EditedSources
  private let runs: EditedRuns
  private let first: EditedProgram
  private let kit: LinkKit
  private let digests: [String: String]
  private let executed: [String: ExecutedCode]
  /// What is executed before any edit, by those that ran in one process.
  private var counts: [[String]: [String: [String: Int]]] = [:]

  private static let names = [
    "rings", "weighed", "shapes", "casts", "trees", "machine", "closures", "keyed", "accounts",
    "texts",
    "settings", "tables", "ordered", "vectors",
  ]

  /// The result of an edit.
  private struct Line: Codable {
    var number: Int
    var edit: String
    var isCompiled = false
    var proven: [String] = []
    /// Those with another result.
    var otherResult: [String] = []
    /// Those whose instructions were counted, and those of them that executed others or as many elsewhere.
    var counted: [String] = []
    var otherInstructions: [String] = []
    /// Why benchmarks that are unchanged, or have the same result where that is all that is known, are not proven.
    var doubts: [String: String] = [:]
    /// The first instruction that is executed more or less often, of those that execute others.
    var firstOther: [String: String] = [:]
    var seconds = 0.0

    init(number: Int, edit: String) {
      self.number = number
      self.edit = edit
    }

    var falseProofs: [String] {
      proven.filter { otherResult.contains($0) || otherInstructions.contains($0) }
    }
  }

  /// Builds and traces the suite before any edit.
  init(sources folder: String, work: String, seed: UInt64) throws {
    self.work = URL(fileURLWithPath: work).standardizedFileURL.path
    self.seed = seed
    sources = try EditedSources(folder: folder)
    runs = EditedRuns(folder: self.work + "/run")
    try FileManager.default.createDirectory(atPath: runs.folder, withIntermediateDirectories: true)
    try EditedProgram.compile(sources.files, in: self.work + "/first", first: nil)
    kit = try EditedProgram.kit(in: self.work + "/first")
    first = try EditedProgram(kit, objects: self.work + "/first", to: self.work + "/first/linked")
    try runs.place(first.path)
    digests = try runs.digests(Self.names)
    var executed: [String: ExecutedCode] = [:]
    for name in Self.names {
      executed[name] = try runs.recorded(name, first.map)
      if let doubt = executed[name]?.doubt { print("\(name): \(doubt)") }
    }
    self.executed = executed
  }

  /// Makes edits that were not made before, and sums up.
  mutating func run(_ edits: Int) throws {
    let kept = URL(fileURLWithPath: "\(work)/edits-\(seed).jsonl")
    var lines =
      try (try? String(contentsOf: kept, encoding: .utf8))?.split(separator: "\n").map {
        try JSONDecoder().decode(Line.self, from: Data($0.utf8))
      } ?? []
    let done = Set(lines.map(\.number))
    if lines.isEmpty { try Data().write(to: kept) }
    let file = try FileHandle(forWritingTo: kept)
    var drawn = DrawnEdits(sources: sources, seed: seed)
    while lines.count(where: \.isCompiled) < edits {
      guard let edit = drawn.next() else { break }
      guard !done.contains(edit.number) else { continue }
      let line = try self.line(edit)
      lines.append(line)
      try file.seekToEnd()
      try file.write(contentsOf: try JSONEncoder().encode(line) + Data("\n".utf8))
      for name in line.falseProofs {
        print("FALSE: \(name) after edit \(line.number): \(line.edit)")
      }
    }
    file.closeFile()
    summarise(lines)
  }

  private mutating func line(_ edit: DrawnEdits.Edit) throws -> Line {
    let folder = "\(work)/edited"
    let began = Date()
    var line = Line(number: edit.number, edit: edit.reported)
    let program: EditedProgram
    do {
      try EditedProgram.compile(edit.files, in: folder, first: "\(work)/first")
      program = try EditedProgram(kit, objects: folder, to: "\(folder)/linked")
    } catch is EditedProgram.Failure {
      // Not every edit makes sense.
      return line
    }
    line.isCompiled = true
    let doubts = try self.doubts(program)
    line.proven = Self.names.filter { doubts[$0] == nil }
    try runs.place(program.path)
    let after = try runs.digests(Self.names)
    line.otherResult = Self.names.filter { after[$0] != digests[$0] }
    // Of a tenth of the edits all are judged, to learn how many of the unchanged are proven.
    line.counted = Self.names.filter { name in
      line.proven.contains(name) || edit.number % 10 == 0 && !line.otherResult.contains(name)
    }
    try countInstructions(program, &line)
    line.doubts = doubts.filter {
      !line.otherResult.contains($0.key) && !line.otherInstructions.contains($0.key)
    }
    line.seconds = Date().timeIntervalSince(began)
    return line
  }

  /// Why benchmarks are not proven; nothing of those that are.
  private func doubts(_ program: EditedProgram) throws -> [String: String] {
    let identity = try CodeIdentity(
      baseline: first.files, candidate: program.files, maps: (first.map, program.map))
    let linked = try (Self.linked(first.path), Self.linked(program.path))
    let proof = SameCodeProof(identity, programs: linked)
    return executed.compactMapValues { proof.doubts($0, limit: 1).first }
  }

  private static func linked(_ path: String) throws -> LinkedProgram {
    try LinkedProgram(try EditedProgram.bytes(path), file: path)
  }

  /// Finds those that execute other instructions, or as many elsewhere.
  ///
  /// All run in one process, where one may change what the next has to prepare. So those that differ and are to be
  /// judged run alone, too.
  private mutating func countInstructions(_ program: EditedProgram, _ line: inout Line) throws {
    guard !line.counted.isEmpty else { return }
    let all = try runs.counts(Self.names, program.map)
    let first = try known(Self.names, back: program)
    for name in line.counted where all[name] != first[name] {
      let alone = try runs.counts([name], program.map)
      let before = try known([name], back: program)
      guard alone != before else { continue }
      line.otherInstructions.append(name)
      let places = Set((before[name] ?? [:]).keys).union((alone[name] ?? [:]).keys)
      line.firstOther[name] = places.filter { before[name]?[$0] != alone[name]?[$0] }.min()
    }
  }

  /// What the first program executes.
  private mutating func known(
    _ names: [String], back program: EditedProgram
  ) throws -> [String: [String: Int]] {
    if let known = counts[names] { return known }
    try runs.place(first.path)
    let found = try runs.counts(names, first.map)
    try runs.place(program.path)
    counts[names] = found
    return found
  }

  private func summarise(_ all: [Line]) {
    let lines = all.filter(\.isCompiled)
    let falseProofs = lines.reduce(0) { $0 + $1.falseProofs.count }
    let proven = lines.reduce(0) { $0 + $1.proven.count }
    let drawn = lines.filter { $0.number % 10 == 0 }
    let unchanged = drawn.flatMap { line in
      line.counted.filter { !line.otherResult.contains($0) && !line.otherInstructions.contains($0) }
        .map { line.proven.contains($0) }
    }
    let found = unchanged.filter { $0 }.count
    print(
      """
      \(lines.count) edits, \(lines.count * Self.names.count) comparisons (\(all.count - lines.count) edits do not compile)
      other results: \(lines.reduce(0) { $0 + $1.otherResult.count })
      proven the same: \(proven), of which instructions were counted: \(proven)
      unchanged, of \(drawn.count) edits after which all were counted: \(unchanged.count), of which proven: \(found)
      false proofs: \(falseProofs)
      seconds an edit: \(String(format: "%.1f", lines.reduce(0) { $0 + $1.seconds } / Double(max(1, lines.count))))
      """)
  }
}
