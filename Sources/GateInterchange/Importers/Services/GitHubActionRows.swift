import GateRecords

/// The figures of one entry of github-action-benchmark, named as the tools' own files are here.
///
/// So what is measured later, and imported from the tool's file, continues the same series where the
/// tool's file has the same name for it.
struct GitHubActionRows {
  /// The action's `tool` input.
  let tool: String
  private var seen: [String: Set<MetricName>] = [:]
  private var counts: [String: Int] = [:]

  init(tool: String) {
    self.tool = tool
  }

  /// Takes one element of `benches`.
  mutating func take(_ row: ImportValue, into results: inout ImportedResults) {
    guard let title = row["name"]?.plainText else {
      return results.origin.warn("an entry has a row without a name, which was left out")
    }
    // Older versions kept all that followed a Go figure: `ns/op\t  64 B/op\t  2 allocs/op`.
    let chunks = (row["unit"]?.plainText ?? "").split(separator: "\t").map(\.trimmingSpaces)
    let (plain, extra) = plainName(title)
    let unit = Self.unit(chunks.first ?? "")
    let metric = metric(of: unit, named: extra)
    let name = name(plain, metric.name)
    guard let value = row["value"] else {
      return results.update(name) { $0.note("a row has no figure and was left out") }
    }
    if tool == "pytest", unit.base == .itemsPerSecond {
      // pytest-benchmark's file gives times, and its rate is one over their mean.
      let rate = value.plainNumber ?? value.plainText.flatMap { WrittenNumber.parse($0) }
      results.takeReciprocal(ofPerSecond: rate, to: name)
    } else {
      results.take(value, times: unit.factor, metric, to: name)
    }
    for chunk in chunks.dropFirst() {
      guard let (number, unitName) = WrittenNumber.withUnit(chunk) else { continue }
      let unit = Self.unit(unitName)
      results.take(
        number, times: unit.factor, self.metric(of: unit, named: unitName), to: name)
    }
  }

  /// A unit, also in the words `ns/iter` and `iter/sec` with something behind them.
  private static func unit(_ text: String) -> ImportUnit { ImportUnit(text) }

  /// The name without what the tool's file has elsewhere, and which of several figures it is.
  private func plainName(_ title: String) -> (String, metric: String?) {
    switch tool {
    case "go":
      var name = title.hasPrefix("Benchmark") ? String(title.dropFirst(9)) : title
      var metric: String?
      if let dash = name.lastRange(ofWord: " - ") {
        metric = String(name[dash.upperBound...])
        name = String(name[..<dash.lowerBound])
      }
      // Where there are several packages, newer versions write `BenchmarkX (example.org/pkg)`.
      if name.hasSuffix(")"), let open = name.lastRange(ofWord: " (") {
        let package = name[open.upperBound...].dropLast()
        name = "\(package)/\(name[..<open.lowerBound])"
      }
      return (GoNames.plain(name), metric)
    default: return (title, nil)
    }
  }

  private func metric(of unit: ImportUnit, named extra: String?) -> ImportedMetric {
    switch extra {
    case "B/op": return .allocatedBytes
    case "allocs/op": return .allocations
    case nil, "ns/op": break
    case let extra?:
      let words = extra.hasSuffix("/op") ? String(extra.dropLast(3)) : extra
      let isRate = unit.base == .bytesPerSecond || unit.base == .itemsPerSecond
      return isRate ? unit.metric() : unit.custom(words, source: words)
    }
    return switch tool {
    case "customSmallerIsBetter": unit.metric(direction: .lowerIsBetter)
    case "customBiggerIsBetter", "benchmarkjs": unit.metric(direction: .higherIsBetter)
    case "pytest" where unit.base == .itemsPerSecond: .wallTime
    default: unit.metric()
    }
  }

  /// Rows of one title are one benchmark where they are different metrics, and two where they are not.
  private mutating func name(_ title: String, _ metric: MetricName) -> String {
    var count = 1
    var name = title
    while !seen[name, default: []].insert(metric).inserted {
      count += 1
      name = "\(title) #\(count)"
    }
    return name
  }
}

/// Names of Go benchmarks, as the importer of Go's own text makes them.
enum GoNames {
  /// The name with `/key=value` at its end in braces, and without the number of processors.
  static func plain(_ name: String) -> String {
    var name = name[...]
    if let hyphen = name.lastIndex(of: "-"), Int(name[name.index(after: hyphen)...]) ?? 0 > 0 {
      name = name[..<hyphen]
    }
    var parts = name.split(separator: "/").map(String.init)
    var parameters: [String] = []
    while parts.count > 1, let last = parts.last, last.contains("="), !last.hasPrefix("=") {
      parameters.insert(last, at: 0)
      parts.removeLast()
    }
    return ImportName.joining(parts.joined(separator: "/"), parameters)
  }
}

extension String {
  /// Where a text last stands in this one.
  func lastRange(ofWord word: String) -> Range<String.Index>? { ranges(of: word).last }
}
