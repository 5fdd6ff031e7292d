import GateFiles
import GateRecords

/// The state of reading Go's text: the configuration so far, the figures, and what failed.
///
/// Of the text only names are kept, each once, so that files may be long.
struct GoBenchmarkReader {
  /// The common key of a benchmark's rows.
  struct Key: Hashable {
    var package: String
    var name: String
    /// The number behind a hyphen at the name's end.
    var suffix: Int?
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
    var rows = 0
    var figures: [Figure] = []
    /// The units of figures that are not numbers.
    var leftOut: Set<Int32> = []
  }

  /// A benchmark that failed or was skipped.
  struct Broken {
    let key: Key
    var failure: BenchmarkFailure
    /// Whether the line after it says more.
    var awaitsMessage: Bool
  }

  /// A row without figures.
  struct Unread {
    let reason: String
    let place: String
  }

  /// A benchmark whose name was printed, and whose figures may follow on a later line.
  struct Pending {
    let name: String
    let line: Int
    /// Whether go began its row, with a name and a tab.
    ///
    /// With `-v` it also prints the name alone, before it measures.
    let isRow: Bool
  }

  let path: String
  private(set) var configuration: [String: String] = [:]
  private(set) var series: [Series] = []
  var broken: [Broken] = []
  var unread: [Unread] = []
  var warnings: [String] = []
  /// The units in the order in which they first came.
  private(set) var unitNames: [String] = []
  /// The properties in `Unit` lines, by unit.
  private(set) var units: [String: [String: String]] = [:]
  private var places: [Key: Int] = [:]
  private var unitNumbers: [String: Int32] = [:]
  /// How often each package's header has come: each time is another process.
  private var processes: [String: Int] = [:]
  var pending: Pending?
  /// Whether the lines that follow belong to a failure that was found before.
  var isAwaitingMessage = false
  /// How many benchmarks had failed when the last package ended.
  var failuresBefore = 0

  init(path: String) {
    self.path = path
  }

  /// Continues with the text of a package, which `go test -json` names.
  mutating func enter(_ package: String) {
    guard !package.isEmpty, configuration["pkg"] != package else { return }
    configuration["pkg"] = package
  }

  /// Takes a line in UTF-8; rows, which are nearly all there is, are not decoded as a whole.
  mutating func take(_ bytes: ArraySlice<UInt8>, number: Int) throws(FileError) {
    guard let first = bytes.first else { return }
    if first == UInt8(ascii: "B"), bytes.starts(with: "Benchmark".utf8) {
      isAwaitingMessage = false
      try takeRow(bytes, number: number)
    } else if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      try takeIndented(bytes, number: number)
    } else if first == UInt8(ascii: "-"), bytes.starts(with: "--- ".utf8) {
      takeMark(Self.words(bytes), pendingName: nil)
    } else if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first), first != UInt8(ascii: "U") {
      isAwaitingMessage = false
      takeEnd(bytes)
    } else if Self.mayConfigure(first) {
      isAwaitingMessage = false
      if bytes.starts(with: "panic:".utf8) || bytes.starts(with: "fatal error:".utf8) {
        failPending(String(decoding: bytes, as: UTF8.self))
      } else {
        takeConfiguration(String(decoding: bytes, as: UTF8.self)[...])
      }
    } else if pending != nil {
      try takeFigures(Self.words(bytes), number: number)
    }
  }

  /// Ends the text: benchmarks that had begun and gave no figures are reported.
  mutating func finish() { dropPending() }

  static func words(_ bytes: ArraySlice<UInt8>) -> [String] {
    bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .map { String(decoding: $0, as: UTF8.self) }
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
      if key == "pkg" {
        dropPending()
        processes[value, default: 0] += 1
      }
      configuration[key] = value.isEmpty ? nil : value
    }
  }

  private func isKey(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLowercase else { return false }
    return text.allSatisfy { !$0.isWhitespace && !$0.isUppercase }
  }
}

// Rows.
extension GoBenchmarkReader {
  private mutating func takeRow(_ bytes: ArraySlice<UInt8>, number: Int) throws(FileError) {
    let words = Self.words(bytes)
    let name = words[0]
    guard Self.isBenchmark(name) else { return }
    guard words.count > 1 else {
      // A name alone is what `go test -v` prints before it measures.
      return expect(name, number: number, isRow: Self.hasTab(bytes, after: name))
    }
    if words[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      guard words.count >= 4 else {
        dropPending()
        unread.append(
          Unread(reason: InterchangeMessage.goRowCutShort.line, place: "\(path):\(number)")
        )
        return
      }
      pending = pending?.name == name || pending?.isRow == false ? nil : pending
      dropPending()
      return try add(Array(words.dropFirst()), to: name, number: number)
    }
    if words[1] == "---" { return takeMark(Array(words.dropFirst()), pendingName: name) }
    if words[1] == "panic:" || (words[1] == "fatal" && words.count > 2 && words[2] == "error:") {
      expect(name, number: number, isRow: true)
      return failPending(words.dropFirst().joined(separator: " "))
    }
    // A benchmark's own output is between its name and its figures, perhaps on the same line.
    if let unit = words.firstIndex(of: "ns/op"), unit >= 4, Int(words[unit - 2]) != nil,
      Double(words[unit - 1]) != nil
    {
      dropPending()
      return try add(Array(words[(unit - 2)...]), to: name, number: number)
    }
    // Rows have a tab behind the name; other lines that begin like this are other output.
    if Self.hasTab(bytes, after: name) { expect(name, number: number, isRow: true) }
  }

