/// What a command tells the shell.
package enum ExitStatus: Int32, Hashable, Sendable {
  /// The gate passes, or the command did its work.
  case passed = 0
  /// The gate fails.
  case failed = 1
  /// The gate could not judge: a mistake in the arguments, unreadable input, no baseline.
  case couldNotJudge = 2
}
