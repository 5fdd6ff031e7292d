import Foundation
import GateCode
import GateCommandLine
import GateFiles
import GateLinking
import GateMeasurement
import GateRecords

/// Compares the code of two programs before they are measured beside each other.
struct CodeComparer {
  /// The result for the code that one benchmark executes.
  enum Finding: Hashable {
    /// Both sides execute the same.
    case same
    /// Why that is not proven, and which changed functions it executes, by their readable names.
    case open(doubts: [String], changed: [String])
  }

  /// The comparison in the run's record.
  let record: CodeComparison
  /// The benchmarks of which it is known what they execute, by name.
  let findings: [String: Finding]

  /// The most changed functions of a benchmark that are named.
  static let mostOwn = 50

  /// The most reasons that are reported.
  static let mostDoubts = 3

  /// Compares what two programs were linked from; where it cannot, the record says why.
  ///
  /// - Parameters:
  ///   - baseline: The baseline's program and its SHA-256.
  ///   - candidate: The suite's program and its SHA-256.
  ///   - environment: The variables that both programs get.
  init(
    baseline: (path: String, hash: String), candidate: (path: String, hash: String),
    environment: [String: String]
  ) {
    let made: (record: CodeComparison, findings: [String: Finding])
    do {
      let kits = try [baseline, candidate].map { try LinkKit(of: $0.path, hash: $0.hash) }
      let traced = try kits[0].place.readExecuted().flatMap {
        $0.programHash == baseline.hash ? $0 : nil
      }
      let (linked, code) = try MappedProgram.maps(
        // Only the proof needs to know which of several definitions the linker took.
        of: traced == nil ? [] : kits, environment: environment
      ) {
        var read = KitCode.Cache()
        return try kits.map { try KitCode($0, &read) }
      }
      let (old, new) = (code[0], code[1])
      let maps = (try? linked.get()) ?? []
      let identity = try CodeIdentity(
        baseline: old.files, candidate: new.files,
        maps: maps.count == 2 ? (maps[0], maps[1]) : nil, thinMember: KitCode.member)
      let executed = traced.map { record in
        var doubt = old.circumstances.doubt(new.circumstances)
        if case .failure(let error) = linked { doubt = Program.oneLine("\(error)") }
        return RecordedExecution(record, environment: environment, doubt: doubt)
      }
      let difference = CodeDifference(identity)
      let names = ReadableNames(toolFolder: new.toolFolder)
      let record = CodeComparison(
        functions: CodeChanges(
          baseline: difference.baselineFunctions, candidate: difference.candidateFunctions,
          Self.changed(difference.functions, names)),
        data: CodeChanges(Self.changed(difference.data, names)))
      made = (
        record,
        try Self.findings(executed, identity, difference, names) {
          (try Self.linked(baseline.path), try Self.linked(candidate.path))
        }
      )
    } catch {
      made = (CodeComparison(reason: Program.oneLine("\(error)")), [:])
    }
    (record, findings) = made
  }

  /// The benchmarks that execute the same code on both sides.
  var same: Set<String> { Set(findings.filter { $0.value == .same }.keys) }

  /// The records of benchmarks with what is known of their code.
  func completed(_ benchmarks: [BenchmarkRecord]) -> [BenchmarkRecord] {
    benchmarks.map { benchmark in
      guard !benchmark.hasSameCode,
        case .open(let doubts, let changed) = findings[benchmark.name.rawValue]
      else { return benchmark }
      var completed = benchmark
      completed.codeDoubts = doubts
      completed.changedFunctions = changed
      return completed
    }
  }

  /// Names with kinds, as a record lists them: only those that it has room for are made readable.
  private static func changed(_ names: CodeDifference.Names, _ readable: ReadableNames)
    -> [ChangedName]
  {
    let all =
      names.edited.map { ChangedName($0, .edited) } + names.added.map { ChangedName($0, .added) }
      + names.removed.map { ChangedName($0, .removed) }
      + names.unclear.map { ChangedName($0, .unclear) }
    let shown = all.prefix(CodeChanges.mostListed)
    return zip(readable.of(shown.map(\.name)), shown).map { ChangedName($0, $1.kind) }
      + all.dropFirst(shown.count)
  }

  private static func findings(
    _ recorded: RecordedExecution?, _ identity: CodeIdentity, _ difference: CodeDifference,
    _ names: ReadableNames,
    programs: () throws -> (baseline: LinkedProgram, candidate: LinkedProgram)
  ) throws -> [String: Finding] {
    guard let recorded else { return [:] }
    let executed = recorded.executed
    let proof = SameCodeProof(identity, programs: try programs())
    let changed = Set(
      difference.functions.edited + difference.functions.removed + difference.functions.unclear
        + difference.functions.added)
    let doubts = proof.doubts(
      of: executed, changedVariable: recorded.changedVariable, limit: mostDoubts)
    let own = executed.mapValues { code in
      identity.functions(of: code.stretches).filter(changed.contains)
    }
    let linker = Set(own.values.joined()).sorted()
    let readable = Dictionary(
      zip(linker, names.of(linker)).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    let texts = Set(doubts.values.joined()).sorted()
    let words = Dictionary(
      zip(texts, names.of(texts)).map { ($0, brief($1)) }, uniquingKeysWith: { first, _ in first })
    return doubts.reduce(into: [:]) { findings, entry in
      guard !entry.value.isEmpty else {
        findings[entry.key] = .same
        return
      }
      findings[entry.key] = .open(
        doubts: entry.value.map { words[$0] ?? $0 },
        changed: (own[entry.key] ?? []).prefix(mostOwn).map { readable[$0] ?? $0 })
    }
  }

  /// A reason of a length that a line bears; names of generic code have no limit.
  private static func brief(_ text: String) -> String {
    text.count > 200 ? text.prefix(199) + "…" : text
  }

  private static func linked(_ path: String) throws -> LinkedProgram {
    try LinkedProgram([UInt8](Data(contentsOf: URL(fileURLWithPath: path))), file: path)
  }
}
