import GateFiles
import GateRecords

/// Reads pytest-benchmark's JSON; its times are seconds of one operation.
enum PytestBenchmarkImporter {
  static func read(
    _ file: ImportFile, into results: inout ImportedResults
  ) throws(FileError) {
    let root = try ImportValue(file)
    var names = RepeatedNames()
    for benchmark in try root.required("benchmarks").elements() {
      results.sawRow()
      try read(benchmark, &names, into: &results)
    }
    readOrigin(root, into: &results.origin)
  }

  private static func read(
    _ benchmark: ImportValue, _ names: inout RepeatedNames, into results: inout ImportedResults
  ) throws(FileError) {
    let plain = try benchmark.first("fullname", "name").name()
    let name = names.next(plain)
    if name != plain { results.update(name) { $0.note(RepeatedNames.note) } }
    let stats = try benchmark.required("stats")
    let iterations = try stats["iterations"]?.count() ?? 1
    results.update(name) {
      $0.iterations = iterations
      $0.sampling = iterations == 1 ? .perIteration : .batched
    }
    if let data = stats["data"] {
      results.add(try data.allMeasured().map { $0 * 1e9 }, .wallTime, to: name)
    } else {
      results.add(try stats.required("median").measured() * 1e9, .wallTime, to: name)
      results.update(name) {
        $0.note(InterchangeMessage.samplesNotSaved.line)
      }
    }
    results.optionally("extra_info", of: name) { results throws(FileError) in
      for (key, value) in try benchmark["extra_info"]?.members() ?? [] {
        guard let figure = value.plainNumber else { continue }
        results.add(figure, ImportUnit("count").custom(key, source: key), to: name)
      }
    }
  }

  /// The words that are written when there is no commit.
  private static let noCommit: Set<String> = ["unknown", "unversioned"]

  private static func readOrigin(_ root: ImportValue, into origin: inout ImportedOrigin) {
    origin.takeDate(root["datetime"]?.plainText)
    origin.take(root["version"]?.plainText.map { "pytest-benchmark \($0)" }, as: \.harness)
    if let machine = root["machine_info"] {
      origin.takeSystem(machine["system"]?.plainText)
      origin.takeArchitecture(machine["machine"]?.plainText)
      origin.take(machine["release"]?.plainText, as: \.kernel)
      origin.take(
        machine["cpu"]?["brand_raw"]?.plainText, as: \.processor, called: "processor")
      origin.take(
        machine["cpu"]?["count"]?.plainCount, as: \.processorCount,
        called: "number of processors")
      if let name = machine["python_implementation"]?.plainText,
        let version = machine["python_version"]?.plainText
      {
        origin.take("\(name) \(version)", as: \.compiler)
      }
    }
    if let commit = root["commit_info"] {
      origin.take(
        commit["id"]?.plainText.flatMap { noCommit.contains($0) ? nil : $0 }, as: \.commit)
      origin.take(
        commit["branch"]?.plainText.flatMap { $0.hasPrefix("(") ? nil : $0 }, as: \.branch)
      if origin.commit != nil {
        origin.take(commit["dirty"]?.isTrue ?? false, as: \.hasUncommittedChanges)
      }
    }
  }
}
