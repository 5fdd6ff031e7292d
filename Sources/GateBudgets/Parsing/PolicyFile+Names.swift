import GateFiles
import GateRecords

/// Removals and renames.
extension PolicyFile {
  mutating func readRemovals(_ node: JSON5Node) throws(FileError) {
    for node in try reader.array(node, "removed") {
      try reader.checkKeys(try reader.object(node, "a removal"), PolicyKeys.removal)
      removals.append(
        Removal(
          benchmark: try name("benchmark", of: node, "this removal"),
          metric: try node[key: "metric"].map { node throws(FileError) in
            try reader.metric(node)
          }, reason: try text("reason", of: node, "this removal"),
          by: try text("by", of: node, "this removal"), expires: try lastDay(of: node),
          condition: try node[key: "when"].map { node throws(FileError) in
            try reader.condition(node)
          } ?? .always, source: reader.source(of: node)))
    }
  }

  mutating func readRenames(_ node: JSON5Node) throws(FileError) {
    if case .object = node.value {
      throw reader.error(
        at: node,
        BudgetMessage.renamedNotArray.line)
    }
    for node in try reader.array(node, "renamed") {
      try reader.checkKeys(try reader.object(node, "a rename"), PolicyKeys.rename)
      let from = try name("from", of: node, "this rename")
      let to = try name("to", of: node, "this rename")
      guard from != to else {
        throw reader.error(at: node, BudgetMessage.renamedToItself("\(from)").line)
      }
      renames.append(
        Rename(
          from: from, to: to, reason: try text("reason", of: node, "this rename"),
          by: try text("by", of: node, "this rename"), expires: try lastDay(of: node),
          source: reader.source(of: node)))
    }
  }

  /// A benchmark's whole name.
  private func name(
    _ key: String, of node: JSON5Node, _ what: String
  ) throws(FileError) -> BenchmarkIdentifier {
    let node = try reader.required(key, of: node, what)
    let text = try reader.string(node, key)
    guard GlobPattern(text).isLiteral else {
      throw reader.error(
        at: node,
        BudgetMessage.patternForName(text, key: key).line)
    }
    return BenchmarkIdentifier(text)
  }

  private func text(
    _ key: String, of node: JSON5Node, _ what: String
  ) throws(FileError) -> String {
    try reader.string(try reader.required(key, of: node, what), key)
  }

  func lastDay(of node: JSON5Node) throws(FileError) -> ExpiryDate? {
    try node[key: "expires"].map { node throws(FileError) in try reader.day(node, "expires") }
  }
}
