import GateFiles
import GateRecords

/// Reads what `cargo bench` prints with the built-in harness, with bencher, or with Criterion's
/// `--output-format bencher`; and libtest's `--format json`.
///
/// A row is `test NAME ... bench: 1,234 ns/iter (+/- 56) = 12 MB/s`, the median and what lies between
/// its highest and lowest sample; MB are 10⁶ bytes, also where the JSON form calls them `mib`.
/// A block that begins with `running N tests` is a process. Source: rust-lang/rust, library/test.
enum LibtestImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var reader = LibtestReader()
    try file.forEachLine { line, _ throws(FileError) in
      if line.last == UInt8(ascii: "]"), reader.takeCriterion(line) { return }
      reader.remember(line)
      // A benchmark's own output is skipped without decoding unless it may contain a row.
      guard LibtestReader.mayMatter(line) else { return }
      try reader.take(String(decoding: line, as: UTF8.self)[...], path: file.path)
    }
    reader.finish()
    reader.write(into: &results)
    results.origin.take("libtest", as: \.harness)
  }

  /// Whether a line is the row of a benchmark, libtest's or Criterion's.
  static func isRow(_ line: Substring) -> Bool {
    line.hasPrefix("test ") && line.contains(" ... bench:") && line.contains("/iter")
      || CriterionText.isRow(line)
  }
}

/// The blocks of a text, each of one process.
private struct LibtestReader {
  /// The outcome in a row.
  enum Outcome {
    case measured(nanoseconds: Double?, bytesPerSecond: Double?)
    /// Criterion's estimate, with the throughputs that follow it.
    case estimated(nanoseconds: Double, rates: [(Double, ImportedMetric)])
    case failed(String)
    case skipped(String?)
  }

  /// The rows of one process.
  struct Block {
    /// The program, where cargo named it.
    var program: String?
    var rows: [(title: String, outcome: Outcome)] = []
    /// The key that distinguishes programs: their path, or else the names of their benchmarks.
    var key: String {
      program ?? rows.map(\.title).sorted().joined(separator: "\n")
    }
  }

  /// The benchmarks of a program in earlier runs.
  struct Program {
    var runs = 0
    /// The names of the benchmarks of each title, in the order of their rows.
    private var names: [String: [String]] = [:]

    mutating func name(of title: String, _ index: Int, _ begin: () -> String) -> String {
      if let known = names[title], index < known.count { return known[index] }
      let name = begin()
      names[title, default: []].append(name)
      return name
    }
  }

  private var blocks: [Block] = []
  private var program: String?
  /// Whether a program began since the last block did; Criterion prints no `running N tests`.
  private var isNewProgram = false
  /// The last line that is not indented, where Criterion prints a long name.
  private var previous: [UInt8] = []
  /// A title whose result is on a later line, because the benchmark printed something.
  private var pending: String?

