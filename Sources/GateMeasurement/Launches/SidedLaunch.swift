import GateRecords

/// What a launch gave, and whose launch it is.
struct SidedLaunch: Hashable, Sendable {
  let side: Side
  var result = LaunchResult()
}
