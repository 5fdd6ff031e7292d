import GateRecords

/// The fact that one line of `speedgate.lines` states.
enum LineFact: Sendable {
  /// A process begins.
  case header(LineHeader)
  /// A figure of one iteration.
  case sample(LineSample)
  /// A step of the iteration.
  case step(LineStep)
  /// Jobs ran beside each other.
  case stage(LineStage)
  /// Something went wrong.
  case failure(LineFailure)
}

/// The keys that every line may have: its subject, and the place and time at which it was written.
struct LineContext: Sendable {
  /// The benchmark; nil where the header's job is meant.
  var benchmark: String?
  /// Labels of the benchmark, the component among them.
  var tags: [String] = []
  /// The process, where several write into one file.
  var launch: String?
  /// When the line was written.
  var time: ImportedMoment?
}

/// The first line of a process.
struct LineHeader: Sendable {
  var suite: String?
  var job: String?
  var commit: String?
  var branch: String?
  var harness: String?
}

/// A figure of one iteration.
struct LineSample: Sendable {
  var metric: ImportedMetric
  /// In base units; nil for a call of which only the failure is known.
  var value: Double?
  /// Whether the call succeeded; nil where calls that fail are not counted.
  var succeeded: Bool?
  /// The message of a failed call.
  var error: String?
  /// Rows of the iteration as a whole, where they are said beside its time.
  var rowsRead: Int64?
  var rowsWritten: Int64?
  /// The digest of its result.
  var result: String?

  /// Whether it is called a rate or a share and is far above the whole, as a figure in per cent is.
  var isUnlikelyShare: Bool {
    guard metric.unit == .ratio, let value, value > 1.5 else { return false }
    let words = metric.name.rawValue.split(separator: "_")
    return words.contains("rate") || words.contains("share")
  }

  /// Whether it is the time of a whole iteration, to which steps belong.
  var isTotal: Bool { metric.name == .wallTime }
}

/// The source of a figure; figures from two kinds of lines are never one series.
enum LineSource: Sendable {
  /// The time of an iteration, and its steps.
  case iterations
  /// `ok` of calls.
  case calls
  /// Lines with a `metric`.
  case samples
  /// Lines with a `stage`.
  case stage

  /// For messages.
  var words: String {
    switch self {
    case .iterations: "iterations or their steps"
    case .calls: "'ok' of calls"
    case .samples: "a line with 'metric'"
    case .stage: "a stage"
    }
  }
}

/// A step of the iteration.
struct LineStep: Sendable {
  var share: ImportedSteps.Share
}

/// Jobs that ran in parallel, and the stated gain.
struct LineStage: Sendable {
  var jobs: Int
  var workers: Int
  var milliseconds: Double
  var sequentialMilliseconds: Double?
  var speedupPotential: Double?
  var speedup: Double?
  var efficiencyPercent: Double?
  var millisecondsPerJob: Double?
}

/// Something that went wrong, with a benchmark or with the run as a whole.
struct LineFailure: Sendable {
  var message: String
}
