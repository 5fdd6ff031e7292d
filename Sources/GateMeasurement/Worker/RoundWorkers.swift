import GateProtocol
import GateRecords
import GateStatistics

/// The workers of one round, started when first needed and again after a fault.
struct RoundWorkers {
  let launcher: any WorkerLauncher
  /// The processor that all of them are bound to; nil when they may use all.
  let processor: Int?
  /// Whose worker starts first, second and so on: the order drawn for the round.
  let order: [Side]
  /// Bytes that each one's environment is larger by, in the same order.
  private let paddings: [Int]
  private var links: [Int: any WorkerLink] = [:]

  /// Prepares the workers of a round, all with an environment of the same size.
  init(launcher: any WorkerLauncher, processor: Int?, order: [Side]) {
    self.launcher = launcher
    self.processor = processor
    self.order = order
    paddings = order.map { _ in 0 }
  }

  /// Prepares the workers of a round, each with an environment of a size of its own.
  ///
  /// If they shared one, and the size of a change depended on it, then the signs of a block's pairs
  /// would hang together, and the tests of the tolerance would count one observation as two.
  init(
    launcher: any WorkerLauncher, processor: Int?, order: [Side],
    paddedBy generator: inout SeededGenerator
  ) {
    self.launcher = launcher
    self.processor = processor
    self.order = order
    // A page's worth: where the stack stands within its page.
    paddings = order.map { _ in Int.random(in: 0..<4096, using: &generator) }
  }

  /// All workers, in their order.
  mutating func all() throws(LaunchFailure) -> [(side: Side, link: any WorkerLink)] {
    var workers: [(side: Side, link: any WorkerLink)] = []
    for (place, side) in order.enumerated() { workers.append((side, try link(at: place))) }
    return workers
  }

  /// The first worker of a side.
  ///
  /// - Precondition: The order has one.
  mutating func link(_ side: Side) throws(LaunchFailure) -> any WorkerLink {
    guard let place = order.firstIndex(of: side) else {
      preconditionFailure("the round has no worker of that side")
    }
    return try link(at: place)
  }

  private mutating func link(at place: Int) throws(LaunchFailure) -> any WorkerLink {
    if let link = links[place] { return link }
    let side = order[place]
    do {
      let link = try launcher.launch(
        side, Placement(processor: processor, padding: paddings[place]))
      _ = try WorkerConversation(link, side: side, limit: 10).greeting()
      links[place] = link
      return link
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
  }

  mutating func end() {
    for place in order.indices { links[place]?.end() }
    links = [:]
  }
}
