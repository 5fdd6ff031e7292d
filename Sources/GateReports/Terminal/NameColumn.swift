/// Names in a column of limited width, which never hides where two names differ.
///
/// A name that is too long loses characters from the middle of the part that it has in common with another name. Where
/// that part is too short, the name is `whole`: it gets a line of its own.
struct NameColumn {
  /// A name as it is shown.
  enum Entry: Hashable {
    /// It fits the column.
    case fitting(String)
    /// It is too long and needs a line of its own.
    case whole(String)
  }

  /// The names as they are shown, in the order in which they were given.
  let entries: [Entry]
  /// The columns of the widest name that is not longer than the limit.
  let width: Int

  /// Shortens names.
  ///
  /// - Parameters:
  ///   - names: The names.
  ///   - limit: The most columns of a name.
  ///   - shortens: Whether names are shortened, as for a terminal; in a log a long one is wider than the column, so that its
  ///     row is one line.
  ///   - hidden: Names that are not shown. A reader may know them, so no name is shortened to a text that could be one of
  ///     theirs.
  /// - Complexity: O(n log n) comparisons of names.
  init(_ names: [String], limit: Int, shortens: Bool = true, hidden: [String] = []) {
    let shown = names.count
    let names = shortens ? names + Set(hidden).subtracting(names) : names
    var entries = names.map(Entry.fitting)
    let long = names.indices.filter { TerminalReport.columns(of: names[$0]) > limit }
    if shortens, !long.isEmpty {
      let common = Self.commonPrefixes(names)
      for place in long {
        entries[place] =
          Self.shortened(names[place], sharing: common[place], to: limit).map(Entry.fitting)
          ?? .whole(names[place])
      }
      // Two different names must not be shortened to the same text.
      var owners: [String: Set<String>] = [:]
      for (place, entry) in entries.enumerated() {
        if case .fitting(let text) = entry { owners[text, default: []].insert(names[place]) }
      }
      for (place, entry) in entries.enumerated() {
        guard case .fitting(let text) = entry, owners[text]?.count ?? 0 > 1 else { continue }
        if text != names[place] { entries[place] = .whole(names[place]) }
      }
    }
    self.entries = Array(entries.prefix(shown))
    width =
      self.entries.compactMap { entry in
        guard case .fitting(let text) = entry else { return nil }
        let columns = TerminalReport.columns(of: text)
        return columns <= limit ? columns : nil
      }.max() ?? 0
  }

  /// How many characters each name shares with the one that it has the longest beginning in common with.
  private static func commonPrefixes(_ names: [String]) -> [Int] {
    let order = names.indices.sorted { names[$0] < names[$1] }
    var result = names.map { _ in 0 }
    for (first, second) in zip(order, order.dropFirst()) where names[first] != names[second] {
      let shared = zip(names[first], names[second]).prefix { $0 == $1 }.count
      result[first] = max(result[first], shared)
      result[second] = max(result[second], shared)
    }
    // Equal names are neighbours and share what one of them shares.
    for (first, second) in zip(order, order.dropFirst()) where names[first] == names[second] {
      result[second] = max(result[first], result[second])
    }
    for (first, second) in zip(order, order.dropFirst()).reversed()
    where names[first] == names[second] {
      result[first] = max(result[first], result[second])
    }
    return result
  }

  /// The name without the middle of its first characters; nil where they are too few.
  private static func shortened(_ name: String, sharing shared: Int, to limit: Int) -> String? {
    let characters = Array(name)
    guard TerminalReport.columns(of: name) == characters.count else { return nil }
    let removed = characters.count - limit + 1
    // The rest of the beginning must be long enough to be recognised.
    guard shared - removed >= 4 else { return nil }
    let head = (shared - removed) / 2
    return String(characters[..<head]) + "…" + String(characters[(head + removed)...])
  }
}
