package import GateRecords

/// A benchmark that is a command, on the sides that have it.
package struct CommandPlan: Hashable, Sendable {
  /// The benchmark's name.
  package var name: String
  /// The command, by side.
  package var sides: [Side: SidedCommand]
  /// Its labels.
  package var tags: [String] = []
  /// Notes for the reader of its record.
  package var notes: [String] = []

  /// Creates a plan.
  package init(name: String, tags: [String] = [], sides: [Side: SidedCommand]) {
    self.name = name
    self.tags = tags
    self.sides = sides
  }

  /// The plans for every combination of parameter values, in order; the last parameter varies first.
  ///
  /// `{n}` means the value of the parameter `n` wherever words hold it.
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
      plan.sides = sides.mapValues { $0.filled(values) }
      plan.name += "{" + values.map { "\($0.name)=\($0.value)" }.joined(separator: ",") + "}"
      return plan
    }
  }

  /// The command whose settings hold for the benchmark as a whole.
  var leading: SidedCommand? { sides[.candidate] ?? sides[.baseline] }
}
