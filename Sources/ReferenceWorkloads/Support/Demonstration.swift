import Speedgate

/// Slow-downs and faults on demand, to see a gate fail.
///
/// `SPEEDGATE_REFERENCE_SLOWDOWN=pipeline/embedding=50%` makes each iteration of that benchmark do half
/// as much work again; `SPEEDGATE_REFERENCE_FAULT=pipeline/embedding=crash` makes it crash (or `throw`,
/// `hang`, `print`, or `fail` behind its circuit breaker). Several are separated by commas. Only this
/// suite reads them, and only its `pipeline/` benchmarks take part.
struct Demonstration: Sendable {
  enum Fault: String, Sendable {
    case crash, `throw`, hang, print, fail
  }

  /// A mistake in one of the variables, or the fault that was asked for.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What the environment asks for.
  static let fromEnvironment = Demonstration(
    slowdowns: Platform.environment("SPEEDGATE_REFERENCE_SLOWDOWN") ?? "",
    faults: Platform.environment("SPEEDGATE_REFERENCE_FAULT") ?? "")

  private var extraPercent: [String: Int] = [:]
  private var faults: [String: Fault] = [:]
  private var mistake: String?

  init(slowdowns: String, faults: String) {
    for (name, value) in Self.entries(slowdowns) {
      guard value.hasSuffix("%"), let percent = Int(value.dropLast()), (0...1000).contains(percent)
      else {
        mistake = "SPEEDGATE_REFERENCE_SLOWDOWN: '\(name)=\(value)' should be NAME=50%"
        continue
      }
      extraPercent[name] = percent
    }
    for (name, value) in Self.entries(faults) {
      guard let fault = Fault(rawValue: value) else {
        mistake =
          "SPEEDGATE_REFERENCE_FAULT: '\(value)' should be crash, throw, hang, print or fail"
        continue
      }
      self.faults[name] = fault
    }
    let names = extraPercent.keys.sorted() + self.faults.keys.sorted()
    if mistake == nil, let other = names.first(where: { !$0.hasPrefix("pipeline/") }) {
      mistake = "SPEEDGATE_REFERENCE_…: '\(other)' takes no part; benchmarks of pipeline/ do"
    }
  }

  /// The share of its work that a benchmark does on top, in per cent.
  func extraWork(for benchmark: String) throws -> Int {
    if let mistake { throw Failure(description: mistake) }
    return extraPercent[benchmark] ?? 0
  }

  /// Does the harm that was asked for.
  func harm(_ benchmark: String) throws {
    switch faults[benchmark] {
    case .crash: fatalError("asked to crash by SPEEDGATE_REFERENCE_FAULT")
    case .throw: throw Failure(description: "asked to throw by SPEEDGATE_REFERENCE_FAULT")
    case .hang: while blackBox(true) {}
    case .print: print("calibrated 1 1.0\nfinished")
    case .fail, nil: break
    }
  }

  /// What each of its calls throws; nil when they are to succeed.
  func failure(of benchmark: String) -> Failure? {
    faults[benchmark] == .fail
      ? Failure(description: "asked to fail by SPEEDGATE_REFERENCE_FAULT") : nil
  }

  /// Pairs `name=value` of a list; the name may hold `=` inside braces, so the last one counts.
  private static func entries(_ list: String) -> [(String, String)] {
    list.split(separator: ",").map { entry in
      guard let equals = entry.lastIndex(of: "=") else { return (String(entry), "") }
      return (String(entry[..<equals]), String(entry[entry.index(after: equals)...]))
    }
  }
}

extension BenchmarkRun {
  /// Measures work that can be cut into slices, with a share more of it where a slow-down is asked for.
  ///
  /// Each iteration does every slice once and then the first slices again, so that a slow-down of 50 %
  /// is half the work once more, in every single iteration.
  ///
  /// - Parameter breaker: What an iteration's work goes through, where it may fail.
  func measureSlices<Result>(
    _ benchmark: String, count: Int, breaker: Benchmark.GuardedCalls? = nil,
    _ slice: (Int) -> Result
  ) throws {
    let demonstration = Demonstration.fromEnvironment
    try demonstration.harm(benchmark)
    let all = count + (count * (try demonstration.extraWork(for: benchmark)) + 50) / 100
    func work() {
      for index in 0..<all { blackHole(slice(index < count ? index : (index - count) % count)) }
    }
    let failure = demonstration.failure(of: benchmark)
    guard let breaker else {
      if failure != nil {
        throw Demonstration.Failure(
          description:
            "SPEEDGATE_REFERENCE_FAULT: \(benchmark) has no circuit breaker to fail behind")
      }
      measure { work() }
      return
    }
    measure {
      breaker.call(fallback: ()) {
        if let failure { throw failure }
        work()
      }
    }
  }
}
