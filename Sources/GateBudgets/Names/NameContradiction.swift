import GateFiles
import GateRecords

/// Finds removals and renames that contradict each other.
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
        removal.source, .removalTwice(removal.subject, source: twin.source))
    }
    guard let other = rivals.first(where: { $0.metric == nil || removal.metric == nil }) else {
      return nil
    }
    return BudgetPolicy.error(
      removal.source,
      .removalOfRemoved(removal.subject, other: other.subject, source: other.source))
  }

  private static func contradiction(
    _ rename: Rename, among others: ArraySlice<Rename>
  ) -> FileError? {
    if let twin = others.first(where: { $0.from == rename.from }) {
      return BudgetPolicy.error(
        rename.source,
        .renameTwice(rename.from, source: twin.source))
    }
    return others.first { $0.to == rename.to }.map {
      BudgetPolicy.error(
        rename.source,
        .newNameTwice(rename.to, of: $0.from, source: $0.source))
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
            .renameCycle(names))
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
        ? .removedAndRenamed(removal.benchmark, source: rename.source)
        : .removalOfOldName(removal.benchmark, source: rename.source, newName: rename.to))
  }
}
