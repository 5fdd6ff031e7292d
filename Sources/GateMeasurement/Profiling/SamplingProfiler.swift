import GateProfiling
import GateProtocol
import GateRecords

/// Profiles one benchmark by looking again and again at what its programs are doing.
///
/// The programs run side by side, bound to one processor, and are looked at in turn.
struct SamplingProfiler {
  /// The samples of one program.
  struct Result {
    var profile: Profile
    var samples: Int
  }

  private let environment: [String: String]
  private let limit: Double
  private let processor: Int?

  /// Nanoseconds from look to look.
  private static let interval: UInt64 = 500_000
  /// How often each program has its turn, and for how many nanoseconds.
  private static let turns = 8
  private static let turn: UInt64 = 175_000_000

  init(environment: [String: String], limit: Double) {
    self.environment = environment
    self.limit = limit
    processor = Processors.bindable().last
  }

  /// Samples all programs.
  ///
  /// - Parameters:
  ///   - name: The benchmark's name in each program.
  ///   - times: Nanoseconds of one iteration as they were measured; what is missing is taken from what is looked at.
  func profile(
    _ names: [Side: [String]], in programs: [Side: ProcessLauncher.Program],
    times: [Side: Double]
  ) throws -> [Side: Result] {
    let sides = programs.keys.sorted { $0.rawValue < $1.rawValue }
    var links: [WorkerProcess] = []
    defer { links.forEach { $0.end() } }
    var conversations: [(side: Side, conversation: WorkerConversation)] = []
    for side in sides {
      guard let program = programs[side], let known = names[side] else { continue }
      let link = try start(program)
      links.append(link)
      let conversation = WorkerConversation(link, side: side, limit: limit)
      try begin(known, conversation)
      conversations.append((side, conversation))
    }
    var looks: [Side: WorkerConversation.Looks] = [:]
    var fastest: [Side: Double] = [:]
    for _ in 0..<Self.turns {
      for (side, conversation) in conversations {
        let seen = try conversation.look(for: Self.turn, every: Self.interval)
        looks[side, default: .init()].stacks += seen.stacks
        looks[side, default: .init()].iterations += seen.iterations
        let time = seen.nanoseconds / Double(max(1, seen.iterations))
        // Whatever else runs on the machine only ever adds.
        fastest[side] = min(fastest[side] ?? .infinity, time)
      }
    }
    return try looks.reduce(into: [:]) { results, entry in
      guard let path = programs[entry.key]?.path else { return }
      let time = times[entry.key] ?? fastest[entry.key] ?? 0
      results[entry.key] = result(entry.value, try ProgramNames(path), time)
    }
  }

  /// Nanoseconds of one iteration, found as every launch finds them.
  func time(_ names: [String], in program: ProcessLauncher.Program) throws -> Double {
    let link = try start(program)
    defer { link.end() }
    let conversation = WorkerConversation(link, side: .candidate, limit: limit)
    _ = try conversation.greeting()
    try conversation.begin(conversation.benchmark(named: names).index)
    return try conversation.calibrate(1_000_000).1
  }

  private func result(
    _ looks: WorkerConversation.Looks, _ names: ProgramNames, _ time: Double
  ) -> Result {
    let samples = looks.stacks.reduce(0) { $0 + $1.count }
    let profile = Profile(
      stacks: looks.stacks.map { (names.stack($0), $0.count) }, cost: time / Double(max(1, samples))
    )
    return Result(profile: profile, samples: samples)
  }

  private func start(_ program: ProcessLauncher.Program) throws(WorkerFault) -> WorkerProcess {
    let original = Processors.allowed()
    if let processor { Processors.bind(to: [processor]) }
    defer { if processor != nil { Processors.bind(to: original) } }
    var variables = environment.merging(program.environment) { $1 }
    variables["SPEEDGATE_WORKER"] = "1"
    return try WorkerProcess(
      .init(path: program.path, environment: variables.map { "\($0.key)=\($0.value)" }.sorted()))
  }

  private func begin(_ names: [String], _ conversation: WorkerConversation) throws {
    let greeting = try conversation.greeting()
    guard greeting.version >= DriverMessage.firstVersionWithLooks else {
      throw WorkerFault(.refused, .sampledByOlder)
    }
    let benchmark = try conversation.benchmark(named: names)
    guard !benchmark.usesSeveralThreads else {
      throw WorkerFault(.refused, .sampledOnThreads(benchmark.name))
    }
    try conversation.begin(benchmark.index)
    try conversation.warm(20_000_000)
  }
}
