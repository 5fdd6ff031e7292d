import Foundation
import GateFiles
import GateRecords

/// Reads the text that `go test -bench` prints.
///
/// Lines of the form `key: value` configure what follows, lines that begin with `Benchmark` hold a
/// name, an iteration count and pairs of value and unit, `Unit` lines say how units compare, and
/// everything else is somebody's output. Format: golang.org/design/14313-benchmark-format.
enum GoBenchmarkImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var reader = GoBenchmarkReader(path: file.path)
    try file.forEachLine { line, number throws(FileError) in
      try reader.take(line[...], number: number)
    }
    let isVaried = reader.hasSeveralProcessorCounts
    let metrics = reader.unitNames.map { reader.metric(for: $0) }
    for series in reader.series {
      let name = reader.name(of: series.key, withProcessors: isVaried)
      results.update(name) { $0.iterations = series.iterations }
      for figure in series.figures {
        let (metric, factor) = metrics[Int(figure.unit)]
        results.add(figure.value * factor, metric, to: name, process: Int(figure.process))
      }
    }
    results.origin.takeSystem(reader.configuration["goos"])
    results.origin.takeArchitecture(reader.configuration["goarch"])
    results.origin.take(reader.configuration["cpu"], as: \.processor, called: "processor")
    results.origin.take(reader.configuration["commit"], as: \.commit)
    results.origin.take("go test", as: \.harness)
  }
}

/// The state of reading: the configuration so far, and the figures.
///
/// Of the text only names are kept, each once, so that files may be long.
private struct GoBenchmarkReader {
  /// What rows of one benchmark share.
  struct Key: Hashable {
    var package: String
    var name: String
    var processors: Int?
  }

  /// A figure, its unit and its process by their numbers.
  struct Figure {
    var value: Double
    var unit: Int32
    var process: Int32
  }

  /// The rows of one benchmark.
  struct Series {
    let key: Key
    var iterations: Int
    var figures: [Figure] = []
  }

  let path: String
  private(set) var configuration: [String: String] = [:]
  private(set) var series: [Series] = []
  private var places: [Key: Int] = [:]
  /// The units in the order in which they first came.
  private(set) var unitNames: [String] = []
  private var unitNumbers: [String: Int32] = [:]
  /// How often each package's header has come: each time is another process.
  private var processes: [String: Int] = [:]
  private var units: [String: [String: String]] = [:]

  init(path: String) {
    self.path = path
  }

  /// Takes a line in UTF-8; rows, which are nearly all there is, are not decoded as a whole.
  mutating func take(_ bytes: ArraySlice<UInt8>, number: Int) throws(FileError) {
    let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    if bytes.starts(with: "Benchmark".utf8) {
      let words = bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      try takeRow(words.map { String(decoding: $0, as: UTF8.self) }, number: number)
    } else if let first = bytes.first, Self.mayConfigure(first) {
      takeConfiguration(String(decoding: bytes, as: UTF8.self)[...])
    }
  }

  /// Whether a line may say something about others, by its first byte: most of a log does not.
  private static func mayConfigure(_ first: UInt8) -> Bool {
    first == UInt8(ascii: "U") || first >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
  }

  private mutating func takeConfiguration(_ line: Substring) {
    if line.hasPrefix("Unit ") {
      let words = line.split(whereSeparator: \.isWhitespace).dropFirst()
      guard let unit = words.first else { return }
      for word in words.dropFirst() {
        let parts = word.split(separator: "=", maxSplits: 1)
        if parts.count == 2 {
          units[String(unit), default: [:]][String(parts[0])] = String(parts[1])
        }
      }
    } else if let colon = line.firstIndex(of: ":"), isKey(line[..<colon]) {
      let key = String(line[..<colon])
      let value = line[line.index(after: colon)...].trimmingSpaces
      configuration[key] = value.isEmpty ? nil : value
      if key == "pkg" { processes[value, default: 0] += 1 }
    }
  }

