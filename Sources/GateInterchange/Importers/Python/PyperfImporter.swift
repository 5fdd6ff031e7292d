import GateFiles
import GateRecords

/// Reads pyperf's JSON; a run with values is a process, so a launch, and a value a sample.
///
/// Runs without values calibrated or warmed up. Values are seconds, or bytes where memory was tracked.
/// Source: psf/pyperf, doc/api.rst and pyperf/_bench.py.
enum PyperfImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    let common = root["metadata"]
    var counter = RepeatedNames()
    for benchmark in try root.required("benchmarks").elements() {
      let own = benchmark["metadata"]
      let title = own?["name"]?.plainText ?? common?["name"]?.plainText ?? "benchmark"
      let name = results.begin(&counter, title)
      let unit = own?["unit"]?.plainText ?? common?["unit"]?.plainText ?? "second"
      let (metric, factor) = Self.metric(unit)
      let loops = own?["loops"]?.plainCount ?? common?["loops"]?.plainCount ?? 1
      let inner = own?["inner_loops"]?.plainCount ?? common?["inner_loops"]?.plainCount ?? 1
      let product = loops.multipliedReportingOverflow(by: inner)
      results.update(name) { $0.iterations = product.overflow ? 1 : product.partialValue }
      for (process, run) in try benchmark.required("runs").elements().enumerated() {
        results.origin.takeDate(run["metadata"]?["date"]?.plainText)
        guard let values = run["values"] else { continue }
        for value in try values.elements() {
          results.take(value, times: factor, metric, to: name, process: process)
        }
      }
    }
    readOrigin(common ?? root, into: &results.origin)
  }

  private static func metric(_ unit: String) -> (ImportedMetric, factor: Double) {
    switch unit {
    case "byte": (ImportUnit("bytes").metric(.peakMemory), 1)
    case "integer": (.count(MetricName(rawValue: "value")), 1)
    default: (.wallTime, 1e9)
    }
  }

  private static func readOrigin(_ metadata: ImportValue, into origin: inout ImportedOrigin) {
    let version = metadata["perf_version"]?.plainText.map { " \($0)" } ?? ""
    origin.take("pyperf" + version, as: \.harness)
    origin.take(metadata["cpu_model_name"]?.plainText, as: \.processor, called: "processor")
    origin.take(
      metadata["cpu_count"]?.plainCount, as: \.processorCount, called: "number of processors")
    if let python = metadata["python_version"]?.plainText {
      let implementation = metadata["python_implementation"]?.plainText ?? "python"
      origin.take("\(implementation) \(python)", as: \.compiler)
    }
  }
}
