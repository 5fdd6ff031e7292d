import GateFiles
import GateRecords

/// Reads the baselines of the Swift `benchmark` package (`results.json`).
///
/// `results` is a dictionary whose keys are objects, which Swift encodes as an array of keys and
/// values in turn. Every metric is a histogram whose counts are unfolded into samples: see
/// ``CountedHistogram``. Figures are those of one closure call, and a call is `scalingFactor`
/// iterations for the metrics that scale.
enum PackageBenchmarkImporter {
  /// The most samples of one metric; the package itself stops at as many calls by default.
  static let sampleLimit = 10_000

  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    let pairs = try root.required("results").elements()
    guard pairs.count.isMultiple(of: 2) else {
      throw root.error(.notPairs)
    }
    for index in stride(from: 0, to: pairs.count, by: 2) {
      let target = try pairs[index].required("target").name()
      let name = try target + "/" + pairs[index].required("name").name()
      results.sawRow()
      for measurement in try pairs[index + 1].elements() {
        try read(measurement, of: name, into: &results)
      }
    }
    results.origin.take("package-benchmark", as: \.harness)
    results.origin.take("package-benchmark", as: \.suite)
    guard let machine = root["machine"] else { return }
    results.origin.take(
      machine["processors"]?.plainCount, as: \.processorCount,
      called: "number of processors")
    results.origin.takeArchitecture(machine["processorType"]?.plainText)
    results.origin.take(machine["kernelVersion"]?.plainText, as: \.kernel)
  }

  private static func read(
    _ measurement: ImportValue, of benchmark: String, into results: inout ImportedResults
  ) throws(FileError) {
    let kind = try measurement.required("metric").members()
    guard kind.count == 1, let (key, payload) = kind.first else {
      throw measurement.error(.notOneMetric)
    }
    let statistics = try measurement.required("statistics")
    let histogram = try CountedHistogram(statistics.required("histogram"))
    let scaling = try measurement["scalingFactor"]?.count() ?? 1
    let (metric, scales) = try metric(key, payload)
    var parameters: [String] = []
    for (tag, value) in try measurement["tags"]?.members() ?? [] {
      parameters.append("\(tag)=\(value.plainText ?? "")")
    }
    let name = ImportName.joining(benchmark, parameters.sorted())
    let factor = scales ? 1 / Double(scaling) : key == "throughput" ? Double(scaling) : 1
    for value in Unfolding.values(histogram.values, limit: sampleLimit) {
      results.add(value * factor, metric, to: name)
    }
    results.update(name) {
      $0.iterations = scaling
      $0.sampling = scaling == 1 ? .perIteration : .batched
    }
  }

  /// A metric by its name there, and whether it counts a whole call of several iterations.
  private static func metric(
    _ key: String, _ payload: ImportValue
  ) throws(FileError) -> (ImportedMetric, Bool) {
    switch key {
    case "wallClock": return (.wallTime, true)
    case "cpuTotal": return (.cpuTime, true)
    case "cpuUser", "cpuSystem":
      return (ImportUnit("ns").metric(MetricName(words: key)), true)
    case "throughput": return (ImportUnit("ops/s").metric(), false)
    case "mallocCountTotal":
      return (ImportUnit("count").metric(.allocations, isDeterministic: true), true)
    case "mallocBytesCount": return (ImportUnit("bytes").metric(.allocatedBytes), true)
    case "instructions": return (ImportUnit("count").metric(.instructions), true)
    case "peakMemoryResident": return (ImportUnit("bytes").metric(.peakMemory), false)
    case "peakMemoryResidentDelta", "peakMemoryVirtual", "allocatedResidentMemory":
      return (ImportUnit("bytes").metric(MetricName(words: key)), false)
    case "readBytesLogical", "writeBytesLogical", "readBytesPhysical", "writeBytesPhysical":
      return (ImportUnit("bytes").metric(MetricName(words: key)), true)
    case "custom":
      let higher = payload["polarity"]?["prefersLarger"] != nil
      let words = try payload.required("_0").name()
      return (
        ImportUnit("count").custom(
          words, source: "custom: \(words)",
          direction: higher ? .higherIsBetter : .lowerIsBetter),
        payload["useScalingFactor"]?.isTrue ?? true
      )
    case "contextSwitches", "threads", "threadsRunning":
      return (ImportUnit("count").metric(MetricName(words: key)), false)
    default: return (ImportUnit("count").metric(MetricName(words: key)), true)
    }
  }
}
