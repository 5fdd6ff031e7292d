import GateRecords

/// A verdict as GitHub's workflow commands, which are shown beside the changed lines and in the log.
///
/// Source of the syntax and its escapes: GitHub's documentation, "Workflow commands for GitHub
/// Actions", and the runner's own `ActionCommand`.
package enum AnnotationReport {
  /// How many annotations of one level GitHub shows for a step.
  private static let mostShown = 10

  /// Renders a verdict: one command a line, the whole first, then the worst findings of each level.
  ///
  /// A finding is shown beside the line of its rule, else beside the line that declares its benchmark.
  ///
  /// - Parameter path: Turns the path by which the verdict names a budgets file into the path as
  ///   seen from the repository's root, which GitHub asks for.
  package static func render(
    _ model: ReportModel, path: (String) -> String = { $0 }
  ) -> String {
    let verdict = model.verdict
    let suite = verdict.run.suite.name
    var room: [Annotation.Level: Int] = [
      .error: mostShown, .warning: mostShown, .notice: mostShown,
    ]
    var lines: [String] = []
    func add(_ annotation: @autoclosure () -> Annotation, _ level: Annotation.Level) {
      guard let left = room[level], left > 0 else { return }
      room[level] = left - 1
      lines.append(command(annotation()))
    }
    let overall: Annotation.Level =
      switch verdict.outcome {
      case .fail: .error
      case .warn: .warning
      case .pass: .notice
      }
    add(Annotation(overall, title: "Speedgate: \(suite)", model.headline), overall)
    for change in model.policyChanges {
      add(Annotation(.warning, title: "Budgets", change), .warning)
    }
    let names = Annotation.names(model)
    for row in model.important {
      var annotation = Annotation(row, names)
      annotation.place = row.finding.ruleLine(path) ?? row.finding.declaration
      add(annotation, annotation.level)
    }
    for warning in verdict.warnings {
      add(Annotation(.warning, title: "Speedgate: \(suite)", warning), .warning)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func command(_ annotation: Annotation) -> String {
    let place = annotation.place.map { "file=\(property($0.path)),line=\($0.line)," } ?? ""
    return "::\(annotation.level.rawValue) \(place)title=\(property(annotation.title))"
      + "::\(data(annotation.message))"
  }

  /// Escapes the text after the second pair of colons.
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

  /// Escapes the text after an equals sign, which ends at a colon or a comma.
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