  static func mayMatter(_ line: [UInt8]) -> Bool {
    guard let first = line.first(where: { $0 != UInt8(ascii: " ") }) else { return false }
    return switch first {
    // test, running, Running, bench:, {, and the words FAILED, ignored and ok alone.
    case UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "R"), UInt8(ascii: "b"),
      UInt8(ascii: "{"), UInt8(ascii: "F"), UInt8(ascii: "i"), UInt8(ascii: "o"):
      true
    default: false
    }
  }

  mutating func take(_ raw: Substring, path: String) throws(FileError) {
    let line = raw.trimming { $0.isWhitespace }
    if line.hasPrefix("Running "), let open = line.lastIndex(of: "(") {
      // The hash at the end changes with every compiler; the target before it does not.
      program = String(line[line.index(line.startIndex, offsetBy: 8)..<open]).trimmingEnds
      isNewProgram = true
    } else if line.hasPrefix("running "), line.hasSuffix("tests") || line.hasSuffix("test") {
      begin()
    } else if line.hasPrefix("{"), line.contains("\"type\"") {
      try takeMessage(line, path: path)
    } else if line.hasPrefix("test "), let dots = line.firstRange(of: " ... ") {
      finishPending()
      let title = Self.title(line[line.index(line.startIndex, offsetBy: 5)..<dots.lowerBound])
      if !takeResult(line[dots.upperBound...], of: title) { pending = title }
    } else if line.hasPrefix("test "), line.hasSuffix(" ...") {
      finishPending()
      pending = Self.title(line.dropFirst(5).dropLast(4))
    } else if let title = pending {
      _ = takeResult(line, of: title)
    }
  }

  /// Keeps what may be the name of the row that follows.
  mutating func remember(_ line: [UInt8]) {
    if let first = line.first, first > 0x20 { previous = line }
  }

  /// Takes a row of Criterion's; false for any other line.
  mutating func takeCriterion(_ line: [UInt8]) -> Bool {
    // On a terminal the progress of a benchmark is before its row, overwritten.
    let shown = line.lastIndex(of: 0x0D).map { line[($0 + 1)...] } ?? line[...]
    switch CriterionText.row(String(decoding: shown, as: UTF8.self)[...]) {
    case .time(let name, let nanoseconds):
      let title = name ?? String(decoding: previous, as: UTF8.self).trimmingEnds
      guard !title.isEmpty else { return false }
      finishPending()
      if isNewProgram { begin() }
      append(title, .estimated(nanoseconds: nanoseconds, rates: []))
      return true
    case .throughput(let rate, let metric):
      guard let block = blocks.indices.last, let row = blocks[block].rows.indices.last,
        case .estimated(let nanoseconds, let rates) = blocks[block].rows[row].outcome
      else { return false }
      blocks[block].rows[row].outcome = .estimated(
        nanoseconds: nanoseconds, rates: rates + [(rate, metric)])
      return true
    case nil: return false
    }
  }

  mutating func finish() { finishPending() }

  /// Names are padded, and a test that should panic says so behind its name.
  private static func title(_ text: Substring) -> String {
    let title = text.trimmingEnds
    return title.hasSuffix(" - should panic") ? String(title.dropLast(15)) : title
  }

  private mutating func begin() {
    finishPending()
    blocks.append(Block(program: program))
    isNewProgram = false
  }

  private mutating func append(_ title: String, _ outcome: Outcome) {
    pending = nil
    if blocks.isEmpty { begin() }
    blocks[blocks.count - 1].rows.append((title, outcome))
  }

  private mutating func finishPending() {
    guard let title = pending else { return }
    append(title, .failed(InterchangeMessage.textEndsEarly.line))
  }

  /// Reads the text after the dots; false when it is other output.
  private mutating func takeResult(_ text: Substring, of title: String) -> Bool {
    let text = text.trimming { $0.isWhitespace }
    if text.hasPrefix("bench:"), text.contains("/iter") {
      append(title, Self.measurement(text.dropFirst(6)))
    } else if text.hasPrefix("FAILED") {
      append(title, .failed(InterchangeMessage.failedInText.line))
    } else if text.hasPrefix("ignored") {
      let reason = text.dropFirst(7).drop { $0 == "," || $0 == " " }
      append(title, .skipped(reason.isEmpty ? nil : String(reason)))
    } else if text == "ok" {
      // A test, which measures nothing.
      pending = nil
    } else {
      return false
    }
    return true
  }

  /// Reads a measurement such as `1,234.50 ns/iter (+/- 56) = 12 MB/s`.
  private static func measurement(_ text: Substring) -> Outcome {
    let halves = text.split(separator: "=", maxSplits: 1)
    let words = halves[0].split(separator: " ")
    guard words.count >= 2 else { return .measured(nanoseconds: nil, bytesPerSecond: nil) }
    let unit = ImportUnit(String(words[1]))
    let time =
      unit.base == .nanoseconds ? WrittenNumber.parse(words[0]).map { $0 * unit.factor } : nil
    var rate: Double?
    if halves.count == 2, let (number, unit) = WrittenNumber.withUnit(halves[1]) {
      let rateUnit = ImportUnit(unit)
      if rateUnit.base == .bytesPerSecond { rate = number * rateUnit.factor }
    }
    return .measured(nanoseconds: time, bytesPerSecond: rate)
  }

  private mutating func takeMessage(_ line: Substring, path: String) throws(FileError) {
    // A benchmark may print a line that begins like JSON.
    guard
      let message = try? ImportValue(ImportFile(path: path, bytes: Array(line.utf8)))
    else { return }
    switch message["type"]?.plainText {
    case "suite" where message["event"]?.plainText == "started": begin()
    case "bench":
      guard let title = message["name"]?.plainText else { return }
      append(
        title,
        .measured(
          nanoseconds: message["median"]?.plainNumber,
          bytesPerSecond: message["mib_per_second"]?.plainNumber.map { $0 * 1e6 }))
    case "test":
      guard let title = message["name"]?.plainText else { return }
      switch message["event"]?.plainText {
      case "failed", "timeout":
        append(title, .failed(InterchangeMessage.failedInText.line))
      case "ignored": append(title, .skipped(message["message"]?.plainText))
      default: break
      }
    default: break
    }
  }

  /// A program that comes twice was started twice; two programs may have benchmarks of one title.
  func write(into results: inout ImportedResults) {
    var programs: [String: Program] = [:]
    var counter = RepeatedNames()
    for block in blocks where !block.rows.isEmpty {
      // The key may be as long as the block, so it is looked up once, not for every row.
      let key = block.key
      var program = programs.removeValue(forKey: key) ?? Program()
      let process = program.runs
      program.runs += 1
      defer { programs[key] = program }
      var seen: [String: Int] = [:]
      for row in block.rows {
        let index = seen[row.title, default: 0]
        seen[row.title] = index + 1
        let name = program.name(of: row.title, index) { results.begin(&counter, row.title) }
        Self.write(row.outcome, to: name, process: process, into: &results)
      }
    }
  }

  private static func write(
    _ outcome: Outcome, to name: String, process: Int, into results: inout ImportedResults
  ) {
    switch outcome {
    case .measured(let time, let rate):
      results.take(time, .wallTime, to: name, process: process)
      if let rate { results.take(rate, .byteRate, to: name, process: process) }
    case .estimated(let time, let rates):
      results.take(time, .wallTime, to: name, process: process)
      for (rate, metric) in rates { results.take(rate, metric, to: name, process: process) }
      results.update(name) {
        $0.note(InterchangeMessage.criterionTextOnly.line)
      }
    case .failed(let message): results.fail(name, message)
    case .skipped(let reason): results.skip(name, reason)
    }
  }
}

extension Substring {
  /// The text without the characters at both ends for which a condition holds.
  func trimming(_ isSurplus: (Character) -> Bool) -> Substring {
    var text = drop(while: isSurplus)
    while let last = text.last, isSurplus(last) { text.removeLast() }
    return text
  }

  /// The text without white space at both ends.
  var trimmingEnds: String { String(trimming(\.isWhitespace)) }
}

extension String {
  /// The text without white space at both ends.
  var trimmingEnds: String { self[...].trimmingEnds }

  /// The text without spaces at both ends.
  var trimmingSpaces: String { self[...].trimmingSpaces }
}
