import Speedgate

/// Sequential against parallel ingest, and two ways of selecting what is new.
enum IngestBenchmarks {
  private static let eventCount = 4_000

  @BenchmarkBuilder static var all: Benchmarks {
    Benchmark("ingest/sequential") { run in
      let lines = Event.lines(count: eventCount, seed: 5)
      run.resultDigest("\(IngestTotal(ingesting: lines[...]))")
      run.measure { IngestTotal(ingesting: blackBox(lines)[...]) }
    }
    .throughput(.items(eventCount))

    Benchmark("ingest/parallel-4") { run in
      let lines = Event.lines(count: eventCount, seed: 5)
      run.resultDigest("\(await IngestTotal.inParallel(lines, jobs: 4))")
      await run.measure { await IngestTotal.inParallel(blackBox(lines), jobs: 4) }
    }
    .throughput(.items(eventCount))
    .threads(.several)
    .sameResult(as: "ingest/sequential")

    formation("anti_join", select: { Formation.antiJoin($0, formed: $1) })
    formation("not_exists", select: { Formation.notExists($0, formed: $1) })
      .sameResult(as: "formation/anti_join")
  }

  /// One way of selecting, with the steps around it that both share.
  private static func formation(
    _ name: String, select: @escaping @Sendable ([Event], [Int]) -> [Event]
  ) -> Benchmark {
    Benchmark("formation/\(name)") { run in
      let (events, formed) = Formation.input(count: 1_000)
      run.resultDigest(
        Formation.digest(Formation.shape(Formation.score(select(events, formed)))))
      run.measure { iteration in
        let input = iteration.step("read", rowsRead: events.count) { blackBox(events) }
        let new = iteration.step("select", rowsRead: input.count + formed.count) {
          select(input, blackBox(formed))
        }
        let scored = iteration.step("score", rowsRead: new.count) { Formation.score(new) }
        return iteration.step("shape") {
          let shaped = Formation.shape(scored)
          iteration.rows(read: scored.count, written: shaped.count)
          return shaped
        }
      }
    }
  }
}
