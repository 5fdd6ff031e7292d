/// Checks that what one node gives is what the next takes, and finds the next.
struct ContractRouting: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case text, segments, vectors, findings, graph, score
  }

  struct Message: Hashable, Sendable {
    let kind: Int
    let size: Int
    let checksum: UInt64
  }

  private let routes: [Int: [Int]]

  /// Routes from each kind to the nodes that take it.
  init(nodes: Int) {
    var routes: [Int: [Int]] = [:]
    for node in 0..<nodes { routes[node % Kind.allCases.count, default: []].append(node) }
    self.routes = routes
  }

  static func message(_ index: Int) -> Message {
    let kind = index % (Kind.allCases.count + 1)
    let size = 10 + index % 90
    return Message(kind: kind, size: size, checksum: checksum(kind: kind, size: size))
  }

  /// The node that takes a message; nil when the message breaks its contract.
  func route(_ message: Message) -> Int? {
    guard let kind = Kind(rawValue: message.kind), (1...100).contains(message.size),
      message.checksum == Self.checksum(kind: kind.rawValue, size: message.size),
      let nodes = routes[kind.rawValue], !nodes.isEmpty
    else { return nil }
    return nodes[message.size % nodes.count]
  }

  private static func checksum(kind: Int, size: Int) -> UInt64 {
    (0..<size).reduce(UInt64(kind)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
