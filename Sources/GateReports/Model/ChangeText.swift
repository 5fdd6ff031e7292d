package import GateHistory
import GateRecords

/// Changes of level for people: what, by how much, and where to look.
package enum ChangeText {
  /// Renders changes, newest first.
  package static func render(_ changes: [MetricChange], in histories: MetricHistories) -> String {
    changes.map { change in
      let history = change.history
      let mark = change.isWorse ? "✗" : "✓"
      let sure =
        change.confidence >= 0.9995 ? "> 99.9 %" : QuantityFormat.percent(change.confidence)
      let name = VisibleText.plain("\(history.benchmark) \(history.metric)")
      return """
        \(mark) \(name)  \(change.size.text)  \
        \(QuantityFormat.string(change.before, unit: history.unit)) → \
        \(QuantityFormat.string(change.after, unit: history.unit)), \(sure) sure
        \(place(of: change, in: histories))

        """
    }.joined()
  }

  private static func place(of change: MetricChange, in histories: MetricHistories) -> String {
    let good = histories.origin(of: change.lastBefore).commit
    let bad = histories.origin(of: change.firstAfter).commit
    func name(_ commit: String?, _ point: MetricHistory.Point) -> String {
      let day = String(point.time.rawValue.prefix(10))
      return commit.map { VisibleText.plain(String($0.prefix(10))) + " (\(day))" } ?? day
    }
    let from = name(good, change.lastBefore)
    let to = name(bad, change.firstAfter)
    if change.kind == .drift {
      return
        "    drifts from \(from) to \(to) over \(change.runsApart + 1) runs; no single commit did it"
    }
    let between =
      "    between \(from) and \(to), \(change.runsApart) run\(change.runsApart == 1 ? "" : "s") apart"
    guard let command = bisectCommand(change, in: histories) else { return between }
    return between + "\n    " + command
  }

  /// The command that finds the commit; nil when the runs do not name two commits.
  package static func bisectCommand(
    _ change: MetricChange, in histories: MetricHistories
  ) -> String? {
    guard change.kind == .shift, let good = histories.origin(of: change.lastBefore).commit,
      let bad = histories.origin(of: change.firstAfter).commit, good != bad,
      [good, bad].allSatisfy({ $0.allSatisfy(\.isHexDigit) })
    else { return nil }
    return "git bisect start \(bad) \(good)"
  }

  /// Changes as rows.
  package static func table(_ changes: [MetricChange], in histories: MetricHistories)
    -> HistoryTable
  {
    HistoryTable(
      [
        .init("kind"), .init("suite"), .init("benchmark"), .init("metric"), .init("environment"),
        .init("unit"), .init("before"), .init("after"), .init("change"), .init("change_low"),
        .init("change_high"), .init("worse"), .init("confidence"), .init("last_before"),
        .init("commit_before"), .init("first_after"), .init("commit_after"), .init("runs_apart"),
        .init("bisect"),
      ],
      rows: changes.map { change in
        let history = change.history
        func share(_ value: Double?) -> HistoryTable.Cell { value.map { .share($0) } ?? .none }
        return [
          .text(change.kind.rawValue), .text(history.suite), .text(history.benchmark.rawValue),
          .text(history.metric.rawValue), .text(history.environment), .text(history.unit.rawValue),
          .quantity(change.before, history.unit), .quantity(change.after, history.unit),
          share(change.size.estimate), share(change.size.low), share(change.size.high),
          .text(change.isWorse ? "yes" : "no"), share(change.confidence),
          .text(change.lastBefore.time.rawValue),
          histories.origin(of: change.lastBefore).commit.cell,
          .text(change.firstAfter.time.rawValue),
          histories.origin(of: change.firstAfter).commit.cell,
          .quantity(Double(change.runsApart), .count), bisectCommand(change, in: histories).cell,
        ]
      })
  }

  /// The changes since a release, worst first.
  package static func render(_ comparisons: [ReleaseComparison], release: String) -> String {
    var text = "\nsince release \(VisibleText.plain(release)):\n"
    for comparison in comparisons {
      let history = comparison.history
      text += """
        \(comparison.isWorse ? "✗" : "✓") \
        \(VisibleText.plain("\(history.benchmark) \(history.metric)"))  \(comparison.size.text)  \
        \(QuantityFormat.string(comparison.before, unit: history.unit)) → \
        \(QuantityFormat.string(comparison.after, unit: history.unit))

        """
    }
    return text + (comparisons.isEmpty ? "nothing has changed beyond noise\n" : "")
  }
}

extension ChangeSize {
  /// The change with its interval: `+10.4 % [+9.8 %, +11.1 %]`.
  package var text: String {
    func words(_ value: Double) -> String {
      (isInPoints ? HistoryTable.Cell.points(value) : .change(value)).display
    }
    guard let low, let high else { return words(estimate) }
    return "\(words(estimate)) [\(words(low)), \(words(high))]"
  }
}
