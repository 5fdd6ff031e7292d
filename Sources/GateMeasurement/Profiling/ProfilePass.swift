import Dispatch
package import GateBudgets
import GateProfiling
package import GateRecords
import Synchronization

/// Profiles benchmarks in one program or two; no time is measured meanwhile.
package struct ProfilePass {
  /// A benchmark to profile.
  package struct Request: Hashable, Sendable {
    /// The benchmark.
    package var name: BenchmarkIdentifier
    /// Nanoseconds of one iteration, as they were measured; nil where they were not.
    package var times: [Side: Double]
    /// Whether the baseline's program is left out, as where it does not have the benchmark.
    package var isAlone: Bool

    /// Asks for a benchmark's profile.
    package init(
      _ name: BenchmarkIdentifier, times: [Side: Double] = [:], isAlone: Bool = false
    ) {
      self.name = name
      self.times = times
      self.isAlone = isAlone
    }
  }

  private let programs: [Side: ProcessLauncher.Program]
  private let environment: [String: String]
  private let renames: Renames
  private let callgrind: CallgrindProfiler?
  private let sampling: SamplingProfiler?
  /// Seconds for all benchmarks together.
  private let totalLimit: Double

  /// Seconds that a benchmark's programs may be silent: preparing is some fifty times slower on a simulated processor.
  private static let silence = 15.0

  /// Prepares to profile.
  ///
  /// - Parameters:
  ///   - method: How; nil for callgrind where it works, and sampling otherwise.
  ///   - totalLimit: Seconds after which no other benchmark is begun.
  package init(
    candidate: ProcessLauncher.Program, baseline: ProcessLauncher.Program?,
    environment: [String: String], renames: Renames = .none, method: ProfileMethod? = nil,
    totalLimit: Double = 30
  ) {
    var programs = [Side.candidate: candidate]
    programs[.baseline] = baseline
    self.programs = programs
    var environment = environment
    environment["SPEEDGATE_PADDING"] = nil
    self.environment = environment
    self.renames = renames
    self.totalLimit = totalLimit
    callgrind =
      method == .sampled ? nil : CallgrindProfiler(environment: environment, limit: Self.silence)
    sampling =
      method == .callgrind
      ? nil : SamplingProfiler(environment: environment, limit: Self.silence)
  }

  /// Profiles benchmarks one after the other, as many as there is time for.
  ///
  /// - Parameter report: Called with how many are done, and how many there are.
  package func profiles(
    of requests: [Request], report: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) -> [BenchmarkProfile] {
    let start = DispatchTime.now().uptimeNanoseconds
    return requests.enumerated().map { place, request in
      report(place, requests.count)
      let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      guard elapsed < totalLimit else {
        return BenchmarkProfile(
          benchmark: request.name, method: callgrind == nil ? .sampled : .callgrind,
          reason: MeasurementMessage.profilesOutOfTime(seconds: Int(totalLimit)).line)
      }
      return profile(of: request)
    }
  }

  private func profile(of request: Request) -> BenchmarkProfile {
    var reasons: [String] = []
    if let callgrind {
      do {
        return try counted(request, callgrind)
      } catch {
        reasons.append("callgrind: \(Self.words(error))")
      }
    } else if sampling == nil {
      reasons.append(MeasurementMessage.valgrindMissing.line)
    }
    if let sampling {
      do {
        return try sampled(request, sampling)
      } catch {
        reasons.append("sampling: \(Self.words(error))")
      }
    }
    return BenchmarkProfile(
      benchmark: request.name, method: sampling == nil ? .callgrind : .sampled,
      reason: reasons.joined(separator: "; "))
  }

  /// The factor by which a simulated processor is slower, and the seconds that it may run a benchmark for.
  private static let slowdown = 60.0
  private static let simulated = 0.4

  private func counted(
    _ request: Request, _ callgrind: CallgrindProfiler
  ) throws -> BenchmarkProfile {
    let slowest = request.times.values.max() ?? typicalTime(request)
    let room = Self.simulated * 1e9 / (max(slowest, 1) * Self.slowdown)
    let iterations = max(1, min(100, Int(min(room, 100))))
    let names = names(of: request.name)
    let programs = programs(for: request)
    let sides = Array(programs.keys)
    let found = Mutex<[Side: Result<Profile, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: sides.count) { place in
      let side = sides[place]
      guard let program = programs[side], let names = names[side] else { return }
      let result = Result {
        try callgrind.profile(names, in: program, side, iterations: iterations)
      }
      found.withLock { $0[side] = result }
    }
    let profiles = try found.withLock { try $0.mapValues { try $0.get() } }
    return Self.record(request.name, .callgrind, iterations: iterations, profiles, samples: [:])
  }

  private func sampled(
    _ request: Request, _ sampling: SamplingProfiler
  ) throws -> BenchmarkProfile {
    let results = try sampling.profile(
      names(of: request.name), in: programs(for: request), times: request.times)
    return Self.record(
      request.name, .sampled, iterations: nil, results.mapValues(\.profile),
      samples: results.mapValues(\.samples))
  }

  /// Nanoseconds of one iteration, where they were not measured: a second where that cannot be found out.
  private func typicalTime(_ request: Request) -> Double {
    guard let program = programs[.candidate] else { return 1e9 }
    let profiler = SamplingProfiler(environment: environment, limit: Self.silence)
    return (try? profiler.time([request.name.rawValue], in: program)) ?? 1e9
  }

  private func programs(for request: Request) -> [Side: ProcessLauncher.Program] {
    request.isAlone ? programs.filter { $0.key == .candidate } : programs
  }

  /// The names that a benchmark may have in each program, the likeliest first.
  private func names(of benchmark: BenchmarkIdentifier) -> [Side: [String]] {
    programs.keys.reduce(into: [:]) { names, side in
      names[side] =
        [benchmark.rawValue]
        + (side == .candidate ? [] : renames.oldNames(of: benchmark).map(\.rawValue))
    }
  }

  private static func record(
    _ name: BenchmarkIdentifier, _ method: ProfileMethod, iterations: Int?,
    _ profiles: [Side: Profile], samples: [Side: Int]
  ) -> BenchmarkProfile {
    guard let candidate = profiles[.candidate] else {
      return BenchmarkProfile(
        benchmark: name, method: method, reason: MeasurementMessage.profileEmpty.line)
    }
    let difference = ProfileDifference(baseline: profiles[.baseline], candidate: candidate)
    return BenchmarkProfile(
      benchmark: name, method: method, iterations: iterations,
      baseline: profiles[.baseline].map { .init(cost: $0.total, samples: samples[.baseline]) },
      candidate: .init(cost: candidate.total, samples: samples[.candidate]),
      functions: difference.functions,
      leftOut: difference.leftOut > 0 ? difference.leftOut : nil, frames: difference.frames)
  }

  /// One line of whatever went wrong.
  private static func words(_ error: any Error) -> String {
    switch error {
    case let fault as WorkerFault:
      fault.message.hasPrefix("the suite ") ? fault.message : "the suite \(fault.message)"
    case let failure as LaunchFailure: failure.failure.message
    default: "\(error)"
    }
  }
}
