package import GateRecords

/// The advice of a report about repeating the measurement.
package enum RepetitionWords: Hashable, Sendable {
  /// A line that a shell takes as it is shown.
  case line(String)
  /// Why there is no such line.
  case sentence(String)

  /// Describes a repetition in words.
  ///
  /// A line is shown as one only where a reader sees all of it: what is not seen, or is shown as a code, would
  /// not be what runs.
  ///
  /// - Parameter longest: The most characters that a line may have.
  package init(_ command: RepeatCommand, longest: Int) {
    switch command {
    case .impossible(let reason):
      self = .sentence(ReportMessage.notRepeatable(reason: reason).line)
    case .words(let words):
      let line = ShellWords.line(words)
      let isSeen = line.unicodeScalars.allSatisfy { $0.isASCII || !$0.properties.isWhitespace }
      if VisibleText.plain(line) != line || !isSeen {
        self = .sentence(ReportMessage.repetitionHidden.line)
      } else if line.utf8.count > longest {
        self = .sentence(ReportMessage.repetitionTooLong.line)
      } else {
        self = .line(line)
      }
    }
  }
}
