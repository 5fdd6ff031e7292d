/// Which objects are the benchmark harness's own.
enum HarnessCode {
  /// How the names of the harness's functions begin: those of its modules, and those of its C target.
  private static let prefixes = [
    "$s9Speedgate", "$s12GateProtocol", "$s11GateRecords", "speedgate_",
  ].map { Array($0.utf8) }

  /// Whether an object belongs to the harness: it defines some of its names, and no other Swift module's.
  static func owns(_ object: AtomicObject) -> Bool {
    var isHarness = false
    for symbol in object.object.symbols where !symbol.isLocal && symbol.binding != 2 {
      guard case .section = symbol.place else { continue }
      let name = object.object.view.bytes[symbol.name]
      if prefixes.contains(where: { name.starts(with: $0) }) {
        isHarness = true
      } else if name.starts(with: Array("$s".utf8)) {
        return false
      }
    }
    return isHarness
  }
}

extension CodeIdentity {
  /// Returns the harness's differences between both sides, by name; a few names are enough.
  func findHarnessDifferences() -> [String] {
    var names: Set<NameTable.Name> = []
    for side in [baseline, candidate] {
      for object in side.objects where HarnessCode.owns(pool.objects[object]) {
        let atomic = pool.objects[object]
        for atom in atomic.atoms.indices where side.isLinked(object, atomic.atoms[atom].section) {
          for label in atomic.labels(of: atom) { names.insert(label.name) }
        }
      }
    }
    var found: [String] = []
    for name in names.sorted() where found.count < 3 {
      switch sameness(all: name) {
      case .same, .outside: break
      case .missing, .different, .unclear: found.append(pool.names.string(name))
      }
    }
    return found
  }
}