  private static func hasTab(_ bytes: ArraySlice<UInt8>, after name: String) -> Bool {
    bytes.dropFirst(name.utf8.count).prefix { $0 <= 0x20 }.contains(UInt8(ascii: "\t"))
  }

  /// The first character after `Benchmark` in a function's name is not a lower-case letter.
  static func isBenchmark(_ name: String) -> Bool {
    // Nearly all names go on in ASCII, which needs no look at whole characters.
    guard let next = name.utf8.dropFirst("Benchmark".utf8.count).first else { return true }
    guard next >= 0x80 else { return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next) }
    return name.dropFirst("Benchmark".count).first.map { !$0.isLowercase } ?? true
  }

  private mutating func takeIndented(
    _ bytes: ArraySlice<UInt8>, number: Int
  ) throws(FileError) {
    if isAwaitingMessage, let last = broken.indices.last {
      let text = String(decoding: bytes, as: UTF8.self)[...].trimmingSpaces
      if text.hasPrefix("--- ") { return takeMark(Self.words(bytes), pendingName: nil) }
      if broken[last].awaitsMessage, !text.isEmpty {
        broken[last].failure.message = text
        broken[last].awaitsMessage = false
      }
      return
    }
    guard pending != nil || bytes.contains(UInt8(ascii: "-")) else { return }
    let words = Self.words(bytes)
    if words.first == "---" { return takeMark(words, pendingName: nil) }
    try takeFigures(words, number: number)
  }

  /// Figures whose name was printed before, on a line of its own.
  private mutating func takeFigures(_ words: [String], number: Int) throws(FileError) {
    guard let name = pending?.name, words.count >= 3, words.count % 2 == 1, Int(words[0]) != nil,
      Double(words[1]) != nil, words.contains("ns/op")
    else { return }
    pending = nil
    try add(words, to: name, number: number)
  }

  /// - Parameter words: The iterations, then pairs of a value and a unit.
  private mutating func add(
    _ words: [String], to name: String, number: Int
  ) throws(FileError) {
    let place = TextPlace(line: number, column: 1)
    guard let iterations = Int(words[0]), iterations > 0, words.count % 2 == 1 else {
      throw .malformed(
        path: path, place: place,
        reason: InterchangeMessage.goExpectedRow.line)
    }
    var figures: [Figure] = []
    var leftOut: [Int32] = []
    let key = key(of: name)
    let process = Int32(clamping: processes[key.package] ?? 0)
    for index in stride(from: 1, to: words.count, by: 2) {
      let unit = words[index + 1]
      guard let value = Double(words[index]), value.isFinite || !Self.isTime(unit),
        !(value < 0) || !ImportUnit(unit).isNeverNegative
      else {
        throw .malformed(
          path: path, place: place,
          reason: InterchangeMessage.goNotAFigure(text: String(words[index])).line)
      }
      let number = unitNumber(unit)
      if value.isFinite {
        figures.append(Figure(value: value, unit: number, process: process))
      } else {
        leftOut.append(number)
      }
    }
    let index = places[key] ?? series.count
    if index == series.count {
      places[key] = index
      series.append(Series(key: key, iterations: iterations))
    }
    series[index].iterations = iterations
    series[index].rows += 1
    series[index].figures += figures
    if !leftOut.isEmpty { series[index].leftOut.formUnion(leftOut) }
  }

  private static func isTime(_ unit: String) -> Bool { unit == "ns/op" || unit == "sec/op" }

  func key(of name: String) -> Key {
    var plain = name.dropFirst("Benchmark".count)
    var suffix: Int?
    if let hyphen = plain.lastIndex(of: "-") {
      let digits = plain[plain.index(after: hyphen)...]
      // Go writes numbers without leading zeros.
      if let count = Int(digits), count > 0, String(count) == digits {
        suffix = count
        plain = plain[..<hyphen]
      }
    }
    return Key(package: configuration["pkg"] ?? "", name: String(plain), suffix: suffix)
  }

  private mutating func unitNumber(_ unit: String) -> Int32 {
    if let number = unitNumbers[unit] { return number }
    let number = Int32(clamping: unitNames.count)
    unitNumbers[unit] = number
    unitNames.append(unit)
    return number
  }
}

extension ImportUnit {
  /// Whether no figure of it can be below zero: times, memory and rates of them.
  var isNeverNegative: Bool {
    [.nanoseconds, .bytes, .itemsPerSecond, .bytesPerSecond].contains(base)
  }
}
