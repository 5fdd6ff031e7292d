/// The exit status of a command.
package enum ExitStatus: Int32, Hashable, Sendable {
  /// The gate passes, or the command did its work.
  case passed = 0
  /// The gate fails.
  case failed = 1
  /// An error: a mistake in the arguments, unreadable input, no baseline; nothing was judged.
  case couldNotJudge = 2
}
