import GateRecords

/// The top of the page: the outcome, the counts, the machine and its noise.
enum HTMLSummary {
  static func header(_ model: ReportModel) -> String {
    let verdict = model.verdict
    let name = VisibleText.html(VisibleText.name(verdict.run.suite.name))
    return """
      <header class="outcome \(verdict.outcome.rawValue)">
      <h1><span class="symbol" aria-hidden="true">\(model.symbol)</span> \(name)</h1>
      <p class="headline">\(headline(model))</p>
      <p class="machine">\(HTMLReport.text(machine(verdict)))</p>
      </header>
      """
  }

  /// The headline with its counts set apart, those that went wrong in the outcome's colour.
  private static func headline(_ model: ReportModel) -> String {
    let text = HTMLReport.text(model.headline)
    guard let end = text.firstRange(of: ": ") else { return "<strong>\(text)</strong>" }
    var rest = String(text[end.upperBound...])
    let tally = model.tally
    for (counts, kind) in [
      (tally.texts(ofWorries: true), "worry"), (tally.texts(ofWorries: false), "rest"),
    ] {
      guard !counts.isEmpty, let place = rest.firstRange(of: counts.joined(separator: ", ")) else {
        continue
      }
      let marked = counts.map { "<span class=\"count \(kind)\">\($0)</span>" }
      rest.replaceSubrange(place, with: marked.joined(separator: ", "))
    }
    return "<strong>\(text[..<end.lowerBound])</strong>: \(rest)"
  }

  /// The machine and how noisy it was, in one line.
  private static func machine(_ verdict: Verdict) -> String {
    let environment = verdict.run.environment
    let parts = [
      "\(environment.processor), \(Counted.text(environment.processorCount, "processor"))",
      "\(environment.compiler) \(environment.buildConfiguration)", noise(verdict),
    ]
    return parts.compactMap { $0 }.joined(separator: " · ")
  }

  /// How much launches or intervals spread; nil where nothing of it is known.
  private static func noise(_ verdict: Verdict) -> String? {
    let spreads = (verdict.layouts?.benchmarks.compactMap(\.launchSpread) ?? []).sorted()
    if let most = spreads.last {
      return ReportMessage.noise(
        launches: QuantityFormat.percent(spreads[spreads.count / 2]),
        most: spreads.count == 1 ? nil : QuantityFormat.percent(most)
      ).text
    }
    let widths = verdict.findings.compactMap { finding -> Double? in
      guard finding.evidence.kind == .paired, let low = finding.change?.low,
        let high = finding.change?.high
      else { return nil }
      return (high - low) / 2
    }.filter(\.isFinite).sorted()
    guard !widths.isEmpty else { return nil }
    return ReportMessage.noiseOfIntervals(QuantityFormat.percent(widths[widths.count / 2])).text
  }
}
