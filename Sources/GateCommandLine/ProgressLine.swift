/// Reports the progress of long work on standard error.
///
/// On a terminal one line is redrawn; elsewhere every finished item is a line of its own.
package struct ProgressLine: Sendable {
  private let context: CommandContext
  private let isQuiet: Bool
  private let start: Int64

  /// Starts the clock of the work.
  package init(context: CommandContext, isQuiet: Bool) {
    self.context = context
    self.isQuiet = isQuiet
    start = context.now()
  }

  /// Shows where the work is.
  ///
  /// - Parameters:
  ///   - done: The share that is done, in [0, 1].
  ///   - text: The work that is being done.
  package func update(done: Double, _ text: String) {
    guard !isQuiet, context.errorOutput.isTerminal else { return }
    let elapsed = Double(context.now() - start)
    var line = "\(Int((done * 100).rounded())) %  \(text)"
    if done > 0.02, done < 1, elapsed > 1000 {
      line += "  about \(Self.left(milliseconds: elapsed / done - elapsed)) left"
    }
    context.err("\r\u{1B}[K" + Program.oneLine(line).prefix(context.errorOutput.width - 1))
  }

  /// The time that is left, as exactly as it can be known: `45 s`, `3 min`.
  static func left(milliseconds: Double) -> String {
    let seconds = max(0, min(milliseconds / 1000, 1e6)).rounded()
    return seconds < 90 ? "\(Int(seconds)) s" : "\(Int((seconds / 60).rounded())) min"
  }

  /// Reports that something is finished.
  package func finished(_ text: String) {
    guard !isQuiet else { return }
    if context.errorOutput.isTerminal { context.err("\r\u{1B}[K") }
    context.err(Program.oneLine(text) + "\n")
  }

  /// Removes the drawn line.
  package func clear() {
    guard !isQuiet, context.errorOutput.isTerminal else { return }
    context.err("\r\u{1B}[K")
  }
}
