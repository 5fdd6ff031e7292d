import GateCommandLine
import GateFiles
import GateMeasurement
import GateRecords

extension Command {
  /// `speedgate-bench trace`.
  static let trace = Command(
    CommandDefinition(
      "speedgate-bench trace",
      summary: "Records which functions each benchmark executes, with valgrind's callgrind.",
      details: """
        It goes into the link kit beside SUITE, so make that first ('speedgate-bench kit'). Stored with a \
        baseline, it lets 'run' prove that a benchmark executes the same code on both sides: such a \
        benchmark cannot have become slower, and needs no comparison.

        Every benchmark runs four times on a simulated processor, some fifty times slower than the real \
        one; twice with seeds of hash tables drawn at random. Nothing is timed, so other work beside it \
        does no harm. Of a benchmark that does not run alike twice, or that uses several threads, the \
        time, random numbers or the network, the record says so.

        With '--baseline DIR' the record is kept with the program in DIR, too. Nothing is done where DIR \
        does not store this program, or has a record of it that still holds.

        Without valgrind the exit status is 2; the suite can be measured all the same.
        """,
      positionals: [.init("SUITE", "The suite's program.")],
      options: [
        .value(
          "baseline", "DIR", "Keep the record with the program where this folder stores it."),
        .flag("if-possible", "Where nothing can be recorded, say so and end with status 0."),
      ],
      examples: [
        "speedgate-bench trace .build/release/OrderBenchmarks",
        "speedgate-bench trace .build/release/OrderBenchmarks --baseline baselines --if-possible",
      ])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError("no suite is named; name its built program")
    }
    let isQuiet = arguments.flag("quiet")
    do {
      let result = try SuiteTracer(
        suite: SuiteLocation.path(of: named, context: context), name: named,
        baselines: arguments.value("baseline").map(BaselineDirectory.init(root:)),
        environment: context.environment
      ).trace(ProgressLine(context: context, isQuiet: isQuiet))
      if !isQuiet { context.out(SuiteTracer.text(result)) }
    } catch let refusal as SuiteTracer.Refusal {
      guard arguments.flag("if-possible") else { throw UsageError(refusal.description) }
      context.err("note: \(Program.oneLine(refusal.description))\n")
    }
    return .passed
  }
}
