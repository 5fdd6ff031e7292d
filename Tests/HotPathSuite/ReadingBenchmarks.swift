import Foundation
import GateFiles
import GateInterchange
import GateRecords
import GateStatistics
import Speedgate

/// Reading and writing of records, and reading of other programs' results.
enum ReadingBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    // The rate is of samples and not of bytes, so that a more compact form of the record does not look slower.
    Benchmark("read/run", parameter: "n", values: [25, 50, 100, 200]) { run, n in
      let bytes = try RecordFile.encode(MadeUpRun.stored(0, benchmarks: n), path: "run.json")
      run.resultDigest(
        digest(
          try RecordFile.decode(
            RunRecord.self, schema: RunRecord.schema, from: bytes, path: "run.json")))
      try run.measure {
        try RecordFile.decode(
          RunRecord.self, schema: RunRecord.schema, from: blackBox(bytes), path: "run.json")
      }
    }
    .throughput(.items { $0 * MadeUpRun.samplesPerBenchmark })
    .tags("json", "reader")

    // The same bytes and the same types: what Foundation's decoder takes, on the same machine.
    Benchmark("read/foundation") { run in
      let bytes = try RecordFile.encode(MadeUpRun.stored(0, benchmarks: 50), path: "run.json")
      let decoder = JSONDecoder()
      run.resultDigest(digest(try decoder.decode(RunRecord.self, from: bytes)))
      try run.measure { try decoder.decode(RunRecord.self, from: blackBox(bytes)) }
    }
    .throughput(.items(50 * MadeUpRun.samplesPerBenchmark))
    .sameResult(as: "read/run{n=50}")
    .tags("json", "peer")

    Benchmark("write/run") { run in
      let record = MadeUpRun.stored(0, benchmarks: 50)
      try run.measure { try RecordFile.encode(blackBox(record), path: "run.json") }
    }
    .throughput(.items(50 * MadeUpRun.samplesPerBenchmark))
    .tags("json", "writer")

    Benchmark("import/pytest") { run in
      let file = ForeignFile.pytest(benchmarks: 50)
      try run.measure { try record(of: blackBox(file), .pytestBenchmark) }
    }
    .throughput(.items(50 * 100))
    .tags("json", "import")

    Benchmark("import/go", parameter: "rows", values: [100, 200, 400, 800]) { run, rows in
      let file = ForeignFile.go(rows: rows)
      try run.measure { try record(of: blackBox(file), .go) }
    }
    .throughput(.bytes { ForeignFile.bytesOfGo(rows: $0) })
    .tags("import")
  }

  /// What `speedgate-bench import` makes of a file, without writing it.
  private static func record(of file: ImportFile, _ format: InterchangeFormat) throws -> RunRecord {
    let other = MadeUpRun.stored(0, benchmarks: 0)
    let assembly = RunAssembly(
      format: format, suite: MadeUpRun.suite, environment: other.environment,
      revision: other.suite, now: other.startedAt, command: ["speedgate-bench", "import"])
    var draw = SeededGenerator(seed: 3)
    return assembly.record(of: try format.read([file]), using: &draw)
  }

  private static func digest(_ run: RunRecord) -> String {
    var digest = ResultDigest()
    digest.combine(run.runID.rawValue)
    for benchmark in run.benchmarks {
      digest.combine(benchmark.name.rawValue)
      for sample in benchmark.metrics.flatMap(\.samples) { digest.combine(sample) }
    }
    return digest.text
  }
}
