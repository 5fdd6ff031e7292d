import GateRecords

/// The machines of a merged run in groups that may differ: kinds of machine, or single machines of one kind.
struct MachineGroups: Hashable {
  /// A group: its name and the places of its machines.
  struct Group: Hashable {
    let name: String
    let places: Set<Int>
  }

  let groups: [Group]
  /// Whether the groups are kinds of machine.
  let areKinds: Bool

  /// Nil for a run that one machine made.
  init?(_ machines: [MachineRecord]?) {
    guard let machines, machines.count > 1 else { return nil }
    var order: [String] = []
    var places: [String: Set<Int>] = [:]
    for (place, machine) in machines.enumerated() {
      let key = machine.environment.key
      if places[key] == nil { order.append(key) }
      places[key, default: []].insert(place)
    }
    areKinds = order.count > 1
    if areKinds {
      let names = Self.names(of: order.map { key in machines[places[key]?.min() ?? 0].environment })
      groups = zip(order, names).map { Group(name: $1, places: places[$0] ?? []) }
    } else {
      groups = machines.indices.map { place in
        let runner = machines[place].environment.runner.map { " (\($0))" } ?? ""
        return Group(name: "machine \(place + 1) of \(machines.count)\(runner)", places: [place])
      }
    }
  }

  /// The processors' names, with what else differs where two kinds have the same.
  private static func names(of kinds: [EnvironmentRecord]) -> [String] {
    kinds.map { kind in
      let same = kinds.filter { $0.processor == kind.processor }
      guard same.count > 1 else { return kind.processor }
      return "\(kind.processor), \(kind.processorCount) processors, \(kind.operatingSystem) "
        + kind.architecture
    }
  }
}
