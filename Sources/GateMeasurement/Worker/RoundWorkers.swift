import GateProtocol
import GateRecords

/// The workers of one round, started when first needed and again after a fault.
struct RoundWorkers {
  let launcher: any WorkerLauncher
  let placement: Placement
  /// The side that starts first in this round.
  let first: Side
  private var links: [Side: any WorkerLink] = [:]

  init(launcher: any WorkerLauncher, placement: Placement, first: Side) {
    self.launcher = launcher
    self.placement = placement
    self.first = first
  }

  mutating func pair() throws(LaunchFailure) -> (
    candidate: any WorkerLink, baseline: any WorkerLink
  ) {
    _ = try link(first)
    return (try link(.candidate), try link(.baseline))
  }

  mutating func link(_ side: Side) throws(LaunchFailure) -> any WorkerLink {
    if let link = links[side] { return link }
    do {
      let link = try launcher.launch(side, placement)
      _ = try WorkerConversation(link, side: side, limit: 10).greeting()
      links[side] = link
      return link
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
  }

  mutating func end() {
    for side in Side.allCases { links[side]?.end() }
    links = [:]
  }
}
