package import GateRecords

/// The functions of a profile, for the terminal.
package enum ProfileTable {
  /// Renders a profile: where the work goes, or with a baseline what became more and less.
  package static func render(_ profile: BenchmarkProfile, cause: Cause? = nil) -> String {
    guard let candidate = profile.candidate else {
      return "\(profile.benchmark): \(VisibleText.plain(profile.reason ?? "no profile"))\n"
    }
    let how =
      switch profile.method {
      case .callgrind: "instructions of one iteration, by callgrind"
      case .sampled:
        "time of one iteration, sampled, \(QuantityFormat.grouped(Int64(candidate.samples ?? 0))) looks"
      }
    var lines = ["\(VisibleText.plain(profile.benchmark.rawValue)): \(how)", ""]
    if let cause { lines += CauseWords(cause).lines(3) + [""] }
    lines += rows(profile, candidate)
    if let more = profile.leftOut { lines.append(ReportMessage.more(more).text) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func rows(
    _ profile: BenchmarkProfile, _ candidate: BenchmarkProfile.Total
  ) -> [String] {
    let isCompared = profile.baseline != nil
    let columns: [ReportHeading] =
      isCompared ? [.baseline, .thisBuild, .change, .calls] : [.cost, .share, .itself, .calls]
    let header = columns.map(\.text)
    let cells = profile.functions.map { function -> [String] in
      let (before, after) = (function.baseline, function.candidate)
      let cost = { (value: Double?) in value.map { amount($0, profile.method) } ?? "–" }
      let calls = isCompared ? callsOf(before, after) : (after?.calls.map(count) ?? "–")
      return isCompared
        ? [
          cost(before?.charged), cost(after?.charged), signed(function.change, profile.method),
          calls,
        ]
        : [
          cost(after?.charged),
          QuantityFormat.percent((after?.charged ?? 0) / max(candidate.cost, 1e-9)),
          cost(after?.own), calls,
        ]
    }
    let total =
      isCompared
      ? [
        amount(profile.baseline?.cost ?? 0, profile.method),
        amount(candidate.cost, profile.method),
        signed(candidate.cost - (profile.baseline?.cost ?? 0), profile.method), "",
      ] : [amount(candidate.cost, profile.method), "", "", ""]
    let names = profile.functions.map { function in
      VisibleText.shortened(VisibleText.plain(function.name), to: 100)
        + (function.through.map {
          " (mostly in \(VisibleText.shortened(VisibleText.plain($0), to: 60)))"
        } ?? "")
    }
    let all = [(header, "function")] + zip(cells, names).map { ($0, $1) } + [(total, "all")]
    let widths = (0..<4).map { column in all.map { $0.0[column].count }.max() ?? 0 }
    return all.map { cells, name in
      let figures = zip(cells, widths).map { text, width in
        String(repeating: " ", count: max(0, width - text.count)) + text
      }
      return figures.joined(separator: "  ") + "  " + name
    }
  }

  private static func callsOf(
    _ before: ProfiledFunction.Cost?, _ after: ProfiledFunction.Cost?
  ) -> String {
    guard before?.calls != nil || after?.calls != nil else { return "–" }
    let texts = [before?.calls ?? 0, after?.calls ?? 0].map(count)
    return texts[0] == texts[1] ? texts[0] : "\(texts[0]) → \(texts[1])"
  }

  private static func count(_ number: Double) -> String {
    number >= 100
      ? QuantityFormat.grouped(Int64(number.rounded()))
      : QuantityFormat.brief((number * 10).rounded() / 10)
  }

  private static func amount(_ cost: Double, _ method: ProfileMethod) -> String {
    switch method {
    case .callgrind: QuantityFormat.grouped(Int64(cost.rounded()))
    case .sampled: QuantityFormat.string(cost, unit: .nanoseconds)
    }
  }

  private static func signed(_ change: Double, _ method: ProfileMethod) -> String {
    (change < 0 ? "−" : "+") + amount(abs(change), method)
  }
}
