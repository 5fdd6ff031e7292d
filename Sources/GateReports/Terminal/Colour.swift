import GateRecords

/// Colours with meaning, or none.
struct Colour {
  let isOn: Bool

  func outcome(_ text: String, _ outcome: Outcome) -> String {
    switch outcome {
    case .pass: paint(text, "1;32")
    case .warn: paint(text, "1;33")
    case .fail: paint(text, "1;31")
    }
  }

  func status(_ text: String, _ finding: Finding) -> String {
    switch finding.status {
    case .failed, .missing, .changed, .regressed, .overBudget:
      paint(text, finding.failsTheGate ? "31" : "33")
    case .unproven: paint(text, finding.failsTheGate ? "31" : "33")
    case .improved: paint(text, "32")
    case .passed: finding.warns || finding.acceptance != nil ? paint(text, "33") : text
    case .new, .skipped, .sameCode: text
    }
  }

  func bad(_ text: String) -> String { paint(text, "31") }

  func doubtful(_ text: String) -> String { paint(text, "33") }

  func faint(_ text: String) -> String { paint(text, "2") }

  private func paint(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
