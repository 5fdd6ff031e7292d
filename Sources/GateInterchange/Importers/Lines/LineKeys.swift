import GateFiles
import GateRecords

/// The kinds of lines, each known by a key that no other kind has, and the keys that each may hold.
enum LineKind: String, CaseIterable {
  case header = "schema"
  case step
  case stage
  case sample = "value"
  case failure = "error"

  /// The kind of an object with these keys; nil where none of the keys says it.
  init?(_ members: [JSON5Member]) {
    func has(_ key: String) -> Bool { members.contains { $0.key == key } }
    if has("schema") {
      self = .header
    } else if has("step") {
      self = .step
    } else if has("stage") {
      self = .stage
    } else if has("value") || has("duration_ms") || has("ok") {
      self = .sample
    } else if has("error") {
      self = .failure
    } else {
      return nil
    }
  }

  /// The line's name in messages.
  var noun: String {
    switch self {
    case .header: "a header"
    case .step: "a step"
    case .stage: "a stage"
    case .sample: "a sample"
    case .failure: "an error"
    }
  }

  /// The keys that it may hold.
  var keys: [String] {
    let context = ["launch", "time"]
    let subject = ["benchmark", "tags", "component"] + context
    return switch self {
    case .header: ["schema", "suite", "job", "commit", "branch", "harness"] + context
    case .step: ["step", "kind", "duration_ms", "rows_read", "rows_written"] + subject
    case .stage:
      [
        "stage", "jobs", "workers", "duration_ms", "sequential_ms", "speedup_potential", "speedup",
        "efficiency_pct", "ms_per_job",
      ] + subject
    case .sample:
      [
        "metric", "value", "unit", "better", "duration_ms", "rows_read", "rows_written", "result",
        "ok", "error",
      ] + subject
    case .failure: ["error"] + subject
    }
  }

  /// The prefix of keys that only their writer reads.
  static let ownPrefix = "x_"
}
