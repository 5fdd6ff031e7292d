import GateFiles
import GateRecords

/// Reads BenchmarkDotNet's `*-report-full.json`, `*-report-brief.json` and their like; times are
/// nanoseconds of one operation.
///
/// The full form has every measurement with its launch; the others have the samples of all launches
/// together, or statistics only. Source: dotnet/BenchmarkDotNet, src/BenchmarkDotNet/Exporters/Json.
enum BenchmarkDotNetImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    var counter = RepeatedNames()
    for benchmark in try root.required("Benchmarks").elements() {
      let title = try benchmark.first("FullName", "DisplayInfo", "Method").name()
      let name = results.begin(&counter, title)
      try readTimes(benchmark, name, into: &results)
      readMemory(benchmark, name, into: &results)
      for metric in try benchmark["Metrics"]?.elements() ?? [] {
        readMetric(metric, name, into: &results)
      }
    }
    if let host = root["HostEnvironmentInfo"] { readOrigin(host, into: &results.origin) }
    results.origin.take(root["Title"]?.plainText.map(Self.suite), as: \.suite)
  }

  /// The title without the moment at its end: `Orders-20240101-120000`.
  private static func suite(_ title: String) -> String {
    let parts = title.split(separator: "-")
    let digits = parts.reversed().prefix { $0.allSatisfy(\.isNumber) }
    return digits.count >= 2 && digits.count < parts.count
      ? parts.dropLast(digits.count).joined(separator: "-") : title
  }

  private static func readTimes(
    _ benchmark: ImportValue, _ name: String, into results: inout ImportedResults
  ) throws(FileError) {
    var isMeasured = false
    for measurement in try benchmark["Measurements"]?.elements() ?? [] {
      // Before version 0.11 only the mode said what a measurement is for.
      let stage =
        measurement["IterationStage"]?.plainText ?? measurement["IterationMode"]?.plainText
      guard stage == "Result", let operations = measurement["Operations"]?.plainCount,
        let nanoseconds = measurement["Nanoseconds"]
      else { continue }
      isMeasured = true
      let launch = measurement["LaunchIndex"]?.plainCount ?? 1
      results.update(name) { $0.iterations = max($0.iterations, operations) }
      results.take(
        nanoseconds, times: 1 / Double(operations), .wallTime, to: name, process: launch)
    }
    guard !isMeasured else { return }
    guard let statistics = benchmark["Statistics"] else {
      return results.fail(name, InterchangeMessage.noStatistics.line)
    }
    if let values = try statistics["OriginalValues"]?.elements(), !values.isEmpty {
      for value in values { results.take(value, .wallTime, to: name) }
    } else if let figure = statistics["Median"] ?? statistics["Mean"] {
      results.take(figure, .wallTime, to: name)
      let word = statistics["Median"] != nil ? "median" : "mean"
      results.update(name) { $0.note(InterchangeMessage.samplesNotWritten(word: word).line) }
    }
  }

  private static func readMemory(
    _ benchmark: ImportValue, _ name: String, into results: inout ImportedResults
  ) {
    guard let bytes = benchmark["Memory"]?["BytesAllocatedPerOperation"], bytes.isNumber else {
      return
    }
    results.take(bytes, .allocatedBytes, to: name)
  }

  private static func readMetric(
    _ metric: ImportValue, _ name: String, into results: inout ImportedResults
  ) {
    guard let descriptor = metric["Descriptor"], let identifier = descriptor["Id"]?.plainText,
      // The memory diagnoser's figures are under Memory already.
      identifier != "Allocated Memory", let value = metric["Value"]
    else { return }
    let unit = ImportUnit(descriptor["Unit"]?.plainText ?? "count")
    let isBetterHigher = descriptor["TheGreaterTheBetter"]?.isTrue == true
    results.take(
      value, times: unit.factor,
      unit.custom(
        identifier, source: identifier, direction: isBetterHigher ? .higherIsBetter : .lowerIsBetter
      ), to: name)
  }

  private static func readOrigin(_ host: ImportValue, into origin: inout ImportedOrigin) {
    let version = host["BenchmarkDotNetVersion"]?.plainText.map { " \($0)" } ?? ""
    origin.take("BenchmarkDotNet" + version, as: \.harness)
    origin.take(host["ProcessorName"]?.plainText, as: \.processor, called: "processor")
    origin.take(
      host["LogicalCoreCount"]?.plainCount, as: \.processorCount, called: "number of processors")
    origin.takeArchitecture(host["Architecture"]?.plainText)
    origin.take(host["RuntimeVersion"]?.plainText, as: \.compiler)
    if host["Configuration"]?.plainText == "DEBUG" {
      origin.warn(InterchangeMessage.debugBuild.line)
    }
  }
}
