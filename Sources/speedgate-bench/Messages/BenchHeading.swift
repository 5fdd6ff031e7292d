import GateRecords

/// The headings of the tables that are not reports: of `watch`, and of the layouts in `aa-check`.
enum BenchHeading: String, CaseIterable, Message {
  case benchmark
  case change
  case interval
  case status

  // Layouts.
  case byLayout = "by layout"
  case withinLayout = "within"
  case share
  case fixed
  case fresh

  var text: String { rawValue }

  var remedy: String? { nil }

  static var examples: [Self] { allCases }
}
