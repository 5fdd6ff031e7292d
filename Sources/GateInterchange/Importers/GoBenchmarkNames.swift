/// The names of Go's benchmarks in a run.
///
/// Go writes the number of processors behind every name, unless it is 1: `Sort/n=10-8`. A name may also end in a hyphen and a
/// number of its own: `Sort/n-100` on one processor. Where all rows end so, the number is that of processors. Where some end
/// without one, the machine or the list of `-cpu` has 1, and the number is one of processors only where the same benchmark
/// is written without it as well.
struct GoBenchmarkNames {
  private let hasPlainNames: Bool
  /// The names as they are written, each as one without a number behind it.
  private let written: Set<GoBenchmarkReader.Key>
  /// The processor counts of each benchmark, by its name without one.
  private var counts: [GoBenchmarkReader.Key: Set<Int>] = [:]

  init(_ keys: [GoBenchmarkReader.Key]) {
    hasPlainNames = keys.contains { $0.suffix == nil }
    written = Set(keys.map(\.asWritten))
    for key in keys {
      let split = split(key)
      counts[split.key, default: []].insert(split.processors)
    }
  }

  /// The benchmark's name in a run.
  ///
  /// The package leads, `key=value` parts at the end become parameters, and the number of processors is part of the name only
  /// where this benchmark has several.
  func name(of row: GoBenchmarkReader.Key) -> String {
    let (key, processors) = split(row)
    var parts = key.name.split(separator: "/").map(String.init)
    var parameters: [String] = []
    while parts.count > 1, let last = parts.last, last.contains("="), !last.hasPrefix("=") {
      parameters.insert(last, at: 0)
      parts.removeLast()
    }
    if (counts[key]?.count ?? 0) > 1 { parameters.append("cpus=\(processors)") }
    let name = ([key.package].filter { !$0.isEmpty } + parts).joined(separator: "/")
    return ImportName.joining(name, parameters)
  }

  /// The key without the number of processors, and that number.
  private func split(
    _ key: GoBenchmarkReader.Key
  ) -> (key: GoBenchmarkReader.Key, processors: Int) {
    guard let suffix = key.suffix else { return (key, 1) }
    var base = key
    base.suffix = nil
    if !hasPlainNames || written.contains(base) { return (base, suffix) }
    return (key.asWritten, 1)
  }
}

extension GoBenchmarkReader.Key {
  /// The key whose name has the number as a part of its own.
  fileprivate var asWritten: Self {
    guard let suffix else { return self }
    return Self(package: package, name: "\(name)-\(suffix)", suffix: nil)
  }
}