  private func isKey(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLowercase else { return false }
    return text.allSatisfy { !$0.isWhitespace && !$0.isUppercase }
  }

  private mutating func takeRow(_ words: [String], number: Int) throws(FileError) {
    // A name alone is what `go test -v` prints before it measures; a word that is no number follows
    // the name when a benchmark logs something.
    guard words.count >= 4, let iterations = Int(words[1]) else { return }
    let place = TextPlace(line: number, column: 1)
    guard iterations > 0, words.count % 2 == 0 else {
      throw .malformed(
        path: path, place: place,
        reason: "expected a name, the iterations, then pairs of a value and a unit")
    }
    var figures: [Figure] = []
    let package = configuration["pkg"] ?? ""
    let process = Int32(clamping: processes[package] ?? 0)
    for index in stride(from: 2, to: words.count, by: 2) {
      guard let value = Double(words[index]), value.isFinite, value >= 0 else {
        throw .malformed(
          path: path, place: place,
          reason: "'\(words[index])' is no figure that anything measures")
      }
      figures.append(Figure(value: value, unit: unitNumber(words[index + 1]), process: process))
    }
    var name = words[0].dropFirst("Benchmark".count)
    var processors: Int?
    if let hyphen = name.lastIndex(of: "-"),
      let count = Int(name[name.index(after: hyphen)...]), count > 0
    {
      processors = count
      name = name[..<hyphen]
    }
    let key = Key(package: package, name: String(name), processors: processors)
    let index = places[key] ?? series.count
    if index == series.count {
      places[key] = index
      series.append(Series(key: key, iterations: iterations))
    }
    series[index].iterations = iterations
    series[index].figures += figures
  }

  private mutating func unitNumber(_ unit: String) -> Int32 {
    if let number = unitNumbers[unit] { return number }
    let number = Int32(unitNames.count)
    unitNumbers[unit] = number
    unitNames.append(unit)
    return number
  }

  /// The benchmark's name in a run.
  ///
  /// The package leads, `key=value` parts at the end become parameters, and the number of processors
  /// is part of the name only where the file has several.
  func name(of row: Key, withProcessors: Bool) -> String {
    var parts = row.name.split(separator: "/").map(String.init)
    var parameters: [String] = []
    while parts.count > 1, let last = parts.last, last.contains("="), !last.hasPrefix("=") {
      parameters.insert(last, at: 0)
      parts.removeLast()
    }
    if withProcessors { parameters.append("cpus=\(row.processors ?? 1)") }
    let name = ([row.package].filter { !$0.isEmpty } + parts).joined(separator: "/")
    return ImportName.joining(name, parameters)
  }

  var hasSeveralProcessorCounts: Bool {
    Set(series.map(\.key.processors)).count > 1
  }

  /// What a unit's figures are, and what they are multiplied by.
  func metric(for unit: String) -> (ImportedMetric, Double) {
    let known = ImportUnit(unit)
    let direction: MetricDirection? =
      switch units[unit]?["better"] {
      case "higher": .higherIsBetter
      case "lower": .lowerIsBetter
      default: nil
      }
    let isExact = units[unit]?["assume"] == "exact"
    switch unit {
    case "ns/op", "sec/op":
      return (known.metric(direction: direction, isDeterministic: isExact), known.factor)
    case "B/op": return (known.metric(.allocatedBytes, isDeterministic: true), known.factor)
    case "allocs/op": return (known.metric(.allocations, isDeterministic: true), known.factor)
    case "cpu-ns/op": return (.cpuTime, 1)
    case "peak-B": return (ImportUnit("B").metric(.peakMemory), 1)
    case "MB/s", "B/s", "items/s":
      return (known.metric(direction: direction, isDeterministic: isExact), known.factor)
    default:
      let words = unit.hasSuffix("/op") ? String(unit.dropLast(3)) : unit
      return (
        known.metric(MetricName(words: words), direction: direction, isDeterministic: isExact),
        known.factor
      )
    }
  }
}
