import GateCommandLine
import GateRecords
import GateReports

/// The output of watching: one screen on a terminal, a block for each round elsewhere.
struct WatchView {
  /// The watched suite, and the program that it is compared with.
  var title: String
  /// The last round; nil before the first.
  var round: WatchRound?
  /// The present activity.
  var activity: String

  /// One screen, no line of which is longer than the terminal is wide.
  func screen(_ abilities: TerminalAbilities) -> String {
    let body = round.map { block($0, rows: abilities.height - 11, hasColour: abilities.hasColour) }
    let parts = [[title], body ?? [], [activity]].filter { !$0.isEmpty }
    let lines = parts.joined(separator: [""]).prefix(abilities.height - 1)
    // From the upper left corner on, and nothing of the screen before.
    return "\u{1B}[H\u{1B}[2J" + lines.map { Self.cut($0, to: abilities.width) + "\n" }.joined()
  }

  /// A round's block for a log, with all its rows.
  static func log(_ round: WatchRound) -> String {
    WatchView(title: "", activity: "").block(round, rows: .max, hasColour: false)
      .joined(separator: "\n") + "\n\n"
  }

  private func block(_ round: WatchRound, rows: Int, hasColour: Bool) -> [String] {
    let head = BenchMessage.watchRound(
      number: round.number, time: round.time, changed: round.changed
    ).line
    switch round.outcome {
    case .notBuilt(let lines):
      let words = lines.map(VisibleText.plain).map { "  " + $0 }
      return [head, BenchMessage.watchNotBuilt.line] + words.prefix(max(rows, 3))
    case .notMeasured(let reason):
      return [head, BenchMessage.watchNotMeasured(reason: VisibleText.plain(reason)).line]
    case .sameProgram(let message): return [head, message.line]
    case .measured(let all, let confidence):
      return [head, ""] + table(all, rows: rows, hasColour: hasColour)
        + ["", BenchMessage.watchCaveat.line]
        + (confidence.map { [BenchMessage.watchConfidence($0).line] } ?? [])
    }
  }

  private func table(_ all: [WatchRound.Row], rows: Int, hasColour: Bool) -> [String] {
    let loud = all.filter { !$0.isQuiet }
    let room = max(rows, 3)
    let shown = all.count <= room ? all : Array((loud + all.filter(\.isQuiet)).prefix(room - 1))
    let hidden = all.count - shown.count
    let cells =
      [([.benchmark, .change, .interval, .status] as [BenchHeading]).map(\.text)]
      + shown.map(Self.cells)
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.enumerated().map { place, cells in
      let text =
        "  " + cells[0] + Self.blanks(widths[0] - cells[0].count) + "  "
        + Self.blanks(widths[1] - cells[1].count) + cells[1] + "  " + cells[2]
        + Self.blanks(widths[2] - cells[2].count) + "  " + cells[3]
      return place == 0 || !hasColour ? text : Self.painted(text, shown[place - 1].status)
    }
    return lines + (hidden > 0 ? ["  … \(hidden) more"] : [])
  }

  private static func cells(_ row: WatchRound.Row) -> [String] {
    func percent(_ value: Double) -> String { QuantityFormat.percent(value, signed: true) }
    let interval = row.low.flatMap { low in
      row.high.map { high in "[\(percent(low)), \(percent(high))]" }
    }
    return [
      VisibleText.shortened(VisibleText.plain(row.name), to: 60),
      row.change.map(percent) ?? "–",
      interval ?? (row.change == nil ? "–" : "too few launch pairs"),
      word(row.status) + (row.message.map { ": " + VisibleText.plain($0) } ?? ""),
    ]
  }

  /// The glossary's word.
  private static func word(_ status: FindingStatus) -> String {
    switch status {
    case .failed: "failed"
    case .missing: "missing"
    case .changed: "not comparable"
    case .regressed: "regression"
    case .overBudget: "over budget"
    case .unproven: "unproven"
    case .improved: "improvement"
    case .new: "new"
    case .skipped: "skipped"
    case .sameCode: "same code"
    case .passed: "within tolerance"
    }
  }

  private static func painted(_ text: String, _ status: FindingStatus) -> String {
    let code: String? =
      switch status {
      case .failed, .missing, .changed, .regressed, .overBudget: "31"
      case .unproven: "33"
      case .improved: "32"
      case .new, .skipped, .sameCode, .passed: nil
      }
    return code.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  /// Cuts a line; the codes of colours take no room.
  private static func cut(_ line: String, to width: Int) -> String {
    guard line.hasPrefix("\u{1B}["), let start = line.firstIndex(of: "m") else {
      return line.count > width ? line.prefix(width - 1) + "…" : line
    }
    let inner = line[line.index(after: start)...].dropLast(4)
    guard inner.count > width else { return line }
    return line[...start] + inner.prefix(width - 1) + "…\u{1B}[0m"
  }
}
