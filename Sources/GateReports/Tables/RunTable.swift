package import GateRecords
import GateStatistics

/// The figures of a run, as a table for a first look; another command judges them.
///
/// The table fits the terminal: names give way first, then the columns that matter least. A name is never cut where it
/// differs from another. Points and units of a column are below each other where the units are alike.
package struct RunTable {
  private let run: RunRecord
  private let style: TerminalStyle
  private let showsHistograms: Bool
  private let isPaired: Bool

  /// Prepares a table.
  package init(_ run: RunRecord, style: TerminalStyle, showsHistograms: Bool = false) {
    self.run = run
    self.style = style
    self.showsHistograms = showsHistograms
    isPaired = run.benchmarks.contains { RunTable.mainSeries($0)?.baselineLaunches != nil }
  }

  /// The table.
  package var text: String {
    let rows = run.benchmarks.map { Row($0, isPaired: isPaired) }
    let layout = Layout(rows, isPaired: isPaired, width: style.width)
    let colour = Colour(isOn: style.hasColour)
    var lines = [
      colour.faint(layout.line(name: ReportHeading.benchmark.text, cells: layout.header))
    ]
    for (place, benchmark) in run.benchmarks.enumerated() {
      lines += layout.lines(rows[place], at: place, colour)
      if showsHistograms, let series = Self.mainSeries(benchmark) {
        let histogram = SampleHistogram(series, width: (style.width ?? 100) - 4)
        lines += histogram.lines.map { colour.faint("    " + $0) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The series that is shown for a benchmark: its time, or its first metric if it has no time.
  fileprivate static func mainSeries(_ benchmark: BenchmarkRecord) -> MetricSeries? {
    let measured = benchmark.metrics.filter { !$0.samples.isEmpty }
    return measured.first { $0.metric == .wallTime } ?? measured.first
  }

  /// One benchmark: figures, or a remark in their place.
  fileprivate struct Row {
    var name: String
    var cells: [String] = []
    var remark: String?
    var isFailure = false

    init(_ benchmark: BenchmarkRecord, isPaired: Bool) {
      name = VisibleText.plain(benchmark.name.rawValue)
      if let failure = benchmark.failure {
        isFailure = ![.skipped, .sameCode].contains(failure.kind)
        let word = isFailure ? "failed" : benchmark.hasSameCode ? "same code" : "skipped"
        remark = "\(word): " + VisibleText.plain(failure.message)
        return
      }
      guard let series = RunTable.mainSeries(benchmark),
        let summary = SampleSummary(series.samples)
      else {
        remark = "no samples"
        return
      }
      if series.metric != .wallTime { name += " · \(series.metric)" }
      func quantity(_ value: Double) -> String {
        QuantityFormat.string(value, unit: series.unit)
      }
      let before = series.baselineLaunches.flatMap { Percentile.median(of: $0.flatMap { $0 }) }
      if isPaired { cells.append(before.map(quantity) ?? "–") }
      cells += [quantity(summary.median), quantity(summary.p95), "\(series.launches.count)"]
      if isPaired {
        cells.append(
          before.map { QuantityFormat.percent(summary.median / $0 - 1, signed: true) }
            ?? (benchmark.hasSameCode ? "same code" : "–"))
      }
    }
  }

  /// Which columns are shown, and how wide.
  fileprivate struct Layout {
    let header: [String]
    private let shown: [Int]
    /// Columns of the figure and of the unit behind it.
    private let widths: [(figure: Int, unit: Int)]
    private let names: NameColumn
    /// Columns of a line; nil in a log.
    private let width: Int?

    private static let leastNameWidth = 16
    /// The widest column of names in a log; the figures of a longer name are further to the right.
    private static let mostInLogs = 100

    init(_ rows: [Row], isPaired: Bool, width: Int?) {
      let columns: [ReportHeading] =
        isPaired ? [.baseline, .median, .p95, .launches, .change] : [.median, .p95, .launches]
      let titles = columns.map(\.text)
      let all = titles.indices.map { column -> (figure: Int, unit: Int) in
        let parts = rows.compactMap { $0.cells.isEmpty ? nil : Self.parts($0.cells[column]) }
        let unit = parts.map { TerminalReport.columns(of: $0.unit) }.max() ?? 0
        let figure = parts.map { TerminalReport.columns(of: $0.figure) }.max() ?? 0
        return (max(figure, titles[column].count - (unit > 0 ? unit + 1 : 0)), unit)
      }
      func taken(_ columns: [Int]) -> Int {
        columns.reduce(0) { $0 + 3 + all[$1].figure + (all[$1].unit > 0 ? all[$1].unit + 1 : 0) }
      }
      var shown = Array(titles.indices)
      // The number of launches goes first, then the tail; what changed stays longest.
      for dropped in [ReportHeading.launches, .p95, .baseline]
      where taken(shown) + Self.leastNameWidth > width ?? .max {
        shown.removeAll { columns[$0] == dropped }
      }
      let limit = width.map { max($0 - taken(shown), Self.leastNameWidth) } ?? Self.mostInLogs
      // A name with a remark has a line of its own.
      names = NameColumn(
        rows.map { $0.remark == nil ? $0.name : "" }, limit: limit, shortens: width != nil)
      self.shown = shown
      header = titles
      widths = all
      self.width = width
    }

    func line(name: String, cells: [String]) -> String {
      let nameWidth = max(names.width, Self.leastNameWidth)
      var line = name + Self.blanks(nameWidth - TerminalReport.columns(of: name))
      for column in shown {
        let (figure, unit) = Self.parts(cells[column])
        let width = widths[column]
        let isTitle = cells == header
        if isTitle {
          let whole = width.figure + (width.unit > 0 ? width.unit + 1 : 0)
          line += "   " + Self.blanks(whole - cells[column].count) + cells[column]
        } else {
          line += "   " + Self.blanks(width.figure - TerminalReport.columns(of: figure)) + figure
          if width.unit > 0 {
            line += " " + unit + Self.blanks(width.unit - TerminalReport.columns(of: unit))
          }
        }
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }

    func lines(_ row: Row, at place: Int, _ colour: Colour) -> [String] {
      guard let remark = row.remark else {
        switch names.entries[place] {
        case .fitting(let name): return [line(name: name, cells: row.cells)]
        case .whole(let name):
          return TextWrap.pieces(name, width: width) + [line(name: "", cells: row.cells)]
        }
      }
      let whole = row.name + "   " + remark
      func paint(_ text: String) -> String {
        row.isFailure ? colour.bad(text) : colour.doubtful(text)
      }
      guard let width, TerminalReport.columns(of: whole) > width else {
        return [row.name + "   " + paint(remark)]
      }
      return TextWrap.pieces(row.name, width: width)
        + TextWrap.lines(remark, width: width - 4).map { "    " + paint($0) }
    }

    /// A figure and the unit behind its last space.
    private static func parts(_ cell: String) -> (figure: String, unit: String) {
      guard let space = cell.lastIndex(of: " ") else { return (cell, "") }
      return (String(cell[..<space]), String(cell[cell.index(after: space)...]))
    }

    private static func blanks(_ count: Int) -> String {
      String(repeating: " ", count: max(0, count))
    }
  }
}
