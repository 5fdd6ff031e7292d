import Foundation
import Testing

@testable import GateRecords

/// What a record of executed code must not say.
@Suite struct ExecutedRecordTests {
  static let record = ExecutedRecord(
    programHash: String(repeating: "a", count: 64), tool: "valgrind-3.19.0",
    environment: ["LANG": String(repeating: "b", count: 64)],
    libraries: [.init(path: "/lib/libc.so.6", hash: String(repeating: "c", count: 64))],
    files: ["sha256:0"],
    stretches: [
      .init(file: 0, section: ".text.f", first: 0, last: 12),
      .init(file: 0, section: ".text.g", first: 4, last: 4),
    ], outside: ["memcpy"],
    benchmarks: [
      "seen": .init(
        stretches: [0, 1], outside: [0], instructions: [7, 7],
        files: [.init(path: "/data", hash: nil)], readsEnvironment: true, doubt: nil),
      "doubtful": .init(
        stretches: [], outside: [], instructions: [], files: [], readsEnvironment: false,
        doubt: "several threads ran"),
    ])

  @Test func `a record reads as it was written and contradicts nothing`() throws {
    #expect(Self.record.contradiction == nil)
    let data = try JSONEncoder().encode(Self.record)
    #expect(try JSONDecoder().decode(ExecutedRecord.self, from: data) == Self.record)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout ExecutedRecord) -> Void
    init(_ words: String, _ change: @escaping @Sendable (inout ExecutedRecord) -> Void) {
      testDescription = words
      self.change = change
    }
  }

  static let faults = [
    Fault("refers to stretch 2, but there are 2") { $0.benchmarks["seen"]?.stretches = [2] },
    Fault("refers to stretch -1") { $0.benchmarks["doubtful"]?.stretches = [-1] },
    Fault("library function 1, but there are 1") { $0.benchmarks["seen"]?.outside = [1] },
    Fault("was not traced twice") { $0.benchmarks["seen"]?.instructions = [7] },
    Fault("was not traced twice") { $0.benchmarks["doubtful"]?.doubt = nil },
    Fault("different numbers of instructions") { $0.benchmarks["seen"]?.instructions = [7, 8] },
    Fault("refers to file 1, but there are 1") { $0.stretches[1].file = 1 },
    Fault("from 4 to 3") { $0.stretches[1].last = 3 },
    Fault("from -1 to") { $0.stretches[0].first = -1 },
  ]

  @Test(arguments: faults) func `what cannot be is a contradiction`(_ fault: Fault) throws {
    var record = Self.record
    fault.change(&record)
    let contradiction = try #require(record.contradiction)
    #expect(contradiction.contains(fault.testDescription), "\(contradiction)")
  }
}
