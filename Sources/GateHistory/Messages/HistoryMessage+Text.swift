import GateRecords

extension HistoryMessage {
  @_optimize(none)
  package var text: String {
    switch self {
    case .compressedMonth(let path): "\(path): a compressed month is not read"
    case .unreadableLines(let place, let count):
      "\(place): "
        + "\(count == 1 ? "a line is not an event and was" : "\(count) lines, the first one here, are not events and were") "
        + "passed over"
    case .noTimeZone(let place): "\(place): a timestamp names no time zone and is read as UTC"
    case .aboveLevel(let status, let metric, let value, let limit):
      "\(status): \(metric) is \(value), above \(limit)"
    case .breakerChanged(let from, let to, let benchmark):
      "circuit breaker went from \(from) to \(to)\(benchmark.map { " in \($0)" } ?? "")"
    case .notAnObject: "is not a JSON object"
    case .cannotRemove: "the system refuses to remove it"
    case .notGzip: "its name ends in .gz, but it is not a gzip file"
    case .identifierGiven: "an event's identifier is made from its content"
    case .reservedType(let type, let command):
      "'\(type)' is written by 'speedgate-detect \(command)'"
    case .invalidType(let text): "event_type cannot be '\(text)'"
    case .unknownEfficiency(let text): "query_efficiency cannot be '\(text)'"
    case .stagesDiffer(let payload, let type):
      "the stage is '\(payload)' in the payload and '\(type)' in event_type"
    case .notWithoutJobs(let key): "\(key) has no meaning for a stage without jobs or without time"
    case .doesNotFollow(let key, let given, let expected):
      "\(key) is \(given), but \(expected) follows from the other keys"
    case .unknownState(let key, let text): "\(key) cannot be '\(text)'"
    case .repeatedStep(let id): "the step '\(id)' is there twice"
    case .noSteps: "steps is empty"
    case .wrongBottleneck(let given, let longest):
      "bottleneck_step is '\(given)', but the longest step is '\(longest)'"
    case .invalidTime(let text): "timestamp cannot be '\(text)'"
    case .missingMilliseconds(let key): "'\(key)' is missing"
    }
  }
}
