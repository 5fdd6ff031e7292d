import GateFiles
import GateRecords

/// Reads the tree that divan prints; the median is the figure.
///
/// Below a program's name are its modules, benchmarks, arguments and thread counts, each level three
/// columns further in. Lines without a branch continue the benchmark above: throughput, then what was
/// allocated. Source: nvzqz/divan, src/tree_painter.rs and src/util/fmt.rs.
enum DivanImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var reader = DivanReader()
    try file.forEachLine { line, _ throws(FileError) in
      reader.take(String(decoding: line, as: UTF8.self), into: &results)
    }
    results.origin.take("divan", as: \.harness)
  }

  /// Whether a line is the columns' header, which a program's name leads.
  static func isHeader(_ line: Substring) -> Bool {
    ["fastest", "slowest", "median", "mean", "samples", "iters"].allSatisfy { line.contains($0) }
  }
}

/// The place in the tree.
private struct DivanReader {
  private var path: [String] = []
  private var current: String?
  private var section: String?
  private var process = 0
  private var processes: [String: Int] = [:]
  private var programs: [String: Int] = [:]

  private static func isBar(_ character: Character) -> Bool { character == "│" || character == "|" }

  mutating func take(_ line: String, into results: inout ImportedResults) {
    if DivanImporter.isHeader(line[...]) {
      guard let word = line.firstRange(of: "fastest") else { return }
      let program = line[..<word.lowerBound].trimmingEnds
      path = program.isEmpty ? [] : [program]
      // A program that comes again was started again.
      process = programs[program, default: 0]
      programs[program] = process + 1
      current = nil
      return
    }
    guard !path.isEmpty else { return }
    if let branch = line.firstIndex(where: { $0 == "├" || $0 == "╰" }),
      line[..<branch].allSatisfy({ Self.isBar($0) || $0 == " " })
    {
      let depth = line.distance(from: line.startIndex, to: branch) / 3
      takeBranch(
        line[branch...].drop { "├╰─".contains($0) }.drop { $0 == " " }, depth: depth,
        into: &results)
    } else if current != nil {
      takeContinuation(line.drop { Self.isBar($0) || $0 == " " }, into: &results)
    }
  }

  private mutating func takeBranch(
    _ text: Substring, depth: Int, into results: inout ImportedResults
  ) {
    let cells = text.split(omittingEmptySubsequences: false, whereSeparator: Self.isBar)
    let first = cells[0].trimmingEnds
    path = Array(path.prefix(depth + 1))
    current = nil
    section = nil
    if first.hasSuffix("(ignored)") {
      path.append(String(first.dropLast(9)).trimmingEnds)
      results.skip(name)
      return
    }
    let words = first.split(separator: " ", omittingEmptySubsequences: true)
    guard cells.count >= 4, words.count >= 3, let unit = words.last, Self.times[String(unit)] != nil
    else {
      path.append(first)
      return
    }
    // The text before the fastest figure and its unit is the name.
    path.append(String(first[..<words[words.count - 2].startIndex]).trimmingEnds)
    current = name
    let median = Self.time(cells[2])
    results.take(median, .wallTime, to: name, process: process)
    results.update(name) { $0.note(InterchangeMessage.samplesNotWritten(word: "median").line) }
    if cells.count >= 6, let samples = WrittenNumber.parse(cells[4].trimmingEnds),
      let iterations = WrittenNumber.parse(cells[5].trimmingEnds), samples >= 1,
      iterations >= samples, iterations < 9e15
    {
      results.update(name) { $0.iterations = Int(iterations / samples) }
    }
  }

  private mutating func takeContinuation(
    _ text: Substring, into results: inout ImportedResults
  ) {
    let cells = text.split(omittingEmptySubsequences: false, whereSeparator: Self.isBar)
      .map(\.trimmingEnds)
    if cells[0].hasSuffix(":") {
      section = String(cells[0].dropLast())
      return
    }
    guard let name = current, cells.count >= 3 else { return }
    if let section {
      if let count = WrittenNumber.parse(cells[2]) {
        let metric =
          section == "alloc"
          ? ImportedMetric.allocations : .count(MetricName(words: section + " count"))
        results.take(count, metric, to: name, process: process)
      } else if let (number, unit) = WrittenNumber.withUnit(cells[2]),
        ImportUnit(unit).base == .bytes
      {
        let metric =
          section == "alloc"
          ? ImportedMetric.allocatedBytes
          : ImportUnit("bytes").metric(MetricName(words: section + " bytes"))
        results.take(number, times: ImportUnit(unit).factor, metric, to: name, process: process)
      }
    } else if let (metric, value) = Self.rate(cells[2]) {
      results.take(value, metric, to: name, process: process)
    }
  }

  /// The path, with `t=4`, a number of threads, in braces.
  private var name: String {
    let threads = path.filter { $0.hasPrefix("t=") && Int($0.dropFirst(2)) != nil }
    let rest = path.filter { !threads.contains($0) }
    return ImportName.joining(rest.joined(separator: "::"), threads)
  }

  private static let times: [String: Double] = [
    "ps": 1e-3, "ns": 1, "µs": 1e3, "μs": 1e3, "us": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9,
    "h": 3600e9, "d": 86_400e9,
  ]

  private static func time(_ text: Substring) -> Double? {
    guard let (number, unit) = WrittenNumber.withUnit(text), let factor = times[unit] else {
      return nil
    }
    return number * factor
  }

  /// Bytes, items or characters a second, with a prefix; cycles in hertz.
  private static func rate(_ text: String) -> (ImportedMetric, Double)? {
    guard let (number, unit) = WrittenNumber.withUnit(text) else { return nil }
    let scales: [(String, Double)] = [
      ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776),
      ("K", 1e3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("", 1),
    ]
    for (prefix, factor) in scales where unit.hasPrefix(prefix) {
      let value = number * factor
      switch unit.dropFirst(prefix.count) {
      // Beside each other they are different metrics.
      case "B/s": return (.byteRate, value)
      case "item/s": return (.rounds.called("items_per_second"), value)
      case "char/s": return (.rounds.called("chars_per_second"), value)
      case "Hz": return (.rounds.called("cycles_per_second"), value)
      default: continue
      }
    }
    return nil
  }
}

extension ImportedMetric {
  fileprivate func called(_ name: String) -> ImportedMetric {
    called(MetricName(rawValue: name))
  }
}
