import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench trace`.
  static let trace = Command(
    CommandDefinition(
      "speedgate-bench trace",
      summary: "Records which functions each benchmark executes, with valgrind.",
      details: """
        The record goes into the link kit beside SUITE, so make the kit first with 'speedgate-bench kit'. Stored with \
        a baseline, the record lets 'run' prove that a benchmark executes the same code on both sides. Such a \
        benchmark cannot have become slower and needs no comparison.

        Every benchmark runs four times on a simulated processor, about 50 times slower than on the real one; two of \
        the runs use random seeds for hash tables. Nothing is timed, so other work on the machine does no harm. The \
        record says which benchmarks run differently each time, or use several threads, the time, random numbers or \
        the network.

        With '--baseline DIR' the record is also stored with the program in DIR. Nothing is done if DIR does not hold \
        this program, or if its record is still valid.

        Without valgrind the exit status is 2. The suite can still be measured.
        """,
      positionals: [.init("SUITE", "The suite's program.")],
      options: [
        .value(
          "baseline", "DIR", "Also store the record with the program in this folder."),
        .value(
          "time-budget", "TIME",
          "Begin no further benchmark after this; the next call goes on (default: none)."),
        .flag("if-possible", "If nothing can be recorded, say so and end with status 0."),
      ],
      examples: [
        "speedgate-bench trace .build/release/OrderBenchmarks",
        "speedgate-bench trace .build/release/OrderBenchmarks --baseline baselines --if-possible",
      ])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError(BenchMessage.suiteNeeded)
    }
    let isQuiet = arguments.flag("quiet")
    do {
      let result = try SuiteTracer(
        suite: SuiteLocation.path(of: named, context: context), name: named,
        baselines: arguments.value("baseline").map(BaselineDirectory.init(root:)),
        environment: context.environment, timeBudget: try arguments.seconds("time-budget")
      ).trace(ProgressLine(context: context, isQuiet: isQuiet))
      if !isQuiet { context.out(SuiteTracer.text(result)) }
    } catch let refusal as SuiteTracer.Refusal {
      guard arguments.flag("if-possible") else { throw UsageError(refusal.description) }
      context.err("note: \(Program.oneLine(refusal.description))\n")
    }
    return .passed
  }
}
