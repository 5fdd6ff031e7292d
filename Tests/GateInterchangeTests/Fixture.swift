import Foundation
import GateBudgets
import GateDetection
import GateFiles
import GateInterchange
import GateRecords

/// Files that other harnesses wrote; `Fixtures/make.sh` and `Fixtures/README.md` show how.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures").path

  /// The results in one or several fixtures.
  static func results(
    _ names: String..., format: InterchangeFormat
  ) throws -> ImportedResults {
    try format.read(
      names.flatMap { try ImportFile.read(folder + "/" + $0, format: format) })
  }

  /// The results in a text.
  static func parsed(_ text: String, format: InterchangeFormat) throws -> ImportedResults {
    try format.read([ImportFile(path: "given", bytes: Array(text.utf8))])
  }

  /// A machine that no file names.
  static let machine = EnvironmentRecord(
    operatingSystem: "linux", kernel: "6.1.0", architecture: "x86_64", processor: "Test CPU",
    processorCount: 4, memoryBytes: 8_000_000_000, virtualization: nil, compiler: "unknown",
    buildConfiguration: "release", harnessVersion: "imported")

  /// The record that an import at a fixed moment makes.
  static func run(_ results: ImportedResults, format: InterchangeFormat, at seconds: Int64 = 0)
    -> RunRecord
  {
    var generator = SystemRandomNumberGenerator()
    return RunAssembly(
      format: format, suite: nil, environment: machine,
      revision: SuiteRecord(name: "", commit: "abc", branch: "main", hasUncommittedChanges: true),
      now: Timestamp(millisecondsSinceEpoch: (1_700_000_000 + seconds) * 1000), command: ["import"]
    ).record(of: results, using: &generator)
  }
}

extension Fixture {
  /// What the gate says of a run without a baseline, with a limit that every benchmark keeps.
  static func verdict(_ run: RunRecord, isStrict: Bool = false) throws -> Verdict {
    let policy = try BudgetPolicy(
      text:
        #"{ schema: "speedgate.budgets/1", budgets: [{ benchmark: "*", metric: "wall_time", max: "1 h" }] }"#,
      path: "budgets.json5")
    return Check(
      run: run,
      baseline: StoredBaseline(sameEnvironment: [], otherEnvironments: [], problems: []),
      policy: policy, options: .init(isStrict: isStrict, checkedAt: run.startedAt)
    ).verdict()
  }
}

extension ImportedResults {
  func benchmark(_ name: String) -> BenchmarkRecord? {
    benchmarks.first { $0.name.rawValue == name }
  }

  func series(_ name: String, _ metric: MetricName) -> MetricSeries? {
    benchmark(name)?.series(of: metric)
  }
}
