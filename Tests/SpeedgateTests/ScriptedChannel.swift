import Synchronization

@testable import Speedgate

/// A driver that sends scripted lines, and keeps what it hears.
final class ScriptedChannel: LineChannel, Sendable {
  private struct State {
    var script: [String]
    var heard: [String] = []
  }
  private let state: Mutex<State>

  init(_ script: [String]) { state = Mutex(State(script: script.reversed())) }

  var heard: [String] { state.withLock { $0.heard } }

  func receive() -> String? { state.withLock { $0.script.popLast() } }

  func send(_ line: String) -> Bool {
    state.withLock { $0.heard.append(line) }
    return true
  }

  /// The first words of what was heard.
  var kinds: [String] { heard.map { String($0.prefix { $0 != " " }) } }
}

extension HarnessClock {
  /// A clock of known cost and step.
  static let assumed = HarnessClock(number: 0, name: "test", resolution: 20, cost: 0)
}
