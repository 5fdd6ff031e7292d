package import GateRecords

/// With which commits a benchmark changed, for people.
package struct BisectionReport {
  private let record: BisectionRecord

  /// Takes what a search found.
  package init(_ record: BisectionRecord) {
    self.record = record
  }

  /// For a terminal.
  package func text(hasColour: Bool) -> String {
    let colour = Colour(isOn: hasColour)
    var lines = [colour.bad(VisibleText.plain(headline))]
    if record.outcome == .unchanged { lines = [VisibleText.plain(headline)] }
    for step in record.steps {
      lines.append("")
      lines.append("  " + Self.change(step))
      lines += Self.listed(step.commits).map { "  " + VisibleText.plain($0) }
    }
    lines.append("")
    lines.append(colour.faint("  " + cost))
    for skipped in record.skipped {
      lines.append(
        colour.doubtful(
          "  "
            + ReportMessage.commitLeftOut(
              VisibleText.plain(Self.words(skipped.commit)),
              reason: VisibleText.plain(skipped.reason)
            ).text
        ))
    }
    switch record.repetition.map({ RepetitionWords($0, longest: 2_000) }) {
    case .line(let line): lines.append(colour.faint("  " + ReportMessage.again(line).text))
    case .sentence(let text): lines.append(colour.faint("  \(VisibleText.plain(text))"))
    case nil: break
    }
    let own = lines.joined(separator: "\n") + "\n"
    return (record.merged ?? []).reduce(own) {
      $0 + "\n" + BisectionReport($1).text(hasColour: hasColour)
    }
  }

  /// For a comment or an issue.
  package var markdown: String {
    var lines = ["### " + VisibleText.markdown(headline)]
    for step in record.steps {
      lines += ["", VisibleText.markdown(Self.change(step)), ""]
      lines += Self.listed(step.commits).map { "- " + VisibleText.markdown($0) }
    }
    lines += ["", VisibleText.markdown(cost)]
    if !record.skipped.isEmpty {
      lines += ["", ReportHeading.leftOut.text, ""]
      lines += record.skipped.map {
        "- " + VisibleText.markdown(Self.words($0.commit)) + ": " + VisibleText.markdown($0.reason)
      }
    }
    switch record.repetition.map({ RepetitionWords($0, longest: 2_000) }) {
    case .line(let line):
      lines += ["", ReportHeading.repeatMeasurement.text, "", "```sh", line, "```"]
    case .sentence(let text): lines += ["", VisibleText.markdown(text)]
    case nil: break
    }
    let own = lines.joined(separator: "\n") + "\n"
    return (record.merged ?? []).reduce(own) { $0 + "\n" + BisectionReport($1).markdown }
  }

  private var headline: String {
    let range = ReportMessage.between(record.good.label, record.bad.label).text
    let name =
      "\(record.benchmark)\(record.metric == .wallTime ? "" : " \(record.metric.rawValue)")"
    switch record.outcome {
    case .found:
      return ReportMessage.changedWith(name, commits: record.steps.count, range).line
    case .range: return ReportMessage.changedWithin(name, range).line
    case .unchanged: return ReportMessage.didNotChange(name, range).line
    case .unsettled: return ReportMessage.changeUndecided(name, range).line
    }
  }

  private static func change(_ step: BisectionRecord.Step) -> String {
    func percent(_ ratio: Double?) -> String { ratio.map(Self.percent) ?? "?" }
    let size = "\(percent(step.ratio)) [\(percent(step.low)), \(percent(step.high))]"
    let error = QuantityFormat.percent(step.error)
    return ReportMessage.commitsOfChange(step.commits.count, change: size, error: error).text
  }

  /// A ratio as a change; a change from 0 is stored as a ratio that no measurement reaches.
  private static func percent(_ ratio: Double) -> String {
    ratio > 1e20 ? "from 0" : QuantityFormat.percent(ratio - 1, signed: true)
  }

  /// The commits, of a long range its ends only.
  private static func listed(_ commits: [RevisionRecord]) -> [String] {
    guard commits.count > 8, let first = commits.first, let last = commits.last else {
      return commits.map(words)
    }
    return [words(first), ReportMessage.commitsBetween(commits.count - 2).text, words(last)]
  }

  private static func words(_ commit: RevisionRecord) -> String {
    let date = commit.date.map { " \($0.prefix(10))" } ?? ""
    let author = commit.author.map { ", \($0)" } ?? ""
    return "\(commit.commit?.prefix(9) ?? "") \(commit.title ?? "")\(author)\(date)"
  }

  private var cost: String {
    ReportMessage.searchCost(
      change: record.ratio.map(Self.percent), commits: record.commitCount,
      touching: record.touchingCount, builds: record.buildCount, pairs: record.pairs
    ).text
  }
}
