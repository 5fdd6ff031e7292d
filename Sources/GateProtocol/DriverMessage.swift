/// The messages from the driver to a worker; one line each.
///
/// `docs/formats/worker-protocol.md` has the dialogue.
package enum DriverMessage: Hashable, Sendable {
  /// Name every benchmark.
  case list
  /// Begin the benchmark of this index.
  case run(index: Int)
  /// Warm up and find how many iterations last at least this many nanoseconds.
  case calibrate(target: UInt64)
  /// Run for this many nanoseconds without measuring.
  case warm(duration: UInt64)
  /// Take samples of this many iterations each.
  case sample(iterations: Int, count: Int)
  /// Run this many iterations once and count what they do, without timing them.
  case count(iterations: Int)
  /// Run for this many nanoseconds and sample the stack at an interval, without timing it.
  case look(duration: UInt64, interval: UInt64)
  /// End the benchmark and report what else it recorded.
  case finish
  /// Exit.
  case quit

  /// The version of the protocol, which the worker's greeting says.
  package static let version = 5

  /// The first version whose workers can look at what they run.
  package static let firstVersionWithLooks = 3

  /// The versions that a driver understands: a baseline's program may be older than it.
  package static let understoodVersions = 1...version

  /// The message as a line, without its end.
  package var line: String {
    switch self {
    case .list: "list"
    case .run(let index): "run \(index)"
    case .calibrate(let target): "calibrate \(target)"
    case .warm(let duration): "warm \(duration)"
    case .sample(let iterations, let count): "sample \(iterations) \(count)"
    case .count(let iterations): "count \(iterations)"
    case .look(let duration, let interval): "look \(duration) \(interval)"
    case .finish: "finish"
    case .quit: "quit"
    }
  }

  /// Parses a line; nil when it is not a message of this version.
  package init?(line: some StringProtocol) {
    let fields = line.split(separator: " ", omittingEmptySubsequences: false)
    switch (fields[0], fields.count) {
    case ("list", 1): self = .list
    case ("finish", 1): self = .finish
    case ("quit", 1): self = .quit
    case ("run", 2):
      guard let index = Int(fields[1]), index >= 0 else { return nil }
      self = .run(index: index)
    case ("calibrate", 2):
      guard let target = UInt64(fields[1]) else { return nil }
      self = .calibrate(target: target)
    case ("warm", 2):
      guard let duration = UInt64(fields[1]) else { return nil }
      self = .warm(duration: duration)
    case ("sample", 3):
      guard let iterations = Int(fields[1]), iterations > 0, let count = Int(fields[2]), count > 0
      else { return nil }
      self = .sample(iterations: iterations, count: count)
    case ("look", 3):
      guard let duration = UInt64(fields[1]), let interval = UInt64(fields[2]), interval > 0 else {
        return nil
      }
      self = .look(duration: duration, interval: interval)
    case ("count", 2):
      guard let iterations = Int(fields[1]), iterations > 0 else { return nil }
      self = .count(iterations: iterations)
    default: return nil
    }
  }
}
