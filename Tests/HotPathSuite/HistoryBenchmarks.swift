import Foundation
import GateHistory
import GateRecords
import Speedgate

/// Queries of a history, whose files are read from the system's cache.
enum HistoryBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("history/query", parameter: "events", values: [500, 1_000, 2_000, 4_000]) {
      run, events in
      let log = try MadeUpHistory(events: events)
      defer { log.remove() }
      try run.measure { try query.histories(in: blackBox(log.log)) }
    }
    .throughput(.items { $0 })
    .tags("history", "query")

    Benchmark("history/trend") { run in
      let log = try MadeUpHistory(events: 2_000)
      defer { log.remove() }
      let histories = try query.histories(in: log.log)
      let until = Timestamp(millisecondsSinceEpoch: 1_795_000_000_000)
      run.measure {
        TrendReport(
          blackBox(histories), since: until, until: until, alpha: 0.01,
          regressions: RegressionRate(judged: 0, regressed: 0, regressions: 0))
      }
    }
    .tags("history", "statistics")

    Benchmark("history/lines") { run in
      let record = MadeUpRun.stored(0, benchmarks: 25)
      try run.measure { try RunEvents.lines(of: blackBox(record), producer: "hot-paths") }
    }
    .throughput(.items(26))
    .tags("history", "writer")
  }

  private static let query = MetricQuery(
    EventFilter(suite: GlobPattern(MadeUpRun.suite), branch: GlobPattern("main")),
    metric: GlobPattern("wall_time"))
}

/// A history of made-up events in a folder of its own.
struct MadeUpHistory {
  let log: EventLog

  /// Writes lines as `history append` does: runs of 100 benchmarks, one an hour.
  init(events count: Int) throws {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "hot-paths-\(UUID().uuidString)")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    log = EventLog(root: folder.path)
    var lines: [String: String] = [:]
    for number in 0..<count {
      let run = number / 100
      let time = Timestamp(millisecondsSinceEpoch: 1_792_000_000_000 + Int64(run) * 3_600_000)
      lines[String(time.rawValue.prefix(7)), default: ""] += Self.line(number, run, time)
    }
    for (month, text) in lines {
      try Data(text.utf8).write(to: folder.appending(path: "events-\(month).ndjson"))
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: log.root) }

  private static func line(_ number: Int, _ run: Int, _ time: Timestamp) -> String {
    let id = String(number + 10_000_000)
    // Noise of 2 % that is the same in every process; a tenth of the benchmarks gets slower half-way.
    let place = number % 100
    let slower = place % 10 == 3 && run > 10 ? 11_000 : 10_000
    let median = (1 + place) * (slower + (number * 7_919) % 400)
    return """
      {"schema":"speedgate.event/1","id":"01M000000000000000\(id)","event_type":"benchmark_result",\
      "timestamp":"\(time.rawValue)","run_id":"01MRUN000000000000\(String(run + 10_000_000))",\
      "suite":"made-up","commit":"0123456789","branch":"\(run % 5 == 4 ? "change" : "main")",\
      "environment":"linux-x86-64-made-up-2cpu-release","producer_component":"speedgate-detect/0.1.0",\
      "payload":{"benchmark":"\(MadeUpRun.name(of: place))","metrics":[\
      {"direction":"lower_is_better","high":\(median + 99),"launches":14,"low":\(median - 99),\
      "max":\(median + 900),"mean":\(median + 7),"median":\(median),"metric":"wall_time",\
      "min":\(median - 500),"p95":\(median + 600),"p99":\(median + 800),"samples":140,"unit":"ns"}],\
      "status":"measured"}}

      """
  }
}
