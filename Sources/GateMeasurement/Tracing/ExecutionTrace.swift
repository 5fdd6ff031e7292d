import Dispatch
import Foundation
import GateCode
import GateFiles
package import GateLinking
import GateProtocol
package import GateRecords
import Synchronization

/// Records which functions each benchmark of a suite executes, by running it on callgrind's simulated processor.
///
/// Each benchmark has processes of its own, so that all is seen that it needs, from the first instruction to the
/// last. It runs twice; only what ran alike counts. Two more runs have random seeds of hash tables, and must not
/// execute other functions. A suite that is traced reads a made-up clock, so that it goes through all that a measured
/// one does and writes the same digits each time.
package struct ExecutionTrace {
  private let callgrind: Callgrind
  private let kit: LinkKit
  private let environment: [String: String]
  /// Seconds for which a benchmark may be silent; the simulated processor is some fifty times slower.
  private let timeLimit: Double
  /// Benchmarks that are run at the same time, at most.
  private static let mostAtOnce = 8

  /// Looks for callgrind.
  ///
  /// - Returns: Nil when `valgrind` is not on the path.
  package init?(of kit: LinkKit, environment: [String: String], timeLimit: Double = 120) {
    guard let callgrind = Callgrind(environment: environment) else { return nil }
    self.callgrind = callgrind
    self.kit = kit
    var environment = environment
    // Else functions of libraries seem to be called by the loader, which looks them up at their first call.
    environment["LD_BIND_NOW"] = "1"
    environment["SPEEDGATE_PADDING"] = nil
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// Whether `valgrind` is on the path.
  package static func isPossible(_ environment: [String: String]) -> Bool {
    Callgrind(environment: environment) != nil
  }

  /// Runs all benchmarks of what the kit links, whose every piece is known, on all processors but never more than
  /// eight at once: each process of callgrind takes some 100 MB.
  ///
  /// - Parameters:
  ///   - earlier: A record of the same program that still holds; what is pending in it is recorded, and all else taken over.
  ///   - timeBudget: Seconds after which no further benchmark begins; those are pending in the result. One a processor
  ///     always is recorded, so that every call gets further. Nil records all.
  ///   - report: Called with how many benchmarks are done, and how many there are.
  /// - Throws: ``LinkingError`` when the kit cannot be used, `WorkerFault` when the suite does not run under callgrind,
  ///   `CodeError` for a map that is not understood.
  package func record(
    continuing earlier: ExecutedRecord? = nil, timeBudget: Double? = nil,
    report: @Sendable (_ done: Int, _ total: Int) -> Void
  ) throws -> ExecutedRecord {
    let began = DispatchTime.now()
    let program = try MappedProgram(kit, isKept: true, environment: environment)
    let all = try listing(program)
    let listed = all.filter { benchmark in
      earlier?.benchmarks[benchmark.name].map { $0.isPending == true } ?? true
    }
    let progress = Mutex((next: 0, done: [Int: Found]()))
    let atOnce = min(ProcessInfo.processInfo.activeProcessorCount, Self.mostAtOnce, listed.count)
    DispatchQueue.concurrentPerform(iterations: atOnce) { _ in
      while true {
        let place = progress.withLock { progress in
          defer { progress.next += 1 }
          return progress.next
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds) / 1e9
        guard place < listed.count, place < atOnce || seconds < timeBudget ?? .infinity else {
          return
        }
        let found = execution(of: listed[place], program)
        progress.withLock { progress in
          progress.done[place] = found
          report(all.count - listed.count + progress.done.count, all.count)
        }
      }
    }
    let executions = progress.withLock(\.done)
    var gathered = Gathered()
    if let earlier { gathered.add(earlier, without: Set(listed.map(\.name))) }
    // In the suite's order, whichever was done first, so that two records of a program are alike.
    for (place, benchmark) in listed.enumerated() {
      gathered.add(executions[place] ?? Self.pending, name: benchmark.name)
    }
    return gathered.record(
      hash: kit.record.programHash, tool: callgrind.version, environment: environment)
  }

  private static let pending = Found(
    code: ExecutedCode(stretches: [], doubt: MeasurementMessage.notTracedYet.line), isPending: true)

  private func listing(_ program: MappedProgram) throws -> [ListedBenchmark] {
    let worker = try start(program, environment)
    defer { worker.link.end() }
    return try worker.conversation.benchmarks()
  }

  private func start(
    _ program: MappedProgram, _ environment: [String: String], hasRandomSeeds: Bool = false
  ) throws(WorkerFault) -> CallgrindWorker {
    try callgrind.start(
      program.path ?? "", role: "trace", environment: environment, output: "executed", log: "log",
      arguments: CallgrindProfile.arguments + SystemCallLog.arguments, side: .candidate,
      hasRandomSeeds: hasRandomSeeds, timeLimit: timeLimit)
  }

  /// The execution of one process.
  private struct Run {
    /// The folder of the program that ran.
    var folder: String
    /// Iterations of the last sample.
    var iterations: Int
    var profiles: [CallgrindProfile] = []
    var calls: SystemCallLog

    /// Whether a path is where the program was put for this run, or where the runtime looks beside that.
    ///
    /// Each launch has another such place.
    func isOfPlace(_ path: String) -> Bool {
      let above = URL(fileURLWithPath: folder).deletingLastPathComponent().path
      return path == folder || path == above || path.hasPrefix(folder + "/")
        || path.hasPrefix(above + "/libexec/swift") || path == above + "/bin"
        || path.hasPrefix(above + "/bin/") || path.hasSuffix("/swift-backtrace")
        || path.hasSuffix("/swift-backtrace-static")
    }
  }

  /// The execution of a benchmark, put together from several runs.
  private struct Found {
    var code: ExecutedCode
    var isPending = false
    var instructions: [UInt64] = []
    var files: [String] = []
    var libraries: Set<String> = []
  }

  private func execution(of benchmark: ListedBenchmark, _ program: MappedProgram) -> Found {
    guard !benchmark.usesSeveralThreads else {
      return Found(code: ExecutedCode(stretches: [], doubt: MeasurementMessage.severalThreads.line))
    }
    let runs: [Run]
    let others: [Run]
    do {
      let first = try run(program, benchmark.index, environment)
      // The number of a CI job must not matter, so the second run has other values of its variables.
      let more = [
        (TracedEnvironment.scrambled(environment), false), (environment, true), (environment, true),
      ]
      let found = Mutex<[Int: Result<Run, any Error>]>([:])
      DispatchQueue.concurrentPerform(iterations: more.count) { place in
        let result = Result {
          try run(
            program, benchmark.index, more[place].0, iterations: first.iterations,
            hasRandomSeeds: more[place].1)
        }
        found.withLock { $0[place] = result }
      }
      let made = try found.withLock { found in
        try more.indices.compactMap { try found[$0]?.get() }
      }
      runs = [first] + made.prefix(1)
      others = Array(made.dropFirst())
    } catch {
      return Found(code: ExecutedCode(stretches: [], doubt: "\(error)"))
    }
    var found = Found(
      code: ExecutedCode(
        runs: runs.map(\.profiles), others: others.map(\.profiles), map: program.map),
      instructions: runs.compactMap { $0.profiles.first?.instructions })
    found.code.doubt = found.code.doubt ?? runs.lazy.compactMap(\.calls.doubt).first
    for run in runs {
      for path in run.calls.files
      where !run.isOfPlace(path) && !found.files.contains(path) {
        found.files.append(path)
      }
      for profile in run.profiles {
        found.libraries.formUnion(profile.outside.keys.filter { $0 != "???" })
      }
      found.code.readsEnvironment = found.code.readsEnvironment || run.calls.readsEnvironment
    }
    return found
  }

  private func run(
    _ program: MappedProgram, _ index: Int, _ environment: [String: String], iterations: Int? = nil,
    hasRandomSeeds: Bool = false
  ) throws -> Run {
    let worker = try start(program, environment, hasRandomSeeds: hasRandomSeeds)
    let count: Int
    do {
      let conversation = worker.conversation
      try conversation.begin(index)
      _ = try conversation.calibrate(1_000_000)
      try conversation.warm(1_000_000)
      let began = DispatchTime.now()
      _ = try conversation.sample(1, count: 1)
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds) / 1e9
      // As many as are soon done: some code only runs after many iterations.
      count = iterations ?? min(max(Int(0.3 / max(seconds, 1e-6)), 2), 1_000)
      _ = try conversation.sample(count, count: 1)
      var ignored = LaunchResult()
      try conversation.finish(&ignored)
    } catch {
      worker.link.end()
      throw TraceFailure(message: error.failure.message)
    }
    do {
      // Callgrind writes when the program ends by itself.
      try worker.link.quit(within: timeLimit)
    } catch {
      throw TraceFailure(message: "the suite \(error.message)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: worker.folder).sorted()
    let profiles = try names.filter { $0.hasPrefix("executed-") }.map { name in
      try CallgrindProfile(
        Self.bytes("\(worker.folder)/\(name)"), file: name, program: worker.program)
    }
    return Run(
      folder: worker.folder, iterations: count, profiles: profiles,
      calls: try SystemCallLog(Self.bytes("\(worker.folder)/log"), file: "the log of valgrind"))
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private struct TraceFailure: Error, CustomStringConvertible {
    let message: String
    var description: String { MeasurementMessage.traceFailed(reason: message).line }
  }

  /// The record as it grows: each function and file once.
  private struct Gathered {
    private var files: [String] = []
    private var placeOfFile: [String: Int] = [:]
    private var stretches: [ExecutedRecord.Stretch] = []
    private var placeOfStretch: [ExecutedRecord.Stretch: Int] = [:]
    private var outside: [String] = []
    private var placeOutside: [String: Int] = [:]
    private var libraries: Set<String> = []
    private var benchmarks: [String: ExecutedRecord.Execution] = [:]

    /// Takes over an earlier record but for some benchmarks.
    mutating func add(_ earlier: ExecutedRecord, without names: Set<String>) {
      libraries.formUnion(earlier.libraries.map(\.path))
      files = earlier.files
      stretches = earlier.stretches
      outside = earlier.outside
      func places<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        Dictionary(zip(values, values.indices)) { first, _ in first }
      }
      placeOfFile = places(files)
      placeOfStretch = places(stretches)
      placeOutside = places(outside)
      benchmarks = earlier.benchmarks.filter { !names.contains($0.key) }
    }

    mutating func add(_ found: Found, name: String) {
      libraries.formUnion(found.libraries)
      var own: [Int] = []
      for stretch in found.code.stretches {
        let file = Self.place(of: stretch.file, &files, &placeOfFile)
        own.append(
          Self.place(
            of: ExecutedRecord.Stretch(
              file: file, section: stretch.section, first: stretch.offsets.lowerBound,
              last: stretch.offsets.upperBound), &stretches, &placeOfStretch))
      }
      let others = found.code.outside.map { Self.place(of: $0, &outside, &placeOutside) }
      benchmarks[name] = ExecutedRecord.Execution(
        stretches: own.sorted(), outside: others.sorted(), instructions: found.instructions,
        files: found.files.map(ExecutedRecord.ReadFile.init(readNow:)),
        readsEnvironment: found.code.readsEnvironment, doubt: found.code.doubt,
        isPending: found.isPending ? true : nil)
    }

    private static func place<Value: Hashable>(
      of value: Value, _ all: inout [Value], _ places: inout [Value: Int]
    ) -> Int {
      if let known = places[value] { return known }
      all.append(value)
      places[value] = all.count - 1
      return all.count - 1
    }

    func record(hash: String, tool: String, environment: [String: String]) -> ExecutedRecord {
      // Valgrind's own library does not run when the suite is measured.
      let loaded = libraries.filter { !$0.contains("/vgpreload_") }.sorted()
      return ExecutedRecord(
        programHash: hash, tool: tool, environment: TracedEnvironment.hashes(environment),
        libraries: loaded.map(ExecutedRecord.ReadFile.init(readNow:)), files: files,
        stretches: stretches, outside: outside, benchmarks: benchmarks)
    }
  }
}

extension ExecutedRecord.ReadFile {
  /// A file as it is now; of a folder or a device it is known only that it is there.
  package init(readNow path: String) {
    let hash =
      switch PathKind(of: path) {
      case .absent: String?.none
      case .file: (try? SHA256.hexDigest(ofFile: path)) ?? "unreadable"
      case .folder: "folder"
      case .special: "special"
      case .hidden: "hidden"
      }
    self.init(path: path, hash: hash)
  }
}
