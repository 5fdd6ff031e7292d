import GateProtocol
import GateRecords

/// The workers of one round, started when first needed and again after a fault.
struct RoundWorkers {
  let launcher: any WorkerLauncher
  /// Where each of them runs.
  let placements: [Placement]
  /// Whose worker starts first, second and so on: the order drawn for the round.
  let order: [Side]
  private var links: [Int: any WorkerLink] = [:]
  /// Whether the programs of the launches are made.
  private(set) var isPrepared = false

  /// - Parameter placements: As many as there are workers.
  init(launcher: any WorkerLauncher, placements: [Placement], order: [Side]) {
    self.launcher = launcher
    self.placements = placements
    self.order = order
  }

  /// The processor that all of them are bound to; nil when they may use all.
  var processor: Int? { placements.first?.processor }

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
    prepare()
    do {
      let link = try launcher.launch(side, placements[place])
      _ = try WorkerConversation(link, side: side, limit: 10).greeting()
      links[place] = link
      return link
    } catch {
      throw LaunchFailure(side: side, fault: error)
    }
  }

  /// Makes the programs of all workers before the first of them starts.
  private mutating func prepare() {
    guard !isPrepared else { return }
    isPrepared = true
    let launches = zip(order, placements).compactMap { side, placement in
      placement.layout.map { (side: side, seed: $0) }
    }
    if !launches.isEmpty { launcher.prepare(launches) }
  }

  mutating func end() {
    for place in order.indices { links[place]?.end() }
    links = [:]
  }
}
