import GateRecords

/// The reason why no cause is known, where all findings without one have the same, so that a report says it once.
struct UnknownCause {
  /// The beginning of the note of a finding whose cause is not known.
  static let beginning = "the cause is not known: "

  /// The note of each of the findings.
  let note: String
  private let count: Int

  /// Looks for the reason; nil where fewer than two findings have one, or different ones.
  init?(_ findings: [Finding]) {
    var found: String?
    var count = 0
    for finding in findings {
      for note in finding.notes where note.hasPrefix(Self.beginning) {
        guard found == nil || found == note else { return nil }
        found = note
        count += 1
      }
    }
    guard let found, count > 1 else { return nil }
    note = found
    self.count = count
  }

  /// `the cause of 40 changes is not known: …`.
  var sentence: String {
    ReportMessage.unknownCauses(count, reason: String(note.dropFirst(Self.beginning.count))).text
  }
}
