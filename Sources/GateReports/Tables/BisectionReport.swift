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
          "  left out: \(VisibleText.plain(Self.words(skipped.commit))): \(VisibleText.plain(skipped.reason))"
        ))
    }
    switch record.repetition.map({ RepetitionWords($0, longest: 2_000) }) {
    case .line(let line): lines.append(colour.faint("  again: \(line)"))
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
    let range = "between \(record.good.label) and \(record.bad.label)"
    let name =
      "\(record.benchmark)\(record.metric == .wallTime ? "" : " \(record.metric.rawValue)")"
    switch record.outcome {
    case .found:
      return record.steps.count == 1
        ? "\(name) changed with one commit \(range)"
        : "\(name) changed with \(record.steps.count) commits \(range)"
    case .range: return "\(name) changed \(range), with one of several commits"
    case .unchanged: return "\(name) did not change \(range)"
    case .unsettled:
      return "\(name): whether it changed \(range) is not decided; --max-pairs allows more launches"
    }
  }

  private static func change(_ step: BisectionRecord.Step) -> String {
    func percent(_ ratio: Double?) -> String { ratio.map(Self.percent) ?? "?" }
    let size = "\(percent(step.ratio)) [\(percent(step.low)), \(percent(step.high))]"
    let error = QuantityFormat.percent(step.error)
    return step.commits.count == 1
      ? "\(size) with this commit; another one with a probability of at most \(error):"
      : "\(size) with one of these \(step.commits.count); another one with a probability of at most \(error):"
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
    return [words(first), "… \(commits.count - 2) commits between them …", words(last)]
  }

  private static func words(_ commit: RevisionRecord) -> String {
    let date = commit.date.map { " \($0.prefix(10))" } ?? ""
    let author = commit.author.map { ", \($0)" } ?? ""
    return "\(commit.commit?.prefix(9) ?? "") \(commit.title ?? "")\(author)\(date)"
  }

  private var cost: String {
    let whole = record.ratio.map { "in all \(Self.percent($0)); " }
    return (whole ?? "")
      + "\(record.commitCount) commit\(record.commitCount == 1 ? "" : "s"), "
      + "\(record.touchingCount) that touch\(record.touchingCount == 1 ? "es" : "") the suite, "
      + "\(record.buildCount) builds, \(record.pairs) launch pairs"
  }
}
