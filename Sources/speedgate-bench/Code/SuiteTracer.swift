import GateCommandLine
import GateFiles
import GateLinking
import GateMeasurement
import GateRecords

/// Records what a suite's benchmarks execute, beside the program and in the baselines.
struct SuiteTracer {
  /// The suite's program.
  let suite: String
  /// The suite as the user named it.
  let name: String
  /// The folder of baselines that is to keep the record; nil where none is.
  let baselines: BaselineDirectory?
  let environment: [String: String]
  /// Seconds after which no further benchmark begins; nil for no limit.
  let timeBudget: Double?

  /// The result.
  enum Result {
    /// The record was made; beside the program, it is in this file.
    case recorded(ExecutedRecord, path: String)
    /// A record that was made before still holds.
    case upToDate
    /// The folder of baselines does not store this program with a link kit.
    case notStored
  }

  /// Why nothing can be recorded.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// Records, unless that was done before or the record has no place.
  ///
  /// - Throws: ``Refusal`` where nothing can be recorded, `FileError` where the folder of baselines cannot be used.
  func trace(_ line: ProgressLine) throws -> Result {
    let hash = try SHA256.hexDigest(ofFile: suite)
    // Other kinds of machine have other libraries.
    let here = EnvironmentProbe.machineKey
    func isOwn(_ environment: String) -> Bool { environment.hasPrefix(here) }
    if let baselines {
      let stored = try baselines.kits(ofProgram: hash, isOwn: isOwn)
      guard !stored.isEmpty else { return .notStored }
      guard !stored.allSatisfy({ record(at: $0, of: hash)?.pendingCount == 0 }) else {
        return .upToDate
      }
    }
    let kit: LinkKit
    do {
      kit = try LinkKit(of: suite, hash: hash)
    } catch {
      throw Refusal(
        description:
          BenchMessage.traceNeedsKit(program: name, reason: "\(error)").line)
    }
    // An execution that was just recorded next to the program is not recorded again for the stored copy.
    let earlier = record(at: kit.place, of: hash)
    if let baselines, let known = earlier, known.pendingCount == 0 {
      try baselines.storeExecuted(known, isOwn: isOwn)
      return .upToDate
    }
    guard let trace = ExecutionTrace(of: kit, environment: environment) else {
      throw Refusal(
        description:
          BenchMessage.valgrindForTrace(program: name).line)
    }
    line.finished(BenchMessage.tracing.line)
    let made: ExecutedRecord
    do {
      defer { line.clear() }
      let pending = earlier.flatMap { $0.pendingCount == 0 ? nil : $0 }
      made = try trace.record(continuing: pending, timeBudget: timeBudget) { done, total in
        line.update(done: Double(done) / Double(total), "\(done) of \(total) traced")
      }
    } catch {
      throw Refusal(description: "\(name): \(error)")
    }
    try RecordFile.write(made, to: kit.place.executed)
    try baselines?.storeExecuted(made, isOwn: isOwn)
    return .recorded(made, path: kit.place.executed)
  }

  /// A record that was made before of this program and still holds; nil where there is none.
  private func record(at place: KitPlace, of hash: String) -> ExecutedRecord? {
    guard let found = try? place.readExecuted(), found.programHash == hash,
      RecordedExecution(found, environment: environment).isUpToDate
    else { return nil }
    return found
  }

  /// The result in words.
  static func text(_ result: Result) -> String {
    switch result {
    case .upToDate: return BenchMessage.traceUpToDate.line + "\n"
    case .notStored:
      return BenchMessage.traceNotStored.line + "\n"
    case .recorded(let record, let path):
      let doubts = record.benchmarks.compactMap { name, execution in
        execution.doubt.map { (name: name, doubt: $0) }
      }
      .sorted { $0.name < $1.name }
      let pending = record.pendingCount
      guard pending == 0 else {
        return BenchMessage.tracedInPart(
          done: record.benchmarks.count - pending, all: record.benchmarks.count
        ).line + "\n"
      }
      return
        "\(path): \(record.benchmarks.count) benchmarks, \(record.stretches.count) stretches of code\n"
        + doubts.map { "  \($0.name): \($0.doubt)\n" }.joined()
    }
  }
}
