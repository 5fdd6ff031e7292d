import GateRecords

/// The notes of findings about rows of which only a mean is known.
enum OnlyMeanNote {
  static let text = DetectionMessage.onlyMeanRows.line
}
