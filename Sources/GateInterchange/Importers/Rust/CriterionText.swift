import GateRecords

/// The rows that Criterion prints for people, which `cargo bench` puts between those of libtest:
/// `fib 20    time:   [26.029 µs 26.251 µs 26.505 µs]`.
///
/// The middle one of the three is the estimate. A long name is alone on the line before.
/// Source: criterion.rs, src/report.rs, `CliReport`.
enum CriterionText {
  /// The content of a row.
  enum Row {
    /// The estimated nanoseconds, and the name unless it is on the line before.
    case time(name: String?, nanoseconds: Double)
    /// Bytes or elements a second, of the benchmark above.
    case throughput(Double, ImportedMetric)
  }

  /// Whether a line is a benchmark's time.
  static func isRow(_ line: Substring) -> Bool {
    if case .time = row(line) { true } else { false }
  }

  /// Returns the content of a line; nil for other lines, such as a change in per cent.
  static func row(_ line: Substring) -> Row? {
    guard line.last == "]", let open = line.lastIndex(of: "[") else { return nil }
    let head = line[..<open].trimmingEnds
    let words = line[line.index(after: open)...].dropLast().split(separator: " ")
    guard words.count == 6, let figure = WrittenNumber.parse(words[2]) else { return nil }
    if head.hasSuffix("time:") {
      guard let factor = times[String(words[3])] else { return nil }
      let name = String(head.dropLast(5)).trimmingEnds
      return .time(name: name.isEmpty ? nil : name, nanoseconds: figure * factor)
    }
    guard head == "thrpt:", let (factor, metric) = rate(words[3]) else { return nil }
    return .throughput(figure * factor, metric)
  }

  private static func rate(_ unit: Substring) -> (Double, ImportedMetric)? {
    if unit.hasSuffix("elem/s") {
      let scales = ["": 1, "K": 1e3, "M": 1e6, "G": 1e9]
      return scales[String(unit.dropLast(6))].map { ($0, .rounds) }
    }
    let known = ImportUnit(String(unit))
    return known.base == .bytesPerSecond ? (known.factor, .byteRate) : nil
  }

  private static let times: [String: Double] = [
    "ps": 1e-3, "ns": 1, "µs": 1e3, "μs": 1e3, "us": 1e3, "ms": 1e6, "s": 1e9,
  ]
}
