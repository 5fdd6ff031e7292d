import Foundation
import GateFiles
import GateInterchange
import GateRecords
import Speedgate
import TestSupport
import Testing

/// What a monitor writes, read as an import reads it.
@Suite struct CallMonitorRoundTripTests {
  private struct Broken: Error {}

  /// A result that cannot be copied.
  private struct Ticket: ~Copyable { let number: Int }

  private func results(
    _ body: (CallMonitor) async throws -> Void
  ) async throws -> ImportedResults {
    let scratch = try TemporaryFolder()
    let path = scratch.file("lines.ndjson")
    try await body(try CallMonitor(path: path, suite: "shop", job: "orders"))
    return try InterchangeFormat.lines.read(
      ImportFile.read(path, format: .lines))
  }

  @Test func `calls, their failures, steps, stages and figures arrive`() async throws {
    let results = try await results { monitor in
      let ticket = CallMonitor.measure("ticket", with: monitor) { Ticket(number: 7) }
      #expect(ticket.number == 7)
      for fails in [false, true] {
        do {
          try CallMonitor.measure("price \"1\"\n", with: monitor) { if fails { throw Broken() } }
          #expect(!fails)
        } catch is Broken {
          #expect(fails)
        }
      }
      let sum = try await CallMonitor.measure("intake", with: monitor) { call async throws in
        let rows = try await call.step("read", .read) { () async throws in [1, 2, 3] }
        call.rows(read: rows.count)
        return call.step("write", .write, rowsWritten: 2) { rows.reduce(0, +) }
      }
      #expect(sum == 6)
      monitor.record("match_rate", 0.93, unit: "ratio", higherIsBetter: true, of: "intake")
      monitor.record("odd", .nan, of: "intake")
      monitor.recordStage(
        "ingest", jobs: 4, workers: 2, duration: .milliseconds(40), sequential: .milliseconds(60))
      #expect(monitor.lostLines == 1)
    }
    #expect(results.origin.suite == "shop" && results.origin.jobID == "orders")
    #expect(results.benchmark("ticket")?.status == .measured)
    let price = try #require(results.benchmark("price \"1\" "))
    #expect(price.series(of: MetricName(rawValue: "error_rate"))?.samples == [0, 1])
    #expect(price.series(of: .wallTime)?.samples.count == 1)
    let intake = try #require(results.benchmark("intake"))
    #expect(intake.steps.map(\.stepID) == ["read", "write"])
    #expect(intake.steps.map(\.kind) == [.read, .write])
    #expect(
      intake.steps.map(\.rowsRead) == [3, nil] && intake.steps.map(\.rowsWritten) == [nil, 2])
    #expect(intake.series(of: MetricName(rawValue: "match_rate"))?.samples == [0.93])
    #expect(
      results.series("ingest", MetricName(rawValue: "speedup"))?.samples == [1.5])
  }

  @Test func `threads share a monitor and every line is whole`() async throws {
    let results = try await results { monitor in
      await withTaskGroup(of: Void.self) { group in
        for task in 0..<8 {
          group.addTask {
            for _ in 0..<200 { CallMonitor.measure("task/\(task % 2)", with: monitor) {} }
          }
        }
      }
    }
    for name in ["task/0", "task/1"] {
      #expect(results.series(name, .wallTime)?.launches.map(\.count) == [800])
    }
  }
}
