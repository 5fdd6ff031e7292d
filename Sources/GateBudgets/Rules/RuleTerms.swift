package import GateRecords

/// The keys that every rule may have in addition to its limits.
package struct RuleTerms: Hashable, Sendable {
  /// On which machines it holds.
  package var condition: RuleCondition
  /// Why it is what it is.
  package var rationale: String?
  /// The owner of the rule.
  package var owner: String?
  /// The last day of an exception that is to be looked at again.
  package var expires: ExpiryDate?
  /// How grave it is to break it.
  package var severity: Severity?
  /// Whether breaking it fails the gate.
  package var mode: RuleMode
  /// The rule's file and line: `budgets/reference.json5:12`.
  package var source: String

  /// Creates terms.
  package init(
    condition: RuleCondition = .always, rationale: String? = nil, owner: String? = nil,
    expires: ExpiryDate? = nil, severity: Severity? = nil, mode: RuleMode = .enforce,
    source: String
  ) {
    self.condition = condition
    self.rationale = rationale
    self.owner = owner
    self.expires = expires
    self.severity = severity
    self.mode = mode
    self.source = source
  }

  /// The notes that name the owner of a broken rule.
  package func notes(onFailing status: FindingStatus) -> [String] {
    guard status.failsTheGate else { return [] }
    return (mode == .warn ? [BudgetMessage.warnsOnly.line] : [])
      + (owner.map { [BudgetMessage.askOwner($0).line] } ?? [])
  }
}

/// The last day on which something counts, in Coordinated Universal Time.
package struct ExpiryDate: Hashable, Sendable {
  /// The day as written, `2027-01-31`.
  package let text: String
  private let end: Timestamp

  /// Parses a day of the calendar; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 10, let start = Timestamp(rawValue: text + "T00:00:00Z") else {
      return nil
    }
    self.text = text
    end = Timestamp(millisecondsSinceEpoch: start.millisecondsSinceEpoch + 86_400_000)
  }

  /// When it ends, in seconds since 1970.
  var secondsSinceEpoch: Double { Double(end.millisecondsSinceEpoch) / 1_000 }

  /// Whether the day is over.
  package func isOver(at moment: Timestamp) -> Bool { moment >= end }
}
