import Foundation
import GateCommandLine
import GateFiles
import GateRecords
import GateReports
import GateRevisions
import GateStatistics

extension Command {
  /// `speedgate-bench bisect`.
  static let bisect = Command(
    CommandDefinition(
      "speedgate-bench bisect", summary: "Finds the commits with which a benchmark changed.",
      details: """
        The ends of the range are measured beside each other. Then commits between them are built and measured beside \
        both ends, as often as the noise requires, until one is left. The probability of naming a wrong commit is at \
        most --error. If commits between do not build, a range of commits is named. Several steps are found one after \
        the other.

        Commits that change no file of the suite are not built. Without a BENCHMARK, the whole suite is measured at \
        both ends first, and the benchmark with the clearest regression is searched. The work tree is not touched. An \
        interrupted search continues when it is called again.

        Exit status: 0 commits are named, 1 the ends do not differ, 2 the search failed.
        """,
      positionals: [
        .init("GOOD..BAD", "Two commits; GOOD.. ends at the one that is checked out."),
        .init(
          "BENCHMARK", "The benchmark's full name (default: the one with the clearest regression).",
          isOptional: true),
      ],
      options: RevisionOptions.definitions + [
        .value("metric", "NAME", "The metric to search by (default: wall_time)."),
        .value("tolerance", "SHARE", "The largest change that does not matter (default: 1%)."),
        .value("error", "SHARE", "The largest probability of a wrong answer (default: 1%)."),
        .value("max-pairs", "NUMBER", "The most launch pairs of two programs (default: 160)."),
        .repeated(
          "path", "PATH",
          "Only commits that change this file or folder; repeat for more (default: those of the suite)."
        ),
        .flag("merged", "If a merge is found, also search the commits that it merged."),
        .flag("restart", "Start again, without the measurements of an interrupted call."),
        .output("Write the result as JSON to this file, or - for standard output."),
        .output("Write the result as Markdown to this file.", name: "markdown"),
      ] + RevisionPair.options,
      examples: [
        "speedgate-bench bisect v1.2..main parse/order",
        "speedgate-bench bisect HEAD~40.. --suite-from .",
      ])
  ) { arguments, context in
    var command = try BisectCommand(arguments, context)
    return try await command.perform()
  }
}

/// One call of `speedgate-bench bisect`.
private struct BisectCommand {
  private let arguments: ParsedArguments
  private let context: CommandContext
  private let options: RevisionOptions
  private let suite: String
  private let good: (name: String, commit: Commit)
  private let bad: (name: String, commit: Commit)
  private let metric: MetricName
  private let tolerance: Double
  private let error: Double
  private let mostPairs: Int
  private let seed: UInt64

