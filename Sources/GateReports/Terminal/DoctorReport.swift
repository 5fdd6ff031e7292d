/// The findings about a machine, for the terminal.
package enum DoctorReport {
  /// The sign in front of a finding.
  package enum Symbol: String, Hashable, Sendable {
    case good = "✓"
    case note = "·"
    case warning = "!"
    case unfit = "✗"
  }

  /// One finding.
  package struct Row: Hashable, Sendable {
    let symbol: Symbol
    let check: String
    let found: String
    let remedy: String?

    /// Creates a row.
    package init(symbol: Symbol, check: String, found: String, remedy: String?) {
      self.symbol = symbol
      self.check = check
      self.found = found
      self.remedy = remedy
    }
  }

  /// Renders findings: what was looked at, what was found, and below it what to do.
  package static func render(_ rows: [Row], isFit: Bool, style: TerminalStyle) -> String {
    let colour = Colour(isOn: style.hasColour)
    let names = rows.map { TerminalReport.columns(of: $0.check) }.max() ?? 0
    var lines: [String] = []
    for row in rows {
      let gap = String(repeating: " ", count: names - TerminalReport.columns(of: row.check))
      lines.append(
        "\(paint(row.symbol, colour)) \(row.check)\(gap)   \(VisibleText.plain(row.found))")
      if let remedy = row.remedy {
        lines += TextWrap.lines(VisibleText.plain(remedy), width: (style.width ?? 100) - 4)
          .map { colour.faint("    " + $0) }
      }
    }
    let unfit = rows.count { $0.symbol == .unfit }
    let warnings = rows.count { $0.symbol == .warning }
    let verdict = ReportMessage.machineFit(isFit, against: unfit, warnings: warnings).text
    lines += ["", isFit ? verdict : colour.bad(verdict)]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func paint(_ symbol: Symbol, _ colour: Colour) -> String {
    switch symbol {
    case .good, .note: symbol.rawValue
    case .warning: colour.doubtful(symbol.rawValue)
    case .unfit: colour.bad(symbol.rawValue)
    }
  }
}
