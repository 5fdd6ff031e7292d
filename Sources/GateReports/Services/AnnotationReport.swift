package import GateRecords

/// A verdict as GitHub's workflow commands, which stand beside the changed lines and in the log.
///
/// Source of the syntax and its escapes: GitHub's documentation, "Workflow commands for GitHub
/// Actions", and the runner's own `ActionCommand`.
package enum AnnotationReport {
  /// How many annotations of one level GitHub shows for a step.
  private static let mostShown = 10

  private enum Level: String {
    case error, warning, notice
  }

  /// Renders a verdict: one command a line, the whole first, then the worst findings of each level.
  ///
  /// - Parameter path: Turns the path by which the verdict names a budgets file into the path as
  ///   seen from the repository's root, which GitHub asks for.
  package static func render(
    _ verdict: Verdict, path: (String) -> String = { $0 }
  ) -> String {
    let model = ReportModel(verdict)
    let suite = verdict.run.suite.name
    var room: [Level: Int] = [.error: mostShown, .warning: mostShown, .notice: mostShown]
    var lines: [String] = []
    func add(_ level: Level, title: String, _ message: String, place: String? = nil) {
      guard let left = room[level], left > 0 else { return }
      room[level] = left - 1
      lines.append(command(level, title: title, message, place: place))
    }
    let overall: Level =
      switch verdict.outcome {
      case .fail: .error
      case .warn: .warning
      case .pass: .notice
      }
    add(overall, title: "Speedgate: \(suite)", model.headline)
    for change in model.policyChanges { add(.warning, title: "Budgets", change) }
    for row in model.important {
      add(
        level(row.finding), title: "\(row.subject): \(row.status)", message(row),
        place: place(row.finding, path))
    }
    for warning in verdict.warnings { add(.warning, title: "Speedgate: \(suite)", warning) }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func level(_ finding: Finding) -> Level {
    if finding.failsTheGate { return .error }
    return finding.warns || finding.acceptance != nil ? .warning : .notice
  }

  private static func message(_ row: ReportRow) -> String {
    let finding = row.finding
    guard finding.value != nil else { return finding.message }
    let figures =
      finding.baselineValue == nil ? row.after : "\(row.before) → \(row.after)"
    return ([figures + ", " + row.change, row.evidence] + finding.notes.prefix(2))
      .joined(separator: "; ")
  }

  /// Where the rule stands: `file=budgets/a.json5,line=7`; nil outside the work tree, as in another
  /// commit, `main:budgets/a.json5:7`.
  private static func place(_ finding: Finding, _ path: (String) -> String) -> String? {
    let source =
      finding.budget?.source ?? finding.serviceLevel?.source ?? finding.speedup?.source
      ?? finding.growth?.source
    guard let source, let colon = source.lastIndex(of: ":"), !source[..<colon].contains(":"),
      let line = Int(source[source.index(after: colon)...]), line > 0
    else { return nil }
    let file = path(String(source[..<colon]))
    guard !file.hasPrefix("/"), !file.hasPrefix("..") else { return nil }
    return "file=\(property(file)),line=\(line),"
  }

  private static func command(
    _ level: Level, title: String, _ message: String, place: String?
  ) -> String {
    let short = VisibleText.shortened(VisibleText.plain(title), to: 200)
    let text = VisibleText.shortened(VisibleText.plain(message), to: 2_000)
    return "::\(level.rawValue) \(place ?? "")title=\(property(short))::\(data(text))"
  }

  /// What stands after the second pair of colons.
  static func data(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// What stands behind an equals sign, where colons and commas end it.
  static func property(_ text: String) -> String {
    data(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
