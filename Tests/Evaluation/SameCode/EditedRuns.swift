import Foundation
import GateCode

/// Runs benchmarks of the small suite, on the real processor and on callgrind's.
struct EditedRuns {
  /// Where programs run: always at this path, so that nothing differs but their code.
  let folder: String

  private var program: String { "\(folder)/suite" }
  private static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "LD_BIND_NOW": "1",
    "SWIFT_DETERMINISTIC_HASHING": "1", "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Puts a program in its place.
  func place(_ path: String) throws {
    try? FileManager.default.removeItem(atPath: program)
    try FileManager.default.copyItem(atPath: path, toPath: program)
  }

  /// The digests that benchmarks print; none of those that a program does not reach.
  func digests(_ names: [String]) throws -> [String: String] {
    let done = try Command.run(
      ["timeout", "20", program] + names, in: folder, environment: Self.environment)
    return Dictionary(
      done.lines.compactMap { line in
        let words = line.split(separator: " ")
        return words.count == 2 ? (String(words[0]), String(words[1])) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Runs benchmarks in one process under callgrind.
  ///
  /// - Returns: The profiles, as files, in the order in which they were written.
  private func trace(_ names: [String], _ arguments: [String]) throws -> [[UInt8]] {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: folder) where name.hasPrefix("executed") {
      try manager.removeItem(atPath: "\(folder)/\(name)")
    }
    _ = try Command.run(
      [
        "timeout", "120", "valgrind", "--callgrind-out-file=\(folder)/executed",
        "--log-file=\(folder)/log",
      ] + CallgrindProfile.arguments + arguments + [program] + names,
      in: folder, environment: Self.environment)
    // One that was asked for has a number, the one of the program's end has none.
    let files = try manager.contentsOfDirectory(atPath: folder).filter { name in
      name.hasPrefix("executed") && name.contains("-")
    }
    func number(_ name: String) -> Int {
      Int(name.dropFirst("executed.".count).prefix { $0 != "-" }) ?? .max
    }
    return try files.sorted { number($0) < number($1) }
      .map { try EditedProgram.bytes("\(folder)/\($0)") }
  }

  /// What the gate records of a benchmark: two runs, with all that was asked of the system.
  func recorded(_ name: String, _ map: LinkMap) throws -> ExecutedCode {
    var runs: [[CallgrindProfile]] = []
    var doubt: String?
    for _ in 0..<2 {
      runs.append(
        try trace([name], SystemCallLog.arguments).map {
          try CallgrindProfile($0, file: "profile", program: program)
        })
      let log = try SystemCallLog(try EditedProgram.bytes("\(folder)/log"), file: "log")
      doubt = doubt ?? log.doubt
    }
    var code = ExecutedCode(runs: runs, map: map)
    code.doubt = code.doubt ?? doubt
    return code
  }

  /// How often each benchmark executes each instruction of the program, by the section and the place there.
  ///
  /// They run one after the other; the first has the program's beginning, the last its end. None depends on those that
  /// did not end. Profiles are read here once more, without what the proof uses to read them.
  func counts(_ names: [String], _ map: LinkMap) throws -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    var files: [Int: String] = [:]
    let profiles = try trace(names, ["--dump-after=edited_print"])
    for (part, profile) in profiles.enumerated() where !names.isEmpty {
      let name = names[min(part, names.count - 1)]
      for (address, cost) in costs(profile) {
        guard let piece = map.piece(at: address) else {
          counts[name, default: [:]]["unknown", default: 0] += cost
          continue
        }
        let file = files[piece.address] ?? Self.name(of: piece, map)
        files[piece.address] = file
        if file.isEmpty { continue }
        counts[name, default: [:]]["\(file)+\(address - piece.address)", default: 0] += cost
      }
    }
    return counts
  }

  /// How often each instruction of the program was executed, by its address.
  private func costs(_ profile: [UInt8]) -> [Int: Int] {
    var costs: [Int: Int] = [:]
    var isOwn = false
    var isCall = false
    for line in profile.split(separator: 0x0a) {
      if line.starts(with: "ob=".utf8) {
        isOwn = line.dropFirst(3).elementsEqual(program.utf8)
      } else if line.starts(with: "calls=".utf8) {
        isCall = true
      } else if line.starts(with: "0x".utf8) {
        if isOwn, !isCall {
          let words = line.split(separator: 0x20)
          let address = Int(String(decoding: words[0].dropFirst(2), as: UTF8.self), radix: 16) ?? 0
          let cost = Int(String(decoding: words[words.count - 1], as: UTF8.self)) ?? 0
          costs[address, default: 0] += cost
        }
        isCall = false
      }
    }
    return costs
  }

  /// What a piece of the program is called; empty where its numbers say nothing of the code.
  ///
  /// The runtime's tables of metadata are looked up by address, so that how long a search takes depends on where data
  /// lies. What leads to functions of libraries lies where their number puts it.
  private static func name(of piece: LinkMap.Piece, _ map: LinkMap) -> String {
    let file = map.file(of: piece)
    let isByAddress = file.contains("/") && byAddress.contains { piece.section.contains($0) }
    return file == "<internal>" || isByAddress ? "" : "\(file):\(piece.section)"
  }

  private static let byAddress = ["ConcurrentReadableHashMap", "MetadataCacheKey"]
}
