package import GateRecords

/// The differences between two programs' code, in words.
package struct CodeWords {
  private let code: CodeComparison

  /// Describes a comparison of code in words.
  package init(_ code: CodeComparison) {
    self.code = code
  }

  /// Everything in one sentence: `3 of 812 functions differ (1 edited, 2 added), no data differ`.
  package var sentence: String {
    guard let functions = code.functions, let data = code.data else {
      return ReportMessage.codeNotCompared(reason: code.reason).text
    }
    return Self.words(functions, "function") + ", " + Self.words(data, "name", of: "data")
  }

  /// The heading of the list of changed functions, such as `12 changed functions`; nil where none changed.
  package var heading: String? {
    guard let functions = code.functions, functions.count > 0 else { return nil }
    return ReportMessage.changedFunctions(functions.count).text
  }

  /// The first changed functions, and how many more there are.
  package func listed(_ most: Int) -> (names: ArraySlice<ChangedName>, more: String?) {
    let names = (code.functions?.changed ?? []).prefix(most)
    let more = (code.functions?.count ?? 0) - names.count
    return (names, more > 0 ? ReportMessage.more(more).text : nil)
  }

  private static func words(_ changes: CodeChanges, _ noun: String, of kind: String? = nil)
    -> String
  {
    let counts = [
      (changes.edited, "edited"), (changes.added, "added"), (changes.removed, "removed"),
      (changes.unclear, "unclear"),
    ].filter { $0.0 > 0 }.map { "\(QuantityFormat.grouped(Int64($0.0))) \($0.1)" }
    let what = kind ?? "\(noun)s"
    guard !counts.isEmpty else { return "no \(what) differ" }
    let all = changes.candidate.map { " of \(QuantityFormat.grouped(Int64($0)))" } ?? ""
    let number = QuantityFormat.grouped(Int64(changes.count))
    let subject =
      kind.map { "\(number) \(noun)\(changes.count == 1 ? "" : "s") of \($0)" }
      ?? "\(number)\(all) \(what)"
    return
      "\(subject) \(changes.count == 1 ? "differs" : "differ") (\(counts.joined(separator: ", ")))"
  }
}

extension ReportModel {
  /// The most functions that a terminal lists.
  private static let mostListed = 10

  /// The functions that changed, a line each, where a benchmark regressed and it is not known which of them it
  /// runs; empty otherwise.
  var unexplainedCode: [String] {
    guard let code = verdict.code.map(CodeWords.init), let heading = code.heading,
      verdict.findings.contains(where: {
        $0.rule == .regression && $0.status == .regressed && $0.changedFunctions == nil
      })
    else { return [] }
    let (names, more) = code.listed(Self.mostListed)
    return ["\(heading):"]
      + names.map {
        "  \($0.kind.rawValue) " + VisibleText.shortened(VisibleText.plain($0.name), to: 200)
      } + (more.map { ["  \($0)"] } ?? [])
  }
}
