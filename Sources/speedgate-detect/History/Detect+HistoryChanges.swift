import GateCommandLine
import GateHistory
import GateRecords
import GateReports

/// The forms of a list of changes.
private enum ChangeFormat: String, CaseIterable {
  case text
  case json
  case csv
}

extension Command {
  /// `speedgate-detect history changes`.
  static let historyChanges = Command(
    CommandDefinition(
      "speedgate-detect history changes",
      summary: "Finds the commits at which a metric changed its level.",
      details: """
        Searches the whole period of --days, because a level needs runs on both sides; --since \
        chooses which of the changes are reported. A shift is found after about five runs. Without \
        --branch, reads main, or master when there is no main.

        --release compares the newest runs with those up to a release's commit, which finds changes \
        that came in steps too small for the gate.
        """,
      options: OptionDefinition.metricQuery(days: 365).filter { $0.name != "since" } + [
        .value("since", "DATE", "Only changes that happened from this day on."),
        .value("alpha", "SHARE", "How often noise may be reported as a change (default: 1%)."),
        .value("at-least", "SHARE", "The smallest change to report (default: 1%)."),
        .value("release", "COMMIT", "Compare the newest runs with those of this commit."),
        .flag("fail", "End with status 1 when a metric got worse."),
        .value("format", "FORMAT", "text, json or csv (default: text).").among(ChangeFormat.self),
        .output,
      ],
      examples: [
        "speedgate-detect history changes --since 2026-11-01",
        "speedgate-detect history changes --release 4f2c1aa --metric wall_time",
      ])
  ) { arguments, context in
    let since = try arguments.day("since")
    let histories = try arguments.branchHistories(days: 365, context, isSinceForResults: true).found
    let alpha = try arguments.share("alpha") ?? 0.01
    let atLeast = try arguments.share("at-least") ?? 0.01
    let changes = await MetricChange.all(in: histories, alpha: alpha, atLeast: atLeast)
      .filter { change in since.map { change.firstAfter.time >= $0 } ?? true }
    switch try arguments.choice("format", as: ChangeFormat.self) ?? .text {
    case .json: try arguments.write(ChangeText.table(changes, in: histories), as: .json, context)
    case .csv: try arguments.write(ChangeText.table(changes, in: histories), as: .csv, context)
    case .text:
      var text = ChangeText.render(changes, in: histories)
      if changes.isEmpty {
        text = "\(DetectMessage.noChange(series: histories.series.count).line)\n"
      }
      if let release = arguments.value("release") {
        let standing = try comparisons(histories, release: release, atLeast: atLeast)
        text += ChangeText.render(standing, release: release)
      }
      try arguments.write(text, context)
    }
    return arguments.flag("fail") && changes.contains(where: \.isWorse) ? .failed : .passed
  }

  private static func comparisons(
    _ histories: MetricHistories, release: String, atLeast: Double
  ) throws -> [ReleaseComparison] {
    guard histories.origins.contains(where: { $0.commit?.hasPrefix(release) ?? false }) else {
      throw UsageError(
        DetectMessage.unknownRelease(commit: release))
    }
    return histories.series.compactMap { history in
      ReleaseComparison(history) {
        histories.origin(of: $0).commit?.hasPrefix(release) ?? false
      }
    }.filter { $0.isProven && abs($0.size.estimate) >= atLeast }
      .sorted {
        ($0.isWorse ? 0 : 1, -abs($0.size.estimate)) < ($1.isWorse ? 0 : 1, -abs($1.size.estimate))
      }
  }
}
