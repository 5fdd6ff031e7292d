import GateRecords

/// Which steps a change of a time is in, in words.
struct StepShareWords {
  /// One sentence in pieces: `+52 %, of which `score` +49 %`; nil where no step is named.
  let pieces: [CauseWords.Piece]?

  init(_ finding: Finding) {
    guard let steps = finding.steps, !steps.isEmpty, let change = finding.change else {
      pieces = nil
      return
    }
    var pieces: [CauseWords.Piece] = [.words("\(Self.percent(change.ratio - 1)), of which ")]
    for (place, step) in steps.enumerated() {
      if place > 0 { pieces.append(.words(place == steps.count - 1 ? " and " : ", ")) }
      pieces += [.name(step.step), .words(" \(Self.percent(step.change))")]
    }
    self.pieces = pieces
  }

  /// Whole per cents, as what they are a part of is an estimate; one decimal where that says nothing.
  private static func percent(_ share: Double) -> String {
    let digits = abs(share) < 0.095 ? 1 : 0
    let number = QuantityFormat.fixed(abs(share) * 100, decimals: digits)
    return (share < 0 ? "−" : "+") + number + " %"
  }
}

extension CauseWords {
  /// Everything that says where a change comes from: steps first, then functions.
  static func all(_ finding: Finding, most: Int = Cause.mostFunctions) -> [[Piece]] {
    (StepShareWords(finding).pieces.map { [$0] } ?? [])
      + (finding.cause.map { CauseWords($0).sentences(most) } ?? [])
  }

  /// The same as plain text, with names between backticks.
  static func lines(_ finding: Finding, most: Int) -> [String] {
    all(finding, most: most).map { pieces in
      pieces.map { piece in
        switch piece {
        case .words(let text): text
        case .name(let name): "`\(VisibleText.shortened(VisibleText.plain(name), to: 120))`"
        }
      }.joined()
    }
  }
}
