import GateRecords

extension HistoryMessage {
  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .compressedMonth: "expand it, or move it out of the folder"
    case .unreadableLines(_, let count):
      count == 1 ? "remove or repair it" : "remove or repair them"
    case .noTimeZone: "write it with Z or an offset"
    case .notGzip: "remove it, or take it from another copy"
    case .identifierGiven: "leave 'id' out"
    case .reservedType: "give another type, or use that command"
    case .invalidType: "write letters, digits, points, hyphens and underscores"
    case .unknownEfficiency: "write good, moderate or poor"
    case .stagesDiffer: "write one of them"
    case .notWithoutJobs: "leave it out"
    case .doesNotFollow: "leave it out or correct it"
    case .unknownState: "write closed, open or half_open"
    case .repeatedStep: "add its times together"
    case .noSteps: "name at least one step"
    case .wrongBottleneck: "leave it out or correct it"
    case .invalidTime: "write it as 2026-01-31T12:00:00Z"
    case .missingMilliseconds: "add it, in milliseconds"
    case .aboveLevel, .breakerChanged, .notAnObject, .cannotRemove: nil
    }
  }
}
