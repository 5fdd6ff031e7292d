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
      summary: "Shows which functions do a benchmark's work, or with --against do more of it.",
      details: """
        With valgrind, callgrind counts every instruction on a simulated processor (build the suite with \
        -static-stdlib). Without it, or with --method sample, a timer samples the program 2000 times a second, which \
        needs no other tool.

        The work of the language's runtime and of system libraries is charged to the function of the suite that \
        called them. Nothing is judged.

        --folded writes stacks for tools that draw flame graphs; with --against the baseline's cost comes first. \
        --speedscope writes a file for https://www.speedscope.app.

        Exit status: 0 there is a profile, 2 an error.
        """,
      positionals: [
        .init("SUITE", "The suite's program."), .init("BENCHMARK", "The benchmark's full name."),
      ],
      options: [
        .value("against", "PROGRAM", "The baseline's program: another build of the suite."),
        .value("method", "HOW", "callgrind or sample (default: callgrind if it works).")
          .among(ProfileCommand.Method.self),
        .output("Write the stacks to this file, one per line.", name: "folded"),
        .output("Write a speedscope profile to this file.", name: "speedscope"),
        .output(
          "Write a flame graph to this file; red costs more than in the baseline.", name: "svg"),
        .output("Write the profile as JSON to this file.", name: "json"),
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
  enum Method: String, CaseIterable {
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
      throw UsageError(BenchMessage.suiteAndBenchmarkNeeded)
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
      throw UsageError(BenchMessage.noProfile(benchmark: name.rawValue, reason: reason))
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
      throw UsageError(BenchMessage.twoOutputsToStandardOutput)
    }
    if let path = arguments.value("folded") {
      try put(Data(FoldedStacks.render(profile).utf8), path)
    }
    if let path = arguments.value("speedscope") {
      try put(RecordFile.encode(SpeedscopeFile(profile), path: path), path)
    }
    if let path = arguments.value("svg") {
      guard let graph = FlameGraph(profile) else {
        throw UsageError(BenchMessage.nothingToDraw(benchmark: profile.benchmark.rawValue))
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
