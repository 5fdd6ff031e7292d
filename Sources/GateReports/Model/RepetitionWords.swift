package import GateRecords

/// What a report says of repeating the measurement.
package enum RepetitionWords: Hashable, Sendable {
  /// A line that a shell takes as it is shown.
  case line(String)
  /// Why there is no such line.
  case sentence(String)

  /// Puts a repetition into words.
  ///
  /// A line is shown as one only where a reader sees all of it: what is not seen, or is shown as a code, would
  /// not be what runs.
  ///
  /// - Parameter longest: The most characters that a line may have.
  package init(_ command: RepeatCommand, longest: Int) {
    let place = "its words stand in verdict.json under run.settings"
    switch command {
    case .impossible(let reason):
      self = .sentence("No line repeats the measurement: \(reason).")
    case .words(let words):
      let line = ShellWords.line(words)
      let isSeen = line.unicodeScalars.allSatisfy { $0.isASCII || !$0.properties.isWhitespace }
      if VisibleText.plain(line) != line || !isSeen {
        self = .sentence(
          "The line that repeats the measurement holds characters that cannot be shown; \(place).")
      } else if line.utf8.count > longest {
        self = .sentence(
          "The line that repeats the measurement is too long to be shown here; \(place).")
      } else {
        self = .line(line)
      }
    }
  }
}
