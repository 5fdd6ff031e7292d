package import GateRecords

/// All renames of a policy, followed from one name to the next.
///
/// They may form a chain: what was renamed twice is known by its newest name.
package struct Renames: Hashable, Sendable {
  /// The renames, in the files' order.
  package private(set) var list: [Rename] = []
  private var byOldName: [BenchmarkIdentifier: Int] = [:]
  private var byNewName: [BenchmarkIdentifier: Int] = [:]

  /// No renames.
  package static let none = Renames([])

  /// Creates the renames; of two for one name the first counts.
  package init(_ renames: [Rename]) {
    for rename in renames { add(rename) }
  }

  mutating func add(_ rename: Rename) {
    byOldName[rename.from] = byOldName[rename.from] ?? list.count
    byNewName[rename.to] = byNewName[rename.to] ?? list.count
    list.append(rename)
  }

  /// Whether nothing was renamed.
  package var isEmpty: Bool { list.isEmpty }

  /// Those that count at a moment.
  package func inForce(at moment: Timestamp) -> Renames {
    Renames(list.filter { !($0.expires?.isOver(at: moment) ?? false) })
  }

  /// The rename that takes a name away; nil when the name stays.
  package func rename(from name: BenchmarkIdentifier) -> Rename? {
    byOldName[name].map { list[$0] }
  }

  /// The rename that gives a name; nil when the name is not a new one.
  package func rename(to name: BenchmarkIdentifier) -> Rename? { byNewName[name].map { list[$0] } }

  /// Whether a rename takes a name away or gives it.
  package func mentions(_ name: BenchmarkIdentifier) -> Bool {
    rename(from: name) != nil || rename(to: name) != nil
  }

  /// The names that a benchmark had before, the latest first.
  package func oldNames(of name: BenchmarkIdentifier) -> [BenchmarkIdentifier] {
    var names: [BenchmarkIdentifier] = []
    var current = name
    // A circle is refused where files are read; here it must only end.
    while names.count < list.count, let rename = rename(to: current) {
      names.append(rename.from)
      current = rename.from
    }
    return names
  }

  /// The name that a benchmark had before.
  package func oldName(of name: String) -> String? {
    rename(to: BenchmarkIdentifier(name))?.from.rawValue
  }

  /// The name that a benchmark has now; its own when it was not renamed.
  package func newestName(of name: BenchmarkIdentifier) -> BenchmarkIdentifier {
    var current = name
    for _ in list { current = rename(from: current)?.to ?? current }
    return current
  }

  /// The newest names of all renamed benchmarks at a moment, by each of their old ones.
  package func newestNames(
    at moment: Timestamp
  ) -> [BenchmarkIdentifier: BenchmarkIdentifier] {
    let current = inForce(at: moment)
    return current.list.reduce(into: [:]) { $0[$1.from] = current.newestName(of: $1.to) }
  }

  /// A baseline's entries under the names that the candidate has for them.
  ///
  /// - Parameter present: The candidate's names.
  package func applied<Value>(
    to baseline: [String: Value], present: some Sequence<String>
  ) -> [String: Value] {
    guard !isEmpty else { return baseline }
    let present = Set(present.map { BenchmarkIdentifier($0) })
    let known = Set(baseline.keys.map { BenchmarkIdentifier($0) })
    var renamed: [String: Value] = [:]
    for (name, value) in baseline {
      let path = path(of: BenchmarkIdentifier(name), present: present)
      renamed[known.isDisjoint(with: path) ? path.last?.rawValue ?? name : name] = value
    }
    return renamed
  }

  /// The names that benchmarks of a stored run have in the run that is judged, by their places; those that keep theirs
  /// aside.
  ///
  /// A name is followed as long as the run that is judged has not got it itself: where the old
  /// name is still there nothing was renamed yet. Where the stored run has both names, each keeps
  /// its own.
  ///
  /// - Parameter present: The names in the run that is judged, with those left out of it.
  package func newNames(
    of stored: [BenchmarkIdentifier], present: Set<BenchmarkIdentifier>
  ) -> [Int: BenchmarkIdentifier] {
    guard !isEmpty else { return [:] }
    let known = Set(stored)
    var names: [Int: BenchmarkIdentifier] = [:]
    for (place, name) in stored.enumerated() {
      let path = path(of: name, present: present)
      guard let newest = path.last, known.isDisjoint(with: path) else { continue }
      names[place] = newest
    }
    return names
  }

  /// The names after a stored one, up to the one that a run with some names has.
  private func path(
    of name: BenchmarkIdentifier, present: Set<BenchmarkIdentifier>
  ) -> [BenchmarkIdentifier] {
    var path: [BenchmarkIdentifier] = []
    var current = name
    while path.count < list.count, !present.contains(current), let next = rename(from: current) {
      path.append(next.to)
      current = next.to
    }
    return path
  }
}
