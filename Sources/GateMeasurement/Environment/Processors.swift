import CSpeedgate

/// The processors that this process may use, and binding to them.
package enum Processors {
  /// The processors allowed; empty where the system has no such notion.
  package static func allowed() -> [Int] {
    var flags = [UInt8](repeating: 0, count: 1024)
    let count = unsafe speedgate_allowed_processors(0, &flags, Int32(flags.count))
    guard count > 0 else { return [] }
    return flags.prefix(Int(count)).indices.filter { flags[$0] == 1 }
  }

  /// The processors that launches may be bound to; empty where the system refuses to bind, too.
  ///
  /// A sandbox may show the processors and forbid binding, which would otherwise go unnoticed.
  package static func bindable() -> [Int] {
    let allowed = allowed()
    return bind(to: allowed) ? allowed : []
  }

  /// Binds the calling thread, and what it starts from now on; false when the system refuses.
  @discardableResult
  static func bind(to processors: [Int]) -> Bool {
    guard let highest = processors.max() else { return false }
    var flags = [UInt8](repeating: 0, count: highest + 1)
    for processor in processors { flags[processor] = 1 }
    return unsafe speedgate_bind(0, flags, Int32(flags.count)) == 0
  }
}
