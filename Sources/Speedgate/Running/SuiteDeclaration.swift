/// What a suite declares, and what is wrong with it.
///
/// A suite with a mistake in it does not start: it measures nothing and says what is wrong.
struct SuiteDeclaration {
  let name: String
  let cases: [BenchmarkCase]
  /// The mistakes, one sentence each; empty when the suite can start.
  let problems: [String]

  /// Makes the suite and looks through its declarations.
  init<Suite: BenchmarkSuite>(of suite: Suite.Type) {
    do {
      self.init(name: Suite.name, cases: try Suite().benchmarks.cases)
    } catch {
      self.init(name: Suite.name, cases: [], problems: ["\(error)"])
    }
  }

  private init(name: String, cases: [BenchmarkCase], problems: [String]) {
    self.name = name
    self.cases = cases
    self.problems = problems
  }

  /// Looks through declarations.
  init(name: String, cases: [BenchmarkCase]) {
    self.name = name
    self.cases = cases
    problems =
      (name.isEmpty ? ["the suite has an empty name"] : [])
      + cases.flatMap { one in
        (one.nameProblems + one.problems).map { "benchmark '\(one.name)': \($0)" }
      }
      + Self.duplicates(cases) + Self.unknownReferences(cases)
  }

  /// Why the suite does not start, in one line; nil when it can.
  var complaint: String? {
    guard !problems.isEmpty else { return nil }
    let more = problems.count - Self.mostTold
    return problems.prefix(Self.mostTold).joined(separator: "; ")
      + (more > 0 ? "; and \(more) more" : "")
  }

  /// A mistake in a long series is the same many times.
  private static let mostTold = 3

  private static func duplicates(_ cases: [BenchmarkCase]) -> [String] {
    var seen: Set<String> = []
    var told: Set<String> = []
    return cases.compactMap { one in
      guard !seen.insert(one.name).inserted, told.insert(one.name).inserted else { return nil }
      return one.parameter.isEmpty
        ? "two benchmarks are named '\(one.name)'; names must be unique, rename one"
        : "two benchmarks are named '\(one.name)'; give every value of a parameter once"
    }
  }

  private static func unknownReferences(_ cases: [BenchmarkCase]) -> [String] {
    let names = Set(cases.map(\.name))
    return cases.compactMap { one in
      guard let reference = one.sameResultAs, !names.contains(reference) else { return nil }
      return "benchmark '\(one.name)': sameResult(as:) names '\(reference)', "
        + "and the suite has no such benchmark; give its full name, with its groups"
    }
  }
}

extension BenchmarkCase {
  /// What is wrong with the name.
  fileprivate var nameProblems: [String] {
    let plain = name.hasSuffix(parameter) ? name.dropLast(parameter.count) : name[...]
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.contains(where: \.isEmpty) else { return [] }
    return [
      parts.count == 1
        ? "its name is empty" : "a part of its name is empty; groups are separated by one '/'"
    ]
  }
}
