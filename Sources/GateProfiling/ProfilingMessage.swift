import GateRecords

/// Why a profile of callgrind cannot be read.
package enum ProfilingMessage: Message {
  case profileIncomplete
  case costOutsideFunction
  case costBeforeEvents
  case positionMissing
  case costMissing
  case callWithoutFunction
  case callWithoutCost
  case callCountMissing
  case lineUnknown
  case positionsUnknown
  case eventsMissing
  case totalMissing
  case nameMissing
  case numberWithoutName(Int)

  package static let examples: [Self] = [
    .profileIncomplete, .costOutsideFunction, .costBeforeEvents, .positionMissing, .costMissing,
    .callWithoutFunction, .callWithoutCost, .callCountMissing, .lineUnknown, .positionsUnknown,
    .eventsMissing, .totalMissing, .nameMissing, .numberWithoutName(9),
  ]

  @_optimize(none)
  package var text: String {
    switch self {
    case .profileIncomplete: "the profile ends before its totals"
    case .costOutsideFunction: "a cost belongs to no function"
    case .costBeforeEvents: "a cost comes before the kinds of events"
    case .positionMissing: "a position is missing"
    case .costMissing: "a cost is not a number"
    case .callWithoutFunction: "a call names no function"
    case .callWithoutCost: "a call has no cost"
    case .callCountMissing: "the number of calls is missing"
    case .lineUnknown: "the line is of an unknown kind"
    case .positionsUnknown: "the positions are of an unknown kind"
    case .eventsMissing: "no kind of event is named"
    case .totalMissing: "the total is missing"
    case .nameMissing: "a name is missing"
    case .numberWithoutName(let number): "the number \(number) has no name"
    }
  }

  package var remedy: String? { "profile again" }
}
