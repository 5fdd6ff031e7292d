import GateCode
import GateRecords

/// The terminal's output about two builds' functions.
struct CodeReport {
  private let difference: CodeDifference
  private let names: ReadableNames

  init(_ difference: CodeDifference, names: ReadableNames) {
    self.difference = difference
    self.names = names
  }

  /// The counts, and the functions by name.
  var text: String {
    var lines = ["functions: \(counts(difference.functions, of: difference.candidateFunctions))"]
    for (word, names) in Self.kinds(difference.functions) {
      lines += self.names.of(names).map { "  \(word): \($0)" }
    }
    lines.append("data: \(counts(difference.data, of: nil))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many benchmarks run the same code, and of each other one the first reason why that is not proven; empty
  /// where it is not known what they execute.
  static func text(_ findings: [String: CodeComparer.Finding]) -> String {
    guard !findings.isEmpty else { return "" }
    let doubts = findings.compactMap { name, finding -> (name: String, doubt: String)? in
      guard case .open(let doubts, _) = finding else { return nil }
      return (name, doubts.first ?? "")
    }
    .sorted { $0.name < $1.name }
    let lines = doubts.map { "  not proven: \($0.name): \($0.doubt)" }
    return
      (["same code: \(findings.count - doubts.count) of \(findings.count) benchmarks"] + lines)
      .joined(separator: "\n") + "\n"
  }

  private func counts(_ names: CodeDifference.Names, of all: Int?) -> String {
    let found = Self.kinds(names).filter { !$0.names.isEmpty }
      .map { "\(QuantityFormat.grouped(Int64($0.names.count))) \($0.word)" }
      .joined(separator: ", ")
    let total = all.map { " of \(QuantityFormat.grouped(Int64($0)))" } ?? ""
    return (found.isEmpty ? "none differs" : found) + total
  }

  private static func kinds(
    _ names: CodeDifference.Names
  ) -> [(word: String, names: [String])] {
    [
      ("edited", names.edited), ("added", names.added), ("removed", names.removed),
      ("unclear", names.unclear),
    ]
  }
}
