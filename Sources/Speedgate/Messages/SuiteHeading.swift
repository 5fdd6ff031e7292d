import GateRecords

/// The headings of the table that a suite prints when a person runs it.
enum SuiteHeading: String, CaseIterable, Message {
  case benchmark
  case median
  case p95
  case spread = "± spread"
  case iterations
  case rate

  var text: String { rawValue }

  var remedy: String? { nil }

  static var examples: [Self] { allCases }
}
