import GateCommandLine
import GateHistory
import GateRecords

extension ParsedArguments {
  /// Reports what was passed over; with --fail a line that cannot be read is an error, because it may be what the
  /// command is asked for.
  ///
  /// - Parameter known: What was reported before and is not repeated.
  func report(
    _ report: ReadReport, after known: ReadReport = ReadReport(), _ context: CommandContext
  ) throws(UsageError) {
    guard let warning = report.warning, warning != known.warning else { return }
    if flag("fail"), report.malformed > 0 {
      let first = report.firstMalformed ?? "the event log"
      throw UsageError(
        "\(first): is no event, and --fail needs every line of the log; remove or repair it")
    }
    context.err("\(warning)\n")
  }

  /// Refuses --fail where nothing was looked at, which is no reason to pass.
  func refuseFail(_ nothing: String, in log: EventLog) throws(UsageError) {
    guard flag("fail") else { return }
    throw UsageError(
      "\(nothing) in \(Program.oneLine(log.root)) fits, so --fail has nothing to judge; check the patterns, "
        + "or widen --days")
  }

  /// Refuses a period that ends before it begins.
  func checkPeriod(since: Timestamp?, until: Timestamp?) throws(UsageError) {
    guard let since, let until, until < since else { return }
    throw UsageError(
      value("since") == nil
        ? "--until \(value("until") ?? "") ends before the period of --days begins; give --since as well"
        : "--until \(value("until") ?? "") is before --since \(value("since") ?? ""); exchange them"
    )
  }
}
