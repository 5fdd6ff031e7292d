import GateRecords

/// The benchmarks that a suite declares, with the mistakes in their declarations.
///
/// A suite with a mistake does not start: it measures nothing and reports the mistake.
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

  /// Checks declarations.
  init(name: String, cases: [BenchmarkCase]) {
    self.name = name
    self.cases = cases
    problems =
      (name.isEmpty ? [SuiteMessage.suiteNameEmpty.line] : [])
      + cases.flatMap { one in
        (one.nameProblems + one.problems).map {
          SuiteMessage.inBenchmark(one.name, problem: $0).line
        }
      }
      + Self.duplicates(cases) + Self.unknownReferences(cases)
  }

  /// Why the suite does not start, in one line; nil when it can.
  var complaint: String? {
    guard !problems.isEmpty else { return nil }
    let more = problems.count - Self.mostShown
    let shown =
      problems.prefix(Self.mostShown) + (more > 0 ? [SuiteMessage.moreProblems(more).line] : [])
    return shown.joined(separator: "; ")
  }

  /// A mistake in a long series is the same many times.
  private static let mostShown = 3

  private static func duplicates(_ cases: [BenchmarkCase]) -> [String] {
    var seen: Set<String> = []
    var reported: Set<String> = []
    return cases.compactMap { one in
      guard !seen.insert(one.name).inserted, reported.insert(one.name).inserted else { return nil }
      let message: SuiteMessage =
        one.parameter.isEmpty ? .nameTwice(one.name) : .valueTwice(one.name)
      return message.line
    }
  }

  private static func unknownReferences(_ cases: [BenchmarkCase]) -> [String] {
    let names = Set(cases.map(\.name))
    return cases.compactMap { one in
      guard let reference = one.sameResultAs, !names.contains(reference) else { return nil }
      return SuiteMessage.inBenchmark(
        one.name, problem: SuiteMessage.sameResultUnknown(reference).line
      ).line
    }
  }
}

extension BenchmarkCase {
  /// The mistakes in the name.
  fileprivate var nameProblems: [String] {
    let plain = name.hasSuffix(parameter) ? name.dropLast(parameter.count) : name[...]
    let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.contains(where: \.isEmpty) else { return [] }
    return [(parts.count == 1 ? SuiteMessage.nameEmpty : .namePartEmpty).line]
  }
}
