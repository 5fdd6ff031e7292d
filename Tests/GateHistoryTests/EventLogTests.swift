import Foundation
import GateFiles
import GateRecords
import Testing

@testable import GateHistory

@Suite struct EventLogTests {
  private func run(_ id: String, _ value: Double, days: Double = 0) -> RunRecord {
    Samples.run(id, [Samples.benchmark("parse/order", [[value]])], at: Samples.time(days: days))
  }

  @Test func `what was appended is found, oldest first, whatever the order of appending`() throws {
    let history = try TemporaryHistory()
    try history.append(run("B", 2, days: 0.2))
    try history.append(run("C", 3, days: 0.3))
    try history.append(run("A", 1, days: 0.1))
    #expect(try history.values() == [1, 2, 3])
  }

  @Test func `a run that is appended twice counts once`() throws {
    let history = try TemporaryHistory()
    for _ in 1...3 { try history.append(run("A", 1)) }
    try history.append(run("B", 2))
    #expect(try history.values().sorted() == [1, 2])
    let ids = try history.text().split(separator: "\n").map { line in
      String(line.split(separator: "\"")[7])
    }
    #expect(ids.count == 8)
    #expect(Set(ids).count == 4)
  }

  @Test func `events go to the file of their own month`() throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1, days: -30))
    try history.append(run("B", 2))
    #expect(try history.log.months() == ["2026-10", "2026-11"])
    let recent = MetricQuery(EventFilter(since: Samples.time(days: -1)))
    #expect(try recent.histories(in: history.log).report.lines == 2)
  }

  @Test(arguments: [1, 20, 200, 100_000])
  func `a torn last line is removed and the whole ones stay`(length: Int) throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1))
    let before = try history.text()
    // A line that tears may be longer than the block in which its beginning is looked for.
    let line = "{\"schema\":\"speedgate.event/1\",\"id\":\"" + String(repeating: "x", count: length)
    try history.write(before + line.prefix(length))
    #expect(try history.values() == [1])
    let repairs = try history.log.append(RunEvents.lines(of: run("B", 2), producer: "test/1"))
    #expect(repairs == [.removed(path: history.file, bytes: min(length, line.utf8.count))])
    #expect(try history.text().hasPrefix(before))
    #expect(try history.values().sorted() == [1, 2])
    #expect(try history.histories().report.malformed == 0)
  }

  @Test func `a whole last line that lacks only its end is kept`() throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1))
    try history.write(String(try history.text().dropLast()))
    #expect(try history.histories().report.lines == 2)
    let repairs = try history.log.append(RunEvents.lines(of: run("B", 2), producer: "test/1"))
    #expect(repairs == [.completed(path: history.file)])
    #expect(try history.text().split(separator: "\n").count == 4)
    #expect(try history.values().sorted() == [1, 2])
  }

  // A disk without room is met by check-6-history.sh, on one that is really full.
  @Test func `a device in place of a month's file is refused and every file left as it was`() throws
  {
    let history = try TemporaryHistory()
    try history.append(run("A", 1, days: -30))
    let october = history.log.path(ofMonth: "2026-10")
    let before = try String(contentsOfFile: october, encoding: .utf8)
    // What is written to this device is lost or refused, and what is read from it never ends.
    try FileManager.default.createSymbolicLink(
      atPath: history.file, withDestinationPath: "/dev/full")
    let lines =
      try RunEvents.lines(of: run("B", 2, days: -29), producer: "test/1")
      + RunEvents.lines(of: run("C", 3), producer: "test/1")
    let error = #expect(throws: FileError.self) { try history.log.append(lines) }
    #expect(
      error?.description
        == "\(history.file): cannot be written: it is not a regular file; nothing was changed")
    #expect(try String(contentsOfFile: october, encoding: .utf8) == before)
  }

  @Test func `writers at the same time wait for each other`() async throws {
    let history = try TemporaryHistory()
    let log = history.log
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<25 {
            let run = Samples.run(
              "R\(writer)-\(number)", [Samples.benchmark("b\(writer)", [[Double(number)]])],
              at: Samples.time(days: Double(number) / 1000))
            try log.append(RunEvents.lines(of: run, producer: "test/1"))
          }
        }
      }
      try await group.waitForAll()
    }
    let histories = try history.histories()
    #expect(histories.report.malformed == 0)
    #expect(histories.report.lines == 400)
    #expect(
      histories.series.map { $0.points.map(\.value) }
        == Array(
          repeating: (0..<25).map { Double($0) }, count: 8))
  }

  @Test func `a broken line is passed over and named`() throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1))
    let text = try history.text()
    try history.write("{\"broken\":}\n" + text + "\n" + text.prefix(60) + "\nnot json\n")
    let histories = try history.histories()
    #expect(histories.series.map(\.points.count) == [1])
    #expect(histories.report.malformed == 3)
    #expect(
      histories.report.warning
        == "\(history.file):1: 3 lines, the first one here, are not events and were passed over; "
        + "remove or repair them")
  }

  @Test func `a line of a newer version is refused with its place`() throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1))
    let newer = try history.text().replacing("speedgate.event/1", with: "speedgate.event/2")
    try history.write(try history.text() + newer)
    let error = #expect(throws: FileError.self) { try history.histories() }
    #expect(
      error
        == .newerVersion(
          path: "\(history.file):3", found: "speedgate.event/2", newest: "speedgate.event/1"))
  }

  @Test func `events from before there was a schema load`() throws {
    let history = try TemporaryHistory()
    try history.write(
      """
      {"event_type": "formation.performance", "timestamp": "2026-11-01T00:00:00Z", \
      "producer_component": "FormationService", "run_id": "01HX", "payload": {"query_ms": 2134, \
      "transform_ms": 11702, "write_ms": 1164, "rows_read": 549, "rows_written": 858}}
      {"payload":{"metrics":[{"median":5,"unit":"ns","metric":"wall_time"}],"benchmark":"old"},\
      "timestamp":"2026-11-02T00:00:00Z","event_type":"benchmark_result"}

      """)
    var lines: [String] = []
    let filter = EventFilter(
      types: [EventType(rawValue: "formation.performance")], run: "01H", producer: "Formation")
    _ = try history.log.forEachLine(filter) { lines.append($0) }
    #expect(lines.count == 1)
    #expect(try history.values() == [5])
  }

  @Test func `only the months that ended are pruned, after asking`() throws {
    let history = try TemporaryHistory()
    try history.append(run("A", 1, days: -62))
    try history.append(run("B", 2, days: -30))
    try history.append(run("C", 3))
    let time = Samples.time(days: -30)
    let old = [history.log.path(ofMonth: "2026-09")]
    #expect(try history.log.prune(before: time, isDryRun: true) == old)
    #expect(try history.log.months().count == 3)
    #expect(try history.log.prune(before: time, isDryRun: false) == old)
    #expect(try history.log.months() == ["2026-10", "2026-11"])
  }
}
