import Foundation
import GateCommandLine
import GateDetection
import GateFiles
import GateMeasurement
import GateProfiling
import GateRecords
import GateReports

extension Command {
  /// `speedgate-bench profile`.
  static let profile = Command(
    CommandDefinition(
      "speedgate-bench profile",
      summary: "Tells where the work of a benchmark goes, or with --against what became more.",
      details: """
        By callgrind, where valgrind is there and runs the suite (build it with -static-stdlib): every \
        instruction is counted, on a simulated processor. Otherwise, or with --method sample, a timer looks \
        two thousand times a second at what the program is doing; that needs no other tool.

        What the language's runtime and system libraries do is charged to the function of the suite's own \
        that called them. Nothing is judged: the exit status is 0 where there is a profile, and 2 otherwise.

        --folded writes stacks for tools that draw flame graphs, with --against the baseline's cost first, then \
        this build's. --speedscope writes a file for https://www.speedscope.app.
        """,
      positionals: [
        .init("SUITE", "The suite's program."), .init("BENCHMARK", "The benchmark's full name."),
      ],
      options: [
        .value("against", "PROGRAM", "Compare with this build of the suite."),
        .value("method", "HOW", "callgrind or sample; callgrind where it works unless given."),
        .output("Write the stacks here, a line a stack.", name: "folded"),
        .output("Write a file for speedscope here.", name: "speedscope"),
        .output("Write a flame graph here; red costs more than in the baseline.", name: "svg"),
        .output("Write the profile here.", name: "json"),
      ],
      examples: [
        "speedgate-bench profile .build/release/OrderBenchmarks parse/order",
        "speedgate-bench profile .build/release/OrderBenchmarks parse/order "
          + "--against old/OrderBenchmarks --svg parse.svg",
        "speedgate-bench profile .build/release/OrderBenchmarks parse/order --method sample "
          + "--folded stacks.txt",
      ])
  ) { arguments, context in
    try ProfileCommand(arguments, context).perform()
  }
}

/// One call of `speedgate-bench profile`.
private struct ProfileCommand {
  private enum Method: String, CaseIterable {
    case callgrind, sample

    var method: ProfileMethod {
      switch self {
      case .callgrind: .callgrind
      case .sample: .sampled
      }
    }
  }

  private let arguments: ParsedArguments
  private let context: CommandContext

  init(_ arguments: ParsedArguments, _ context: CommandContext) {
    self.arguments = arguments
    self.context = context
  }

  func perform() throws -> ExitStatus {
    guard arguments.positionals.count == 2 else {
      throw UsageError("name a suite's program and one of its benchmarks")
    }
    let suite = try SuiteLocation.path(of: arguments.positionals[0], context: context)
    let baseline = try arguments.value("against").map {
      try SuiteLocation.path(of: $0, context: context)
    }
    let name = BenchmarkIdentifier(arguments.positionals[1])
    let line = ProgressLine(context: context, isQuiet: arguments.flag("quiet"))
    line.update(done: 0, "profiling \(name)")
    let pass = ProfilePass(
      candidate: .init(path: suite), baseline: baseline.map { .init(path: $0) },
      environment: context.environment,
      method: try arguments.choice("method", as: Method.self)?.method)
    let profile = pass.profiles(of: [.init(name)])[0]
    line.clear()
    if let reason = profile.reason {
      throw UsageError("\(name) has no profile: \(reason)")
    }
    try write(profile, suite, baseline)
    if !arguments.flag("quiet"), !writesToOutput {
      context.out(ProfileTable.render(profile, cause: CauseRule.work(profile)))
    }
    return .passed
  }

  private static let outputs = ["folded", "speedscope", "svg", "json"]

  private var writesToOutput: Bool { Self.outputs.contains { arguments.value($0) == "-" } }

  private func write(_ profile: BenchmarkProfile, _ suite: String, _ baseline: String?) throws {
    guard Self.outputs.count(where: { arguments.value($0) == "-" }) < 2 else {
      throw UsageError("two outputs want standard output; name a file for one")
    }
    if let path = arguments.value("folded") {
      try put(Data(FoldedStacks.render(profile).utf8), path)
    }
    if let path = arguments.value("speedscope") {
      try put(RecordFile.encode(SpeedscopeFile(profile), path: path), path)
    }
    if let path = arguments.value("svg") {
      guard let graph = FlameGraph(profile) else {
        throw UsageError("\(profile.benchmark): there is nothing to draw")
      }
      try put(Data(graph.file.utf8), path)
    }
    if let path = arguments.value("json") {
      let record = ProfileRecord(
        suite: URL(fileURLWithPath: suite).lastPathComponent,
        programHash: try SHA256.hexDigest(ofFile: suite),
        baselineHash: try baseline.map { try SHA256.hexDigest(ofFile: $0) }, profile: profile,
        cause: CauseRule.work(profile))
      try put(RecordFile.encode(record, path: path), path)
    }
  }

  private func put(_ data: Data, _ path: String) throws {
    guard path != "-" else {
      context.out(String(decoding: data, as: UTF8.self))
      return
    }
    try TextFile.write(data, to: path)
  }
}
