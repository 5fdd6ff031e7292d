import GateRecords

/// The result of a launch, with its side.
struct SidedLaunch: Hashable, Sendable {
  let side: Side
  var result = LaunchResult()
}
