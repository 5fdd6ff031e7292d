import Foundation
import GateFiles
import GateRecords
import GateStatistics

/// The measurements of a bisection, stored so that an interrupted one continues.
///
/// The type is its own format; only a later call reads it.
struct BisectionState: Hashable, Codable {
  static let schema = SchemaVersion(name: "speedgate.bisection-state", version: 1)

  /// Launch pairs of two programs.
  struct Pairs: Hashable, Codable {
    /// The program's SHA-256.
    var candidate: String
    /// The SHA-256 of the one beside it.
    var baseline: String
    /// ln(candidate ÷ baseline), in the order they came.
    var logRatios: [Double]

    private enum CodingKeys: String, CodingKey {
      case candidate, baseline
      case logRatios = "log_ratios"
    }
  }

  var schema = Self.schema
  /// Batches of launch pairs that were measured, which number the seeds.
  var batches = 0
  /// All pairs, two programs a row.
  var pairs: [Pairs] = []
  /// Commits that do not build or do not run, with the reason.
  var failures: [String: String] = [:]

  /// The pairs of two programs.
  func logRatios(of candidate: String, beside baseline: String) -> [Double] {
    pairs.first { $0.candidate == candidate && $0.baseline == baseline }?.logRatios ?? []
  }

  /// Adds pairs.
  mutating func add(_ logRatios: [Double], of candidate: String, beside baseline: String) {
    batches += 1
    if let place = pairs.firstIndex(where: { $0.candidate == candidate && $0.baseline == baseline })
    {
      pairs[place].logRatios += logRatios
    } else {
      pairs.append(Pairs(candidate: candidate, baseline: baseline, logRatios: logRatios))
    }
  }
}

/// Where a bisection's state is kept: in the repository's own folder, by what is asked.
struct BisectionFile {
  let path: String

  /// - Parameter question: Everything that makes it another search.
  init(root: String, question: [String]) {
    var digest = SHA256()
    digest.update(question.joined(separator: "\u{0}").utf8)
    path = "\(root)/bisect/\(digest.hexDigest()).json"
  }

  /// Returns the measurements of an earlier call; empty if there was none.
  ///
  /// - Throws: `FileError` where it is there and cannot be read.
  func read() throws(FileError) -> BisectionState {
    let state = try RecordFile.readIfPresent(
      BisectionState.self, schema: BisectionState.schema, at: path,
      contradiction: { state in
        state.pairs.allSatisfy { $0.logRatios.allSatisfy(\.isFinite) }
          && (0...1_000_000_000).contains(state.batches)
          ? nil : BenchMessage.bisectionDamaged.line
      })
    var known = state ?? BisectionState()
    // The reason why a commit could not be built or measured may be gone by now.
    known.failures = [:]
    return known
  }

  /// Keeps what was measured.
  func write(_ state: BisectionState) throws(FileError) {
    try RecordFile.write(state, to: path)
  }

  /// Forgets it, when the search has ended.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
