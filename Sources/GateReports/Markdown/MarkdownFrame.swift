import GateRecords

/// Everything of a comment but its rows.
struct MarkdownFrame {
  private let model: ReportModel
  private let place: MarkdownReport.Place
  private let links: [ReportLink]
  /// The listed rows, and the number of those left out.
  let listing: BenchmarkListing
  /// The folded table.
  let benchmarks: MarkdownBenchmarks
  /// The names of benchmarks as the comment shows them.
  let names: ShownNames

  init(_ model: ReportModel, _ place: MarkdownReport.Place, _ links: [ReportLink]) {
    self.model = model
    self.place = place
    self.links = links
    listing = BenchmarkListing(model)
    benchmarks = MarkdownBenchmarks(model)
    names = ShownNames(model)
  }

  /// The bytes of the comment without rows, with the longest notes about rows that are left out.
  var size: Int {
    text(important: [], leftOut: 1_000_000, benchmarks: []).utf8.count
      + benchmarks.head.utf8.count + ChangeStrip.legend.utf8.count + 200
  }

  /// The comment with its rows.
  ///
  /// - Parameters:
  ///   - important: The rows that matter.
  ///   - leftOut: How many of them there was no room for.
  ///   - benchmarks: The rows of the folded table, from its beginning.
  func text(important: [MarkdownRow], leftOut: Int, benchmarks rows: [String]) -> String {
    var parts = ["### \(model.symbol) Speedgate: \(VisibleText.markdown(model.headline))"]
    if place == .comment { parts.insert(marker, at: 0) }
    if !important.isEmpty { parts += table(important) }
    if leftOut > 0 { parts.append(leftOutNote(leftOut)) }
    if let causes = model.unknownCauses {
      parts.append(VisibleText.markdown(VisibleText.shortened(VisibleText.plain(causes), to: 400)))
    }
    if let folded = listing.foldedLine(width: 2_000, names) {
      parts.append("? " + VisibleText.markdown(folded))
    }
    let largest = LargestChanges(model.verdict).lines
    if !largest.isEmpty {
      parts.append(
        ReportMessage.largestChanges.text + "\n\n"
          + largest.map { "- " + VisibleText.markdown(VisibleText.shortened($0, to: 400)) }
          .joined(separator: "\n"))
    }
    if !links.isEmpty { parts.append(links.map(\.markdown).joined(separator: " · ")) }
    if let compliance = model.compliance {
      parts.append(VisibleText.markdown(compliance.prefix(1).uppercased() + compliance.dropFirst()))
    }
    if !model.policyChanges.isEmpty {
      parts.append(Self.warnings(model.policyChanges))
    }
    if !model.verdict.warnings.isEmpty {
      parts.append(Self.warnings(model.verdict.warnings))
    }
    let breakers = BreakerWords.all(model.verdict)
    if !breakers.isEmpty {
      let more =
        breakers.count > 10 ? ["> " + ReportMessage.moreBreakers(breakers.count - 10).text] : []
      parts.append(
        (breakers.prefix(10).map {
          "> ⚠ " + VisibleText.markdown(VisibleText.shortened($0.sentence, to: 400))
        } + more).joined(separator: "\n>\n"))
    }
    if benchmarks.count > 0 { parts.append(folded(rows)) }
    if let code { parts.append(code) }
    if let layouts = model.layouts?.shortened(to: 20), !layouts.isEmpty {
      let lines = layouts.map { "- " + VisibleText.markdown(VisibleText.shortened($0, to: 400)) }
      parts.append(details(ReportHeading.codeLayout.text, lines.joined(separator: "\n")))
    }
    parts.append(details(ReportHeading.machineAndRun.text, facts))
    parts.append(details(ReportHeading.errorRates.text, promises))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Lets a workflow find its own comment and replace it.
  private var marker: String {
    let suite = model.verdict.run.suite.name.unicodeScalars.filter {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "_.".unicodeScalars.contains($0))
    }
    return "<!-- speedgate:\(String(String.UnicodeScalarView(suite)).prefix(80)) -->"
  }

  /// The first warnings, and how many more there are.
  private static func warnings(_ all: [String]) -> String {
    let most = 20
    let more = all.count > most ? ["> " + ReportMessage.moreWarnings(all.count - most).text] : []
    let shown = all.prefix(most).map {
      "> ⚠ " + VisibleText.markdown(VisibleText.shortened($0, to: 400))
    }
    return (shown + more).joined(separator: "\n>\n")
  }

  /// The rows that matter, and below them where changes come from and since when.
  private func table(_ rows: [MarkdownRow]) -> [String] {
    let title = VisibleText.markdown(VisibleText.shortened(model.baselineTitle, to: 60))
    let head =
      "| | \(ReportHeading.benchmark.text) | \(title) | \(model.candidateTitle) | "
      + "\(ReportHeading.markdown([.change, .evidence])) |\n"
      + "|:--|:--|--:|--:|:--|:--|\n"
    let details = rows.compactMap(\.details).joined()
    var parts = [head + rows.map(\.row).joined().dropLast()]
    if rows.contains(where: \.hasStrip) { parts.append(ChangeStrip.legend) }
    if !details.isEmpty { parts.append(String(details.dropLast())) }
    return parts
  }

  /// Every benchmark in one row, folded.
  private func folded(_ rows: [String]) -> String {
    let rest = benchmarks.count - rows.count
    let note = rest > 0 ? leftOutNote(rest) : ""
    let table = rows.isEmpty ? "" : benchmarks.head + rows.joined().dropLast()
    return details(
      ReportMessage.allBenchmarks(benchmarks.count).text,
      [table, note].filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  private func leftOutNote(_ count: Int) -> String {
    ReportMessage.leftOut(count, place: place.name).text
  }

  /// The changed functions, folded; nil where there are none, or where code was not compared.
  private var code: String? {
    guard let code = model.verdict.code.map(CodeWords.init), let heading = code.heading else {
      return nil
    }
    let (names, more) = code.listed(50)
    let items = names.map {
      "- \($0.kind.rawValue): <code>"
        + VisibleText.markdown(VisibleText.shortened(VisibleText.plain($0.name), to: 200))
        + "</code>"
    }
    return details(heading, (items + (more.map { ["- \($0)"] } ?? [])).joined(separator: "\n"))
  }

  private var facts: String {
    let rows = model.environment.map { fact in
      "| \(fact.name.text) | \(VisibleText.markdown(VisibleText.shortened(fact.value, to: 300))) |"
    }
    return "| | |\n|:--|:--|\n" + rows.joined(separator: "\n")
  }

  private var promises: String {
    let sentences = model.method.map { "- " + VisibleText.markdown($0) }
    return sentences.joined(separator: "\n") + (repetition.map { "\n\n" + $0 } ?? "")
  }

  /// The command that repeats the measurement, to be copied; nil where nothing certain is known.
  private var repetition: String? {
    switch model.repetition(longest: 2_000) {
    case nil: return nil
    case .sentence(let sentence): return VisibleText.markdown(sentence)
    case .line(let line):
      // A fence longer than any run of backticks inside cannot be closed from there.
      let longest = line.split { $0 != "`" }.map(\.count).max() ?? 0
      let fence = String(repeating: "`", count: max(3, longest + 1))
      return "\(fence)sh\n\(line)\n\(fence)"
    }
  }

  private func details(_ summary: String, _ content: String) -> String {
    "<details><summary>\(summary)</summary>\n\n\(content)\n\n</details>"
  }
}
