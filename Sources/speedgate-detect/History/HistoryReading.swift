import GateCommandLine
import GateHistory
import GateRecords

extension ParsedArguments {
  /// Reports what was passed over; with --fail a line that cannot be read is an error, because it may hold the
  /// alert or the change that --fail looks for.
  ///
  /// - Parameter known: Lines that were reported before and are not repeated.
  func report(
    _ report: ReadReport, after known: ReadReport = ReadReport(), _ context: CommandContext
  ) throws(UsageError) {
    guard let warning = report.warning, warning != known.warning else { return }
    if flag("fail"), report.malformed > 0 {
      let first = report.firstMalformed ?? "the event log"
      throw UsageError(
        DetectMessage.unreadableEvent(place: first))
    }
    context.err("\(warning)\n")
  }

  /// Refuses --fail when there was nothing to check, because that must not pass.
  func refuseFail(_ nothing: String, in log: EventLog) throws(UsageError) {
    guard flag("fail") else { return }
    throw UsageError(
      DetectMessage.nothingToJudge(
        nothing: nothing, path: Program.oneLine(log.root)))
  }

  /// Refuses a period that ends before it begins.
  func checkPeriod(since: Timestamp?, until: Timestamp?) throws(UsageError) {
    guard let since, let until, until < since else { return }
    let end = value("until") ?? ""
    throw UsageError(
      value("since").map { DetectMessage.periodReversed(until: end, since: $0) }
        ?? .periodEndsBeforeDays(until: end))
  }
}
