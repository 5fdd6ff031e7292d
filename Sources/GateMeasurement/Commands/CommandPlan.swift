package import GateRecords

/// A command to be measured, with everything around it.
package struct CommandPlan: Hashable, Sendable {
  /// The benchmark's name.
  package var name: String
  /// The program and its arguments, by side.
  package var words: [Side: [String]]
  /// What is run before every run, untimed.
  package var prepare: [String]?
  /// What is run once after the last run.
  package var cleanUp: [String]?
  /// The file that standard input is; nothing unless given.
  package var input: String?
  /// The exit statuses that count as success.
  package var expectedStatuses: Set<Int32> = [0]
  /// Runs before measuring begins; one at least, which shows that the command works.
  package var warmUps = 1
  /// Whether the command's output goes to a file and not to `/dev/null`, which some programs look for.
  package var keepsOutput = false
  /// Whether the command may be bound to one processor.
  package var isBound = false

  /// Creates a plan.
  package init(name: String, words: [Side: [String]]) {
    self.name = name
    self.words = words
  }

  /// The plans for every combination of parameter values, in order; the last parameter varies first.
  ///
  /// `{n}` stands for the value of the parameter `n` wherever words hold it.
  package func expanded(_ parameters: [(name: String, values: [String])]) -> [CommandPlan] {
    var combinations: [[(name: String, value: String)]] = [[]]
    for parameter in parameters {
      combinations = combinations.flatMap { start in
        parameter.values.map { start + [(parameter.name, $0)] }
      }
    }
    return combinations.map { values in
      guard !values.isEmpty else { return self }
      var plan = self
      func filled(_ words: [String]) -> [String] {
        words.map { word in
          values.reduce(word) { Self.replacing("{\($1.name)}", in: $0, by: $1.value) }
        }
      }
      plan.words = words.mapValues(filled)
      plan.prepare = prepare.map(filled)
      plan.cleanUp = cleanUp.map(filled)
      plan.input = input.flatMap { filled([$0]).first }
      plan.name += "{" + values.map { "\($0.name)=\($0.value)" }.joined(separator: ",") + "}"
      return plan
    }
  }

  private static func replacing(_ part: String, in word: String, by value: String) -> String {
    word.split(separator: part, omittingEmptySubsequences: false).joined(separator: value)
  }
}
