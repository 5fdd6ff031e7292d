@testable import Speedgate

/// A driver that says what it was told to, and keeps what it hears.
final class ScriptedChannel: LineChannel {
  private var script: [String]
  private(set) var heard: [String] = []

  init(_ script: [String]) {
    self.script = script.reversed()
  }

  func receive() -> String? { script.popLast() }

  func send(_ line: String) -> Bool {
    heard.append(line)
    return true
  }

  /// The first words of what was heard.
  var kinds: [String] { heard.map { String($0.prefix { $0 != " " }) } }
}

extension HarnessClock {
  /// A clock of known cost and step.
  static let assumed = HarnessClock(number: 0, name: "test", resolution: 20, cost: 0)
}
