/// The remedy when one launch is not enough.
package enum LaunchRemedy: String, Hashable, Sendable {
  case two = "measure at least 2"
  case twoOnEachSide = "measure at least 2 on each side"
  case observed = "measure at least 2; for a job that runs once, write observed: true"
}
