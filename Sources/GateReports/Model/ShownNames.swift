import GateRecords

/// Names of a report that is not as wide as it needs to be, such as a comment: no two different names are shown alike.
///
/// A long name loses characters of the part that it has in common with another one, as in the terminal's tables; where that
/// is too short the name is whole.
struct ShownNames {
  /// The texts of names that are not shown as they are.
  private let texts: [String: String]
  private let most: Int

  /// Shortens names.
  ///
  /// - Parameters:
  ///   - names: All names that the reader may know, shown or not.
  ///   - limit: The most characters of a name that can be shortened where it does not differ.
  ///   - most: The most characters of any name.
  /// - Complexity: O(n) where no name is long, else O(n log n) comparisons of names.
  init(_ names: some Sequence<String>, limit: Int, most: Int = VisibleText.longestName) {
    self.most = most
    let all = Set(names.lazy.map(VisibleText.plain))
    guard all.contains(where: { TerminalReport.columns(of: $0) > limit }) else {
      texts = [:]
      return
    }
    let sorted = all.sorted()
    var texts: [String: String] = [:]
    for (name, entry) in zip(sorted, NameColumn(sorted, limit: limit).entries) {
      switch entry {
      case .fitting(let text): if text != name { texts[name] = text }
      case .whole(let text): texts[name] = VisibleText.name(text, to: most)
      }
    }
    self.texts = texts
  }

  /// The names of a verdict's benchmarks, for a comment, which has room for few names that are longer.
  init(_ model: ReportModel, limit: Int = 120) {
    self.init(
      [model.important, model.remaining].joined().lazy.map(\.finding.benchmark.rawValue)
        + model.verdict.measurements.lazy.map(\.benchmark.rawValue), limit: limit, most: 400)
  }

  /// A name as it is shown, without characters that are not seen.
  subscript(name: String) -> String {
    let text = VisibleText.plain(name)
    return texts[text] ?? VisibleText.name(text, to: most)
  }

  /// A benchmark's name as it is shown.
  subscript(benchmark: BenchmarkIdentifier) -> String { self[benchmark.rawValue] }
}
