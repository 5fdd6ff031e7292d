import GateRecords

/// A verdict in one line: the outcome, what went wrong, what went well, and against what.
struct Headline {
  let text: String

  /// Counts the benchmarks, each once.
  init(_ verdict: Verdict) {
    let outcome =
      switch verdict.outcome {
      case .pass: "gate passed"
      case .warn: "gate passed with warnings"
      case .fail: "gate failed"
      }
    let tally = BenchmarkTally(verdict)
    let parts = [true, false].map { tally.texts(ofWorries: $0).joined(separator: ", ") }
      .filter { !$0.isEmpty }
    let counts = parts.isEmpty ? ": no benchmark" : ": " + parts.joined(separator: " · ")
    text =
      "\(outcome)\(counts) · "
      + QuantityFormat.duration(milliseconds: verdict.run.durationMilliseconds)
      + " · \(ReportModel.comparison(verdict))"
  }
}
