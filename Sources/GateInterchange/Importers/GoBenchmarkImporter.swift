import GateFiles
import GateRecords

/// Reads the text that `go test -bench` prints, or the events of `go test -json`.
///
/// Lines of the form `key: value` configure what follows, lines that begin with `Benchmark` hold a
/// name, an iteration count and pairs of value and unit, `Unit` lines say how units compare, and
/// all other lines are other output. Format: golang.org/design/14313-benchmark-format.
enum GoBenchmarkImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    var reader = GoBenchmarkReader(path: file.path)
    var events = GoTestEvents()
    try file.forEachLine { line, number throws(FileError) in
      guard let event = try GoTestEvents.event(line, number: number, path: file.path) else {
        return try reader.take(line[...], number: number)
      }
      for text in events.lines(of: event) {
        reader.enter(event.package)
        try reader.take(text[...], number: number)
      }
    }
    for (package, text) in events.rest {
      reader.enter(package)
      try reader.take(text[...], number: 0)
    }
    reader.finish()
    add(reader, to: &results)
    results.origin.takeSystem(reader.configuration["goos"])
    results.origin.takeArchitecture(reader.configuration["goarch"])
    results.origin.take(reader.configuration["cpu"], as: \.processor, called: "processor")
    results.origin.take(reader.configuration["commit"], as: \.commit)
    results.origin.take("go test", as: \.harness)
  }

  private static func add(_ reader: GoBenchmarkReader, to results: inout ImportedResults) {
    let names = GoBenchmarkNames(reader.series.map(\.key))
    let units = GoBenchmarkUnits(reader)
    for series in reader.series {
      let name = names.name(of: series.key)
      results.update(name) { $0.iterations = series.iterations }
      for _ in 0..<series.rows { results.sawRow() }
      for figure in series.figures {
        let (metric, factor) = units.metrics[Int(figure.unit)]
        results.add(figure.value * factor, metric, to: name, process: Int(figure.process))
      }
      for unit in series.leftOut {
        results.leaveOut(
          InterchangeMessage.unitNotFinite(unit: "\(reader.unitNames[Int(unit)])").line, of: name)
      }
    }
    for broken in reader.broken {
      let name = names.name(of: broken.key)
      results.sawRow()
      results.update(name) { benchmark in
        if broken.failure.kind == .skipped, benchmark.isMeasured {
          benchmark.note(
            InterchangeMessage.skippedInOneProcess(message: broken.failure.message).line)
        } else if benchmark.failure == nil || benchmark.failure?.kind == .skipped {
          benchmark.failure = broken.failure
        }
      }
    }
    for row in reader.unread {
      results.sawRow()
      results.drop(row.reason, at: row.place)
    }
    for warning in reader.warnings { results.origin.warn(warning) }
  }
}

/// The units of the figures of one text.
private struct GoBenchmarkUnits {
  /// Every unit's metric and what its figures are multiplied by, in the order in which they first came.
  private(set) var metrics: [(ImportedMetric, Double)] = []

  init(_ reader: GoBenchmarkReader) {
    metrics = reader.unitNames.map { Self.metric(for: $0, reader.units[$0] ?? [:]) }
  }

  private static func metric(
    for unit: String, _ properties: [String: String]
  ) -> (ImportedMetric, Double) {
    let known = ImportUnit(unit)
    let direction: MetricDirection? =
      switch properties["better"] {
      case "higher": .higherIsBetter
      case "lower": .lowerIsBetter
      default: nil
      }
    let isExact = properties["assume"] == "exact"
    switch unit {
    case "ns/op", "sec/op", "MB/s", "B/s", "items/s":
      var metric = known.metric(direction: direction, isDeterministic: isExact)
      metric.source = unit
      return (metric, known.factor)
    case "B/op": return (known.metric(.allocatedBytes, isDeterministic: true), known.factor)
    case "allocs/op": return (known.metric(.allocations, isDeterministic: true), known.factor)
    case "cpu-ns/op": return (.cpuTime, 1)
    case "peak-B": return (ImportUnit("B").metric(.peakMemory), 1)
    default:
      let words = unit.hasSuffix("/op") ? String(unit.dropLast(3)) : unit
      return (
        known.custom(words, source: unit, direction: direction, isDeterministic: isExact),
        known.factor
      )
    }
  }
}
