import Foundation
import GateCode
import GateCommandLine
import GateFiles
import GateLinking
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

        Every benchmark runs three times on a simulated processor, some fifty times slower than the real \
        one; the third time with other seeds of hash tables. Nothing is timed, so other work beside it does no harm. For a benchmark that does not run alike \
        twice, or that uses several threads, the time, random numbers or the network, the record says so.

        Without valgrind the exit status is 2; the suite can be measured all the same.
        """,
      positionals: [.init("SUITE", "The suite's program.")],
      options: [],
      examples: ["speedgate-bench trace .build/release/OrderBenchmarks"])
  ) { arguments, context in
    guard let named = arguments.positionals.first else {
      throw UsageError("no suite is named; name its built program")
    }
    let suite = try SuiteLocation.path(of: named, context: context)
    let kit: LinkKit
    do {
      kit = try LinkKit(of: suite, hash: SHA256.hexDigest(ofFile: suite))
    } catch let error as LinkingError {
      throw UsageError(
        "\(named): what it executes cannot be recorded without its link kit: \(error)")
    }
    guard let trace = ExecutionTrace(of: kit, environment: context.environment) else {
      throw UsageError(
        "valgrind is not on the path, so what benchmarks execute cannot be recorded; install it, or go without"
      )
    }
    let line = ProgressLine(context: context, isQuiet: arguments.flag("quiet"))
    let record: ExecutedRecord
    do {
      record = try trace.record { done, total in
        line.update(done: Double(done) / Double(total), "\(done) of \(total) traced")
      }
    } catch {
      line.clear()
      throw UsageError("\(named): \(error)")
    }
    line.clear()
    try RecordFile.write(record, to: kit.place.executed)
    guard !arguments.flag("quiet") else { return .passed }
    let doubts = record.benchmarks.compactMap { name, execution in
      execution.doubt.map { (name: name, doubt: $0) }
    }
    .sorted { $0.name < $1.name }
    context.out(
      "\(kit.place.executed): \(record.benchmarks.count) benchmarks, \(record.stretches.count) stretches of code\n"
    )
    for (name, doubt) in doubts { context.out("  \(name): \(doubt)\n") }
    return .passed
  }
}