  init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
    self.arguments = arguments
    self.context = context
    guard let range = arguments.positionals.first else {
      throw UsageError(BenchMessage.rangeNeeded)
    }
    guard let dots = range.range(of: ".."), !range.contains("..."),
      dots.lowerBound > range.startIndex
    else {
      throw UsageError(BenchMessage.notARange(range))
    }
    options = try RevisionOptions(arguments, context)
    let names = (String(range[..<dots.lowerBound]), String(range[dots.upperBound...]))
    good = (names.0, try options.repository.commit(names.0))
    bad = (
      names.1.isEmpty ? "HEAD" : names.1,
      try options.repository.commit(names.1.isEmpty ? "HEAD" : names.1)
    )
    let suites = try options.suites()
    guard suites.count == 1 else {
      throw UsageError(BenchMessage.severalSuites(names: suites))
    }
    suite = suites[0]
    metric = arguments.value("metric").map { MetricName(rawValue: $0) } ?? .wallTime
    tolerance = try arguments.share("tolerance") ?? 0.01
    error = try arguments.share("error") ?? 0.01
    mostPairs = try arguments.integer("max-pairs", in: 10...10_000) ?? 160
    seed = try arguments.integer("seed", in: 0...UInt64.max) ?? 1
    try LayoutChoice.require(arguments)
  }

  mutating func perform() async throws -> ExitStatus {
    defer { options.tidy() }
    let line = try self.line(after: good.commit, upTo: bad.commit)
    guard line.touching.count > 1 else {
      throw UsageError(
        BenchMessage.rangeWithoutChange(
          good: good.commit.short, bad: bad.commit.short, suite: suite))
    }
    say(.rangeSize(commits: line.all, touching: line.touching.count - 1, suite: suite))
    let names = try await benchmarks(line.touching)
    guard !names.isEmpty else {
      let message = BenchMessage.nothingSlower(suite: suite, good: good.name, bad: bad.name)
      context.out(message.line + "\n")
      return .failed
    }
    var record = try bisect(names[0], line.touching, all: line.all)
    record.repetition = arguments.repeatCommand(seed: seed)
    if arguments.flag("merged") { record.merged = try merged(record) }
    try write(record)
    return record.outcome == .found || record.outcome == .range ? .passed : .failed
  }

  // MARK: The range

  /// The commits that touch the suite, with the good end before them, and how many there are in all.
  private func line(after first: Commit, upTo last: Commit) throws -> (touching: [Commit], all: Int)
  {
    let repository = options.repository
    func commits(_ paths: [String]) throws -> [Commit] {
      try repository.commits(after: first, upTo: last, paths: paths)
    }
    let all = try commits([]).count
    let named = arguments.values("path")
    let touching = try commits(named.isEmpty ? try usualPaths() : named)
    return ([first] + touching, all)
  }

  /// The folders of the suite at either end; none, which means everything, where they are unknown.
  private func usualPaths() throws -> [String] {
    guard arguments.value("build-command") == nil else { return [] }
    var paths: Set<String> = ["Package.swift", "Package.resolved", ":(glob)Package@*.swift"]
    for commit in [good.commit, bad.commit] {
      guard let outline = try? options.store.outline(of: commit) else { return [] }
      // A package beside this one may lie in the repository, too.
      guard outline.localPackages.allSatisfy({ !$0.hasPrefix(options.store.root) }) else {
        return []
      }
      paths.formUnion(outline.folders(behind: suite))
    }
    return paths.sorted()
  }

  /// The benchmarks to search: the one that was named, or the one that became slower most clearly.
  private func benchmarks(_ line: [Commit]) async throws -> [BenchmarkIdentifier] {
    if arguments.positionals.count > 1 { return [BenchmarkIdentifier(arguments.positionals[1])] }
    var programs: [(path: String, revision: RevisionRecord)] = []
    for commit in [line[line.count - 1], line[0]] {
      switch try options.program(commit, suite: suite) {
      case .built(let path, let hash):
        programs.append((path, RevisionRecord(commit, programHash: hash)))
      case .failed(let reason):
        throw UsageError(BenchMessage.endNotBuilt(commit: commit.short, reason: reason))
      }
    }
    guard programs[0].revision.programHash != programs[1].revision.programHash else { return [] }
    say(.measuringEnds(suite: suite))
    let folder = options.store.root + "/bisect"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = "\(folder)/ends-\(ProcessInfo.processInfo.processIdentifier).json"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let outcome = try await RevisionPair(arguments: arguments, context: context).measured(
      programs[0], beside: programs[1], file: file)
    let slower = outcome.verdict.findings.filter {
      $0.metric == metric && $0.rule == .regression && $0.status == .regressed
    }
    let worst = slower.max { ($0.change?.low ?? 0) < ($1.change?.low ?? 0) }
    if slower.count > 1, let worst {
      say(.severalSlower(count: slower.count, benchmark: worst.benchmark.rawValue))
    }
    return worst.map { [$0.benchmark] } ?? []
  }

  // MARK: The search

  /// The searches among the commits that found merges brought; nil where none was found.
  private func merged(_ record: BisectionRecord) throws -> [BisectionRecord]? {
    var found: [BisectionRecord] = []
    for step in record.steps where step.commits.count == 1 {
      guard let hash = step.commits[0].commit,
        let side = options.repository.side(ofMerge: hash)
      else { continue }
      let line = try self.line(after: side.base, upTo: side.last)
      guard line.touching.count > 1 else { continue }
      say(.mergeSearched(commit: String(hash.prefix(9)), commits: line.all))
      found.append(
        try bisect(record.benchmark, line.touching, all: line.all, ends: (side.base, side.last)))
    }
    return found.isEmpty ? nil : found
  }

  private func bisect(
    _ name: BenchmarkIdentifier, _ line: [Commit], all: Int,
    ends: (good: Commit, bad: Commit)? = nil
  ) throws -> BisectionRecord {
    let pair = BisectedPair(benchmark: name, metric: metric, arguments: arguments, context: context)
    let file = BisectionFile(
      root: options.store.root,
      question: [
        suite, name.rawValue, metric.rawValue, arguments.value("layouts") ?? "",
        options.request(good.commit, suite: suite).suiteFrom?.hash ?? "",
        arguments.value("build-command") ?? "", options.repository.packagePath,
      ] + line.map(\.hash))
    if arguments.flag("restart") { file.remove() }
    let state = try file.read()
    if !state.pairs.isEmpty {
      say(.bisectionContinued(batches: state.batches))
    }
    var direction = MetricDirection.lowerIsBetter
    var bisection = Bisection(
      line: line, tolerance: tolerance, error: error, batch: 10, mostPairs: mostPairs, seed: seed,
      state: state, build: { try options.program($0, suite: suite) },
      measure: { candidate, baseline, pairs, seed in
        try pair.measured(candidate, beside: baseline, pairs: pairs, seed: seed).map {
          direction = $0.direction
          return $0.logRatios
        }
      },
      save: { try file.write($0) }, say: sayText)
    let ending = try bisection.run()
    file.remove()
    let outcome: BisectionRecord.Outcome =
      switch ending {
      case .steps: bisection.steps.contains { $0.commits.count > 1 } ? .range : .found
      case .unchanged: .unchanged
      case .unsettled: .unsettled
      }
    let record = BisectionRecord(
      suite: suite, benchmark: name, metric: metric, outcome: outcome,
      good: ends.map { RevisionRecord($0.good) } ?? RevisionRecord(good.commit, name: good.name),
      bad: ends.map { RevisionRecord($0.bad) } ?? RevisionRecord(bad.commit, name: bad.name),
      ratio: bisection.change.map { exp($0) }, steps: bisection.steps, commitCount: all,
      touchingCount: line.count - 1, buildCount: bisection.buildCount, pairs: bisection.pairCount,
      skipped: bisection.skipped)
    // The search goes by what is worse; reports show the metric's own ratio.
    return direction == .higherIsBetter ? record.turned : record
  }

  // MARK: Results

  private func write(_ record: BisectionRecord) throws {
    if let path = arguments.value("output") {
      if path == "-" {
        context.out(String(decoding: try RecordFile.encode(record, path: "-"), as: UTF8.self))
      } else {
        try RecordFile.write(record, to: path)
      }
    }
    let report = BisectionReport(record)
    if let path = arguments.value("markdown") {
      try TextFile.write(Data(report.markdown.utf8), to: path)
    }
    if arguments.value("output") != "-" {
      context.out(report.text(hasColour: context.output.hasColour))
    }
  }

  private func say(_ message: BenchMessage) { sayText(message.line) }

  private var sayText: (String) -> Void {
    let isQuiet = arguments.flag("quiet")
    return { text in if !isQuiet { context.err("\(Program.oneLine(text))\n") } }
  }
}
