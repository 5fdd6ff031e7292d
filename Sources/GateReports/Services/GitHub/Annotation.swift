import GateRecords

/// A remark that GitHub shows beside a line of the repository.
struct Annotation {
  /// How much it matters.
  enum Level: String {
    case error, warning, notice
  }

  /// A line of a file.
  struct Place {
    /// The path from the repository's root.
    var path: String
    /// The line, from 1.
    var line: Int

    /// A place inside the repository; nil for any other.
    init?(path: String, line: Int) {
      // The same rule as for places in records: what GitHub is given leads nowhere else.
      guard let place = SourcePlace(file: path, line: line) else { return nil }
      self.path = place.file
      self.line = place.line
    }
  }

  var level: Level
  var title: String
  var message: String
  /// Where it is shown; nil where no line is meant.
  var place: Place?

  /// Creates a remark whose texts are harmless: one line each, with nothing hidden.
  init(_ level: Level, title: String, _ message: String, place: Place? = nil) {
    self.level = level
    self.title = VisibleText.shortened(VisibleText.plain(title), to: 200)
    self.message = VisibleText.shortened(VisibleText.plain(message), to: 2_000)
    self.place = place
  }

  /// The names of a report's remarks: a title is short, so of a longer name the message has all.
  static func names(_ model: ReportModel) -> ShownNames {
    ShownNames(model.important.lazy.map(\.subject), limit: 150, most: 150)
  }

  /// The remark about a row of a report, without a place.
  init(_ row: ReportRow, _ names: ShownNames) {
    let finding = row.finding
    let level: Level =
      finding.failsTheGate
      ? .error : finding.warns || finding.acceptance != nil ? .warning : .notice
    let subject = names[row.subject]
    let isWhole = subject == VisibleText.plain(row.subject)
    self.init(
      level, title: "\(subject): \(row.status)",
      (isWhole ? "" : VisibleText.name(row.subject) + ": ") + Self.message(row))
  }

  private static func message(_ row: ReportRow) -> String {
    let finding = row.finding
    guard finding.value != nil else { return finding.message }
    let figures =
      finding.baselineValue == nil ? row.after : "\(row.before) → \(row.after)"
    return ([figures + ", " + row.change, row.evidence] + finding.notes.prefix(2))
      .joined(separator: "; ")
  }
}

extension Finding {
  /// The line that declares the benchmark; nil where that is not known.
  var declaration: Annotation.Place? {
    source.flatMap { Annotation.Place(path: $0.file, line: $0.line) }
  }

  /// The line of the budgets file that sets the rule; nil outside the work tree, as in another commit,
  /// `main:budgets/a.json5:7`.
  func ruleLine(_ path: (String) -> String) -> Annotation.Place? {
    let text = budget?.source ?? serviceLevel?.source ?? speedup?.source ?? growth?.source
    guard let text, let colon = text.lastIndex(of: ":"), !text[..<colon].contains(":"),
      let line = Int(text[text.index(after: colon)...])
    else { return nil }
    return Annotation.Place(path: path(String(text[..<colon])), line: line)
  }
}
