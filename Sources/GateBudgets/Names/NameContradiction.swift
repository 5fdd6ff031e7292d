import GateFiles
import GateRecords

/// What removals and renames may not say together.
enum NameContradiction {
  /// The first one; nil when there is none.
  static func first(_ removals: [Removal], _ renames: [Rename]) -> FileError? {
    for (place, removal) in removals.enumerated() {
      if let error = contradiction(removal, among: removals[..<place]) { return error }
    }
    for (place, rename) in renames.enumerated() {
      if let error = contradiction(rename, among: renames[..<place]) { return error }
    }
    return cycle(in: renames) ?? removals.lazy.compactMap { contradiction($0, renames) }.first
  }

  private static func contradiction(
    _ removal: Removal, among others: ArraySlice<Removal>
  ) -> FileError? {
    let rivals = others.filter {
      $0.benchmark == removal.benchmark && $0.condition == removal.condition
    }
    if let twin = rivals.first(where: { $0.metric == removal.metric }) {
      return BudgetPolicy.error(
        removal.source, "\(removal.subject) is removed at \(twin.source), too: remove one entry")
    }
    guard let other = rivals.first(where: { $0.metric == nil || removal.metric == nil }) else {
      return nil
    }
    return BudgetPolicy.error(
      removal.source,
      "says that \(removal.subject) is removed, and \(other.source) that \(other.subject) is; "
        + "a removed benchmark has no metrics: remove one entry")
  }

  private static func contradiction(
    _ rename: Rename, among others: ArraySlice<Rename>
  ) -> FileError? {
    if let twin = others.first(where: { $0.from == rename.from }) {
      return BudgetPolicy.error(
        rename.source,
        "'\(rename.from)' is renamed at \(twin.source), too: remove one entry")
    }
    return others.first { $0.to == rename.to }.map {
      BudgetPolicy.error(
        rename.source,
        "'\(rename.to)' is the new name of '\($0.from)' at \($0.source) already; a benchmark "
          + "continues one other only")
    }
  }

  private static func cycle(in renames: [Rename]) -> FileError? {
    let known = Renames(renames)
    return renames.lazy.compactMap { rename -> FileError? in
      var names = [rename.from, rename.to]
      for _ in renames {
        guard let next = known.rename(from: names[names.count - 1]) else { return nil }
        names.append(next.to)
        guard next.to != rename.from else {
          return BudgetPolicy.error(
            rename.source,
            "the renames go in a circle: " + names.map(\.rawValue).joined(separator: " → ")
              + "; remove one of them")
        }
      }
      return nil
    }.first
  }

  private static func contradiction(_ removal: Removal, _ renames: [Rename]) -> FileError? {
    guard let rename = renames.first(where: { $0.from == removal.benchmark }) else { return nil }
    return BudgetPolicy.error(
      removal.source,
      removal.metric == nil
        ? "'\(removal.benchmark)' is removed here and renamed at \(rename.source): remove one entry"
        : "'\(removal.benchmark)' is renamed at \(rename.source); "
          + "write this removal for '\(rename.to)'")
  }
}
