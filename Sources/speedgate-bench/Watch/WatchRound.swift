import Foundation
import GateRecords

/// The result of one round of watching.
struct WatchRound {
  /// A benchmark, or a metric of one, beside the baseline.
  struct Row: Hashable {
    let name: String
    let status: FindingStatus
    /// The change, +0.03 for 3 % more, with its interval; nil where nothing was compared.
    let change: Double?
    let low: Double?
    let high: Double?
    /// The reason why it is not compared; nil if it is.
    let message: String?
  }

  /// The outcome of the round.
  enum Outcome {
    /// The program does not build: the compiler's first lines.
    case notBuilt([String])
    /// It could not be measured or judged.
    case notMeasured(reason: String)
    /// The program is the one that the baseline is, or the one that was measured last.
    case sameProgram(BenchMessage)
    /// It was measured: rows, and the confidence that all intervals have at least.
    case measured([Row], confidence: Double?)

    /// Whether the round has a result.
    var isMeasured: Bool {
      switch self {
      case .notBuilt, .notMeasured: false
      case .sameProgram, .measured: true
      }
    }
  }

  let number: Int
  /// When it ended, as a clock shows it: `12:05:40`.
  let time: String
  /// The files that changed since the round before.
  let changed: [String]
  let outcome: Outcome
}

extension WatchRound.Row {
  /// The rows of a verdict, what matters most first: failures, regressions, improvements, what is unproven, the rest.
  ///
  /// Every benchmark has a row for its time; other metrics have one where they changed.
  static func rows(of verdict: Verdict) -> [Self] {
    let findings = verdict.findings.filter { finding in
      switch finding.rule {
      case .presence: finding.status != .passed
      case .regression:
        // The mean says nothing that the typical time does not, in so short a look.
        finding.metric == .wallTime
          || finding.metric != .meanTime
            && [.regressed, .improved, .changed].contains(finding.status)
      default: false
      }
    }
    return findings.map(Self.init).sorted {
      (rank($0.status), -abs($0.change ?? 0), $0.name)
        < (rank($1.status), -abs($1.change ?? 0), $1.name)
    }
  }

  private init(_ finding: Finding) {
    let metric = finding.metric.map { $0 == .wallTime ? "" : " \($0.rawValue)" } ?? ""
    name = finding.benchmark.rawValue + metric
    status = finding.status
    change = finding.change.map { $0.ratio - 1 }
    low = finding.change?.low.map { $0 - 1 }
    high = finding.change?.high.map { $0 - 1 }
    message = finding.change == nil ? finding.message : nil
  }

  private static func rank(_ status: FindingStatus) -> Int {
    switch status {
    case .failed, .missing, .changed: 0
    case .regressed, .overBudget: 1
    case .improved: 2
    case .unproven: 3
    case .new: 4
    case .passed, .sameCode, .skipped: 5
    }
  }

  /// Whether it is counted in place of shown where there is no room.
  var isQuiet: Bool { Self.rank(status) == 5 }
}
