import GateFiles
import GateRecords

extension ImportedResults {
  /// The name of the next benchmark of a title in a file; the second of one title is another benchmark.
  mutating func begin(_ names: inout RepeatedNames, _ title: String) -> String {
    sawRow()
    let name = names.next(title)
    if name != title { update(name) { $0.note(RepeatedNames.note) } }
    return name
  }

  /// Takes a figure as it was written, or leaves it out and says so in a note.
  ///
  /// One odd field costs that figure, not the file. A benchmark that is left without any figure counts
  /// as failed.
  ///
  /// - Parameters:
  ///   - value: A number, or a text that holds one: several tools write `"12.5"`.
  ///   - factor: The factor that converts it to base units.
  ///   - process: The process within this file that gave it.
  mutating func take(
    _ value: ImportValue, times factor: Double = 1, _ metric: ImportedMetric, to name: String,
    process: Int = 0
  ) {
    let number: Double? =
      switch value.content {
      case .number(let number): number
      case .string(let text): WrittenNumber.parse(text)
      case .array, .object, .bool, .null: nil
      }
    take(number, times: factor, metric, to: name, process: process)
  }

  /// Takes a figure, or leaves it out and says so in a note; nil means that it is not a number.
  mutating func take(
    _ number: Double?, times factor: Double = 1, _ metric: ImportedMetric, to name: String,
    process: Int = 0
  ) {
    guard let number, (number * factor).isFinite else {
      return leaveOut(
        InterchangeMessage.figureNotFinite(metric: metric.name.rawValue).line, of: name)
    }
    guard number >= 0 else {
      return leaveOut(
        InterchangeMessage.figureBelowZero(metric: metric.name.rawValue).line, of: name)
    }
    add(number * factor, metric, to: name, process: process)
  }

  /// Takes a rate as the time of one round; a rate of zero has none and is left out.
  mutating func takeReciprocal(
    ofPerSecond rate: Double?, to name: String, process: Int = 0
  ) {
    guard let rate, rate > 0 else { return take(nil, .wallTime, to: name, process: process) }
    take(1e9 / rate, .wallTime, to: name, process: process)
  }

  /// Records that a benchmark failed; the first reason is kept.
  mutating func fail(_ name: String, _ message: String?) {
    update(name) {
      guard $0.failure?.kind != .threw else { return }
      $0.failure = BenchmarkFailure(
        kind: .threw, message: message ?? InterchangeMessage.noMessage.line)
    }
  }

  /// Records that a benchmark was skipped.
  mutating func skip(_ name: String, _ message: String? = nil) {
    update(name) {
      $0.failure = BenchmarkFailure(
        kind: .skipped, message: message ?? InterchangeMessage.noReason.line)
    }
  }
}

extension ImportedMetric {
  /// A count that is better lower.
  static func count(_ name: MetricName, isDeterministic: Bool = false) -> ImportedMetric {
    ImportedMetric(
      name: name, unit: .count, direction: .lowerIsBetter, isDeterministic: isDeterministic)
  }

  /// Rounds a second, better higher.
  static let rounds = ImportedMetric(
    name: .throughput, unit: .itemsPerSecond, direction: .higherIsBetter)

  /// Bytes a second, better higher.
  static let byteRate = ImportedMetric(
    name: .throughput, unit: .bytesPerSecond, direction: .higherIsBetter)

  /// Allocated bytes of one round.
  static let allocatedBytes = ImportedMetric(
    name: .allocatedBytes, unit: .bytes, direction: .lowerIsBetter)

  /// Allocations of one round.
  static let allocations = ImportedMetric(
    name: .allocations, unit: .count, direction: .lowerIsBetter)

  /// This metric under another name.
  func called(_ name: MetricName) -> ImportedMetric {
    var metric = self
    metric.name = name
    return metric
  }
}

extension ImportValue {
  /// The value's text form for a name: a text, a number as written, or true and false.
  var word: String {
    switch content {
    case .string(let text): text
    case .number: digits
    case .bool(let flag): flag ? "true" : "false"
    case .null: "null"
    case .array, .object: "…"
    }
  }

  /// Whether this is an object.
  var isObject: Bool {
    if case .object = content { true } else { false }
  }

  /// Whether this is an array.
  var isArray: Bool {
    if case .array = content { true } else { false }
  }

  /// Whether this is a number.
  var isNumber: Bool {
    if case .number = content { true } else { false }
  }

  /// The moment this many milliseconds after 1970, from 1970 to 9999; nil for anything else.
  var milliseconds: Timestamp? {
    guard let number = plainNumber, number >= 0, number < 253_402_300_800_000 else { return nil }
    return Timestamp(millisecondsSinceEpoch: Int64(number))
  }
}
