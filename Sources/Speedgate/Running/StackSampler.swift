import CSpeedgate
import GateProtocol
import GateRecords

/// Samples what the measured loop is doing, at regular intervals.
///
/// The timer exists only between ``start()`` and ``stop()``. The samples are turned into names and counts afterwards.
@safe final class StackSampler {
  /// The samples, by stack.
  struct Seen {
    var stacks: [WorkerStack] = []
    /// The reason why there are no samples; nil where there are some.
    var reason: String?
  }

  private let interval: UInt64
  /// Made beforehand, because nothing may be allocated while looking.
  private let words: UnsafeMutableBufferPointer<UInt64>
  private var refusal: String?

  /// The words that a look needs at most: three, with the guesses and the frames.
  private static let wordsOfALook = 48

  /// Prepares to sample for a duration, at an interval, both in nanoseconds.
  init(duration: UInt64, interval: UInt64) {
    self.interval = max(interval, 100_000)
    let looks = min(duration / self.interval * 2 + 64, 100_000)
    unsafe words = .allocate(capacity: Int(looks) * Self.wordsOfALook)
    // Pages are given out on first use; that must not happen in the handler.
    unsafe words.initialize(repeating: 0)
  }

  deinit {
    _ = speedgate_sampler_stop()
    unsafe words.deallocate()
  }

  /// Begins to look at the calling thread.
  func start() {
    guard let first = unsafe words.baseAddress else { return }
    let error = unsafe speedgate_sampler_start(interval, first, words.count)
    guard error != 0 else { return }
    refusal =
      speedgate_sampler_is_available()
      ? SuiteMessage.timerRefused(reason: Platform.reason(Int64(error))).line
      : SuiteMessage.samplingMissing.line
  }

  /// Stops and returns what was seen.
  func stop() -> Seen {
    let used = speedgate_sampler_stop()
    if let refusal { return Seen(reason: refusal) }
    guard used >= 0 else {
      return Seen(reason: SuiteMessage.threadChanged.line)
    }
    return Self.gathered(unsafe Array(words.prefix(Int(used))))
  }

  /// Counts equal looks.
  static func gathered(_ words: [UInt64]) -> Seen {
    var counts: [[WorkerStack.Place]: Int] = [:]
    var order: [[WorkerStack.Place]] = []
    var known: [UInt64: WorkerStack.Place] = [:]
    func place(_ address: UInt64) -> WorkerStack.Place {
      if let found = known[address] { return found }
      let inProgram = speedgate_place_in_program(address)
      let made: WorkerStack.Place =
        inProgram >= 0
        ? .program(UInt64(inProgram))
        : .library(unsafe speedgate_symbol(address).map { unsafe String(cString: $0) } ?? "")
      known[address] = made
      return made
    }
    var start = 0
    while start + 3 <= words.count {
      let guesses = Int(words[start])
      let frames = Int(words[start + 1])
      let end = start + 3 + guesses + frames
      guard end <= words.count else { break }
      var stack = [place(words[start + 2])]
      for word in words[(start + 3)..<(start + 3 + guesses)] {
        if case .program(let address) = place(word) { stack.append(.guess(address)) }
      }
      stack += words[(start + 3 + guesses)..<end].map(place)
      if counts[stack] == nil { order.append(stack) }
      counts[stack, default: 0] += 1
      start = end
    }
    return Seen(
      stacks: order.map { WorkerStack(count: counts[$0] ?? 0, places: $0) },
      reason: order.isEmpty ? SuiteMessage.samplesMissing.line : nil)
  }
}
