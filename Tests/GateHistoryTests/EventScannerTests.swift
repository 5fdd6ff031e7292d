import Foundation
import GateRecords
import GateStatistics
import Testing

@testable import GateHistory

@Suite struct EventScannerTests {
  private func scan(_ text: String, isWhole: Bool = true, _ filter: EventFilter = EventFilter())
    -> String
  {
    var scanner = EventScanner(filter)
    let bytes = Array(text.utf8)
    // Twice: the second time the scanner knows the frame.
    var words: [String] = []
    for _ in 1...2 {
      switch scanner.scan(bytes.span, isWhole: isWhole) {
      case .event(let event): words.append(scanner.type(event.type).rawValue)
      case .unwanted: words.append("unwanted")
      case .malformed: words.append("malformed")
      case .newer(let version): words.append("newer \(version)")
      }
    }
    #expect(words[0] == words[1])
    return words[0]
  }

  private func line(_ members: String) -> String {
    "{\"event_type\":\"t\",\"timestamp\":\"2026-11-01T00:00:00Z\"\(members)}"
  }

  @Test(arguments: [
    "", ",\"payload\":null", ",\"payload\":{\"a\":[1,{\"b\":\"}\"}]}",
    ",\"other\":[[[]]] , \"x\" : -1.5e+3 ", ",\"branch\":\"a\\\"b\"", ",\"suite\":null",
  ])
  func `whatever is valid is an event`(members: String) {
    #expect(scan(line(members)) == "t")
    #expect(scan("  " + line(members) + "\t") == "t")
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "null", "{\"event_type\":\"t\"}",
    "{\"timestamp\":\"2026-11-01T00:00:00Z\"}",
    "{\"event_type\":\"t\",\"timestamp\":\"yesterday\"}",
    "{\"event_type\":\"t\" \"timestamp\":\"2026-11-01T00:00:00Z\"}",
    "{\"event_type\":\"t\",\"timestamp\":\"2026-11-01T00:00:00Z\"", "{\"event_type\":\"t",
    "{\"event_type\":\"t\",\"timestamp\":\"2026-11-01T00:00:00Z\"}}",
    "{\"event_type\":\"t\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"payload\":{\"a\"",
    "{\"schema\":\"other/1\",\"event_type\":\"t\",\"timestamp\":\"2026-11-01T00:00:00Z\"}",
  ])
  func `whatever is not is malformed`(text: String) {
    #expect(scan(text) == "malformed")
  }

  @Test func `a line is never whole before its last byte`() throws {
    let run = Samples.run([Samples.benchmark("a \"quoted\" {n=1}", [[1, 2], [3]])])
    let lines = try RunEvents.lines(of: run, producer: "test/1")
    let bytes = Array(lines[0].bytes.dropLast())
    for length in 0..<bytes.count {
      let torn = String(decoding: bytes.prefix(length), as: UTF8.self)
      #expect(scan(torn, isWhole: false) == "malformed")
    }
    #expect(scan(String(decoding: bytes, as: UTF8.self), isWhole: false) == "benchmark_result")
  }

  @Test func `no damage makes it stumble`() throws {
    let run = Samples.run([Samples.benchmark("b", [[1, 2], [3]])])
    let good = try RunEvents.lines(of: run, producer: "test/1")[0].bytes.dropLast()
    var generator = SeededGenerator(seed: 6)
    var scanner = EventScanner(EventFilter())
    var collector = MetricCollector(MetricQuery(EventFilter()))
    for _ in 0..<20_000 {
      var bytes = Array(good)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0...3, using: &generator) * 20)
      if case .event(let event) = scanner.scan(bytes.span, isWhole: true),
        let payload = event.payload
      {
        _ = collector.collect(bytes.span, payload: payload, event: event)
      }
    }
    for history in collector.finished(origins: scanner.origins) {
      #expect(history.points.allSatisfy { $0.value.isFinite })
    }
  }

  @Test func `numbers are read as Swift reads them`() {
    var generator = SeededGenerator(seed: 7)
    var texts = ["0", "-0", "1e5", "1E+5", "2.5e-3", "1e308", "123456789012345678901", "0.1"]
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { texts.append("\(value)") }
      texts.append(
        "\(Double(Int.random(in: -9_999_999_999...9_999_999_999, using: &generator)) / 1e4)")
    }
    for text in texts {
      let bytes = Array(text.utf8)
      #expect(JSONScan.number(bytes.span, 0..<bytes.count) == Double(text), "\(text)")
    }
    for text in ["null", "", "-", "true", "1.2.3", "nan", "inf", "1e999", "+1"] {
      let bytes = Array(text.utf8)
      #expect(JSONScan.number(bytes.span, 0..<bytes.count) == nil, "\(text)")
    }
  }

  @Test(
    arguments: [
      (EventFilter(branch: GlobPattern("ma*")), "t"),
      (EventFilter(branch: GlobPattern("x")), "unwanted"),
      (EventFilter(run: "01K"), "t"), (EventFilter(run: "01KA"), "unwanted"),
      (EventFilter(types: [.regression]), "unwanted"), (EventFilter(suite: GlobPattern("")), "t"),
      (EventFilter(since: Timestamp(rawValue: "2026-11-01T00:00:00Z")), "t"),
      (EventFilter(since: Timestamp(rawValue: "2026-11-01T00:00:00.001Z")), "unwanted"),
      (EventFilter(until: Timestamp(rawValue: "2026-10-31T23:59:59Z")), "unwanted"),
      (EventFilter(environment: GlobPattern("linux*")), "unwanted"),
      (EventFilter(commit: "abc"), "unwanted"),
    ] as [(EventFilter, String)])
  func `a filter looks at what is around the payload`(filter: EventFilter, expected: String) {
    let members = ",\"branch\":\"main\",\"run_id\":\"01K9\""
    #expect(scan(line(members), filter) == expected)
    #expect(scan(line(members + ",\"payload\":{}"), filter) == expected)
  }
}
