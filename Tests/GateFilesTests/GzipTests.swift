import Foundation
import GateFiles
import TestSupport
import Testing

@Suite struct GzipTests {
  /// The same numbers in every run.
  private struct Source: RandomNumberGenerator {
    var state: UInt64 = 7
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  /// Contents of every kind that a compressor treats differently.
  static let contents: [[UInt8]] = {
    var source = Source()
    func random(_ count: Int, below limit: UInt8) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: 0..<limit, using: &source) }
    }
    let record = (0..<900).map { "{\"launches\":[[\($0 * 7919).25]],\"metric\":\"wall_time\"}" }
    return [
      [], [0], [1, 2], Array(repeating: 7, count: 3), Array(repeating: 7, count: 100_000),
      Array(0...255), random(70_000, below: 255), random(70_000, below: 2), random(500, below: 4),
      Array(record.joined(separator: ",").utf8),
      // A piece as far back as one may lie, and one byte further.
      random(32_768, below: 255) + Array("needle in a haystack".utf8)
        + Array(repeating: 9, count: 32_748) + Array("needle in a haystack".utf8),
      random(32_769, below: 255) + random(32_769, below: 255),
    ]
  }()

  @Test(arguments: contents.indices)
  func `what is compressed comes back`(_ number: Int) throws {
    let bytes = Self.contents[number]
    let small = Gzip.compress(bytes)
    #expect(Gzip.isCompressed(Data(small)))
    #expect(try Gzip.expand(small, path: "f") == bytes)
  }

  @Test func `what repeats becomes small, and what does not hardly grows`() {
    #expect(Gzip.compress(Self.contents[4]).count < 400)
    #expect(Gzip.compress(Self.contents[6]).count < 70_000 + 1_000)
  }

  // Made by Python's zlib: a stored block, fixed codes, a header with name and comment.
  @Test(
    arguments: [
      ("H4sIAAAAAAAA/wEFAPr/aGVsbG+GphA2BQAAAA==", "hello"),
      ("H4sIAAAAAAAA/8tIzcnJVyjPL8pJAQABAAAACwAAAA==", nil),
      ("H4sIGAAAAAAA/2YAYwDLSM3JyVcozy/KSQEAhRFKDQsAAAA=", "hello world"),
    ] as [(String, String?)])
  func `what other programs compressed is read`(_ base64: String, _ text: String?) throws {
    let data = try #require(Data(base64Encoded: base64))
    guard let text else {
      // The same bytes with a wrong check value.
      #expect(throws: FileError.self) { try Gzip.expand(data, path: "f") }
      return
    }
    #expect(String(decoding: try Gzip.expand(data, path: "f"), as: UTF8.self) == text)
  }

  @Test func `gzip itself reads it, and is read`() throws {
    let program = "/usr/bin/gzip"
    try #require(FileManager.default.isExecutableFile(atPath: program))
    let folder = try TemporaryFolder()
    for (number, bytes) in Self.contents.enumerated() {
      let path = folder.file("f\(number).gz")
      try Data(Gzip.compress(bytes)).write(to: URL(fileURLWithPath: path))
      let expanded = folder.file("f\(number)")
      try run(program, ["-dk", path])
      #expect(try Data(contentsOf: URL(fileURLWithPath: expanded)) == Data(bytes), "\(number)")
      try run(program, ["-f", "-\(1 + number % 9)", expanded])
      let theirs = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(try Gzip.expand(theirs, path: path) == Data(bytes), "\(number)")
    }
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(arguments)")
  }

  @Test func `a damaged file is refused or unharmed, whichever bit fell over`() {
    let bytes = Array("[1.25,1.5,1.25,1.75,1.25,1.5,12345,12345]".utf8)
    let small = Gzip.compress(bytes)
    for bit in 0..<(8 * small.count) {
      var damaged = small
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      guard let back = try? Gzip.expand(damaged, path: "f") else { continue }
      #expect(back == bytes, "bit \(bit)")
    }
    for length in 0..<small.count {
      #expect(throws: FileError.self) { try Gzip.expand(Array(small[..<length]), path: "f") }
    }
  }

  @Test func `a file that lost its end is called cut off, and not too large`() {
    let small = Gzip.compress(Self.contents[9])
    for length in stride(from: 20, to: small.count, by: 7) {
      do {
        _ = try Gzip.expand(Array(small[..<length]), path: "kept.json.gz")
        Issue.record("\(length) bytes of \(small.count) were enough")
      } catch {
        guard case .malformed(_, _, let reason) = error else {
          Issue.record("\(length): \(error)")
          continue
        }
        #expect(reason.hasPrefix("the gzip file is "), "\(reason)")
      }
    }
  }

  @Test func `nothing larger than the limit is made, whatever the file says`() {
    let small = Gzip.compress(Array(repeating: 0, count: 5_000_000))
    #expect(throws: FileError.self) { try Gzip.expand(small, path: "f", limit: 4_000_000) }
    // A file that claims to be small, and is not.
    var liar = small
    liar.replaceSubrange((liar.count - 4)..., with: [1, 0, 0, 0])
    #expect(throws: FileError.self) { try Gzip.expand(liar, path: "f") }
  }
}
