package import GateRecords

/// A stretch of the calendar, in Coordinated Universal Time.
package enum CalendarPeriod: String, Hashable, Sendable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case year

  /// The period that a moment lies in: `2026-11-21`, a week's Monday, `2026-11`, `2026-Q4`, `2026`.
  ///
  /// The labels of one kind of period sort like the periods.
  package func label(of time: Timestamp) -> String {
    switch self {
    case .day: return String(time.rawValue.prefix(10))
    case .week:
      let length: Int64 = 86_400_000
      let days = time.millisecondsSinceEpoch / length
      // 1 January 1970 was a Thursday; the log holds nothing older.
      let monday = days - (days + 3) % 7
      return String(Timestamp(millisecondsSinceEpoch: monday * length).rawValue.prefix(10))
    case .month: return String(time.rawValue.prefix(7))
    case .quarter:
      let month = Int(time.rawValue.dropFirst(5).prefix(2)) ?? 1
      return "\(time.rawValue.prefix(4))-Q\((month + 2) / 3)"
    case .year: return String(time.rawValue.prefix(4))
    }
  }

  /// The label of the same period one year before; nil where years do not divide into such periods.
  package func yearBefore(_ label: String) -> String? {
    switch self {
    case .day, .week: return nil
    case .month, .quarter, .year:
      guard let year = Int(label.prefix(4)) else { return nil }
      return "\(year - 1)\(label.dropFirst(4))"
    }
  }
}
