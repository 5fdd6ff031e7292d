import GateRecords

/// Messages about builds and whether they are up to date.
package enum BuildMessage: Message {
  case filesChangeWhileBuilding
  case descriptionUnknown
  case folderUnlisted
  case notRemoved
  case staleNotRemoved

  package static let examples: [Self] = [
    .filesChangeWhileBuilding, .descriptionUnknown, .folderUnlisted, .notRemoved, .staleNotRemoved,
  ]

  @_optimize(none)
  package var text: String {
    switch self {
    case .filesChangeWhileBuilding:
      "the program may be out of date, because files change while it is built"
    case .descriptionUnknown: "is not a build description that this version of Speedgate knows"
    case .folderUnlisted: "its contents cannot be listed"
    case .notRemoved: "it cannot be removed"
    case .staleNotRemoved: "it may be out of date and cannot be removed"
    }
  }

  @_optimize(none)
  package var remedy: String? {
    switch self {
    case .filesChangeWhileBuilding:
      "stop the program that changes them, or remove the build folder, and try again"
    case .descriptionUnknown, .folderUnlisted, .notRemoved, .staleNotRemoved: nil
    }
  }
}
