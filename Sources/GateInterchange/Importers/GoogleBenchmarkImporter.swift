import GateFiles
import GateRecords

/// Reads Google Benchmark's JSON.
///
/// A row is one repetition, already divided by its iterations; rows of one benchmark are found by
/// `run_name`, because random interleaving scatters them. Rows of aggregates count only where the
/// repetitions themselves were left out. User counters are among the known keys, and may be NaN.
enum GoogleBenchmarkImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    let rows = try root.required("benchmarks").elements()
    readContext(root["context"], into: &results.origin)
    let aggregates = try GoogleBenchmarkAggregates(rows)
    var names = GoogleBenchmarkNames()
    for row in rows {
      results.sawRow()
      guard let kind = try aggregates.kind(of: row) else {
        let name = try names.name(of: row, called: name(of: row))
        if names.isRepeated(name) { results.update(name) { $0.note(RepeatedNames.note) } }
        try readRepetition(row, name, into: &results)
        continue
      }
      // Repetitions are better than aggregates, and of the aggregates the median is enough.
      guard !kind.hasRepetitions, kind.word == "median" else { continue }
      try readAggregate(row, names.name(of: row, called: kind.benchmark), into: &results)
    }
  }

  static func name(of row: ImportValue) throws(FileError) -> String {
    try row.first("run_name", "name").name()
  }

  private static func readRepetition(
    _ row: ImportValue, _ name: String, into results: inout ImportedResults
  ) throws(FileError) {
    if row["error_occurred"]?.isTrue == true || row["skipped"]?.isTrue == true {
      let isSkipped = row["skipped"]?.isTrue == true
      let message =
        (row["error_message"] ?? row["skip_message"])?.plainText
        ?? InterchangeMessage.noMessage.line
      results.update(name) {
        $0.failure = BenchmarkFailure(kind: isSkipped ? .skipped : .threw, message: message)
      }
      return
    }
    let iterations = try row.required("iterations").count()
    results.update(name) { $0.iterations = iterations }
    try readTimes(row, name, into: &results)
    for (key, value) in try row.members() where !known.contains(key) {
      guard value.isNumber else { continue }
      guard let figure = try value.figure() else {
        results.leaveOut(InterchangeMessage.counterNotFinite(key: key).line, of: name)
        continue
      }
      results.add(figure, counter(key), to: name)
    }
  }

  private static func readAggregate(
    _ row: ImportValue, _ name: String, into results: inout ImportedResults
  ) throws(FileError) {
    try readTimes(row, name, into: &results)
    results.update(name) {
      $0.note(
        InterchangeMessage.onlyAggregates.line)
    }
  }

  private static func readTimes(
    _ row: ImportValue, _ name: String, into results: inout ImportedResults
  ) throws(FileError) {
    let unit = row["time_unit"]
    let factor = ImportUnit(try unit?.text() ?? "ns")
    guard factor.base == .nanoseconds else {
      throw (unit ?? row).error(.notATimeUnit)
    }
    results.add(
      try row.required("real_time").measured() * factor.factor, .wallTime, to: name)
    if let cpu = row["cpu_time"] {
      results.optionally("cpu_time", of: name) { results throws(FileError) in
        results.add(try cpu.measured() * factor.factor, .cpuTime, to: name)
      }
    }
  }

  private static func counter(_ key: String) -> ImportedMetric {
    switch key {
    case "items_per_second": ImportUnit("items/s").metric()
    case "bytes_per_second":
      // Beside items, bytes get a name of their own.
      ImportUnit("bytes/s").metric(MetricName(rawValue: "bytes_per_second"))
    case "allocs_per_iter": ImportUnit("allocs/op").metric(.allocations, isDeterministic: true)
    case "max_bytes_used", "total_allocated_bytes", "net_heap_growth":
      ImportUnit("bytes").metric(MetricName(rawValue: key))
    default:
      ImportUnit("count").custom(
        key, source: key,
        direction: key.hasSuffix("_per_second") ? .higherIsBetter : .lowerIsBetter)
    }
  }

  private static func readContext(_ context: ImportValue?, into origin: inout ImportedOrigin) {
    guard let context else { return }
    origin.takeDate(context["date"]?.plainText)
    if let path = context["executable"]?.plainText {
      origin.take(path.split(separator: "/").last.map(String.init), as: \.suite)
    }
    origin.take(
      context["num_cpus"]?.plainCount, as: \.processorCount, called: "number of processors")
    let version = context["library_version"]?.plainText.map { " \($0)" } ?? ""
    origin.take("google-benchmark" + version, as: \.harness)
    if context["library_build_type"]?.plainText == "debug" {
      origin.warn(InterchangeMessage.debugLibrary.line)
    }
    if context["cpu_scaling_enabled"]?.isTrue == true {
      origin.warn(
        InterchangeMessage.cpuScaling.line)
    }
  }

  private static let known: Set<String> = [
    "name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
    "repetition_index", "threads", "iterations", "real_time", "cpu_time", "time_unit", "label",
    "error_occurred", "error_message", "skipped", "skip_message", "aggregate_name",
    "aggregate_unit", "cpu_coefficient", "real_coefficient", "big_o", "rms",
  ]
}
