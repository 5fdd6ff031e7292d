import GateFiles
import GateRecords

/// The figures of one entry of github-action-benchmark, named as the tools' own files are here.
///
/// So what is measured later, and imported from the tool's file, continues the same series where the
/// tool's file has the same name for it.
struct GitHubActionRows {
  /// The action's `tool` input.
  let tool: String
  /// The titles of all rows as they are written.
  private let titles: Set<String>
  private let aggregates: GoogleAggregateNames?
  /// The processor counts that Go measured each benchmark with.
  private var processors: [String: Set<Int>] = [:]
  private var names: GitHubActionNames

  init(tool: String, benches: [ImportValue]) {
    self.tool = tool
    let titles = benches.compactMap { $0["name"]?.plainText }
    self.titles = Set(titles)
    aggregates = tool == "googlecpp" ? GoogleAggregateNames(titles) : nil
    // Of these tools' own files rows of one name are samples of one benchmark.
    names = GitHubActionNames(
      repeatsAreSamples: tool == "go" || tool == "googlecpp" || tool.isCustom)
    guard tool == "go" else { return }
    for row in benches {
      guard let title = row["name"]?.plainText, let extra = row["extra"]?.plainText else {
        continue
      }
      processors[goName(title, extra).name, default: []].insert(Self.processors(extra))
    }
  }

  /// Takes one element of `benches`.
  mutating func take(_ row: ImportValue, into results: inout ImportedResults) {
    guard var title = row["name"]?.plainText else {
      return results.origin.warn(InterchangeMessage.rowWithoutName.line)
    }
    switch aggregates?.kind(of: title) ?? .benchmark {
    case .aggregate: return
    case .onlyMedian(let base):
      title = base
      results.update(base) { $0.note(GoogleAggregateNames.note) }
    case .benchmark: break
    }
    // Older versions kept all that followed a Go figure: `ns/op\t  64 B/op\t  2 allocs/op`.
    let chunks = (row["unit"]?.plainText ?? "").split(separator: "\t").map(\.trimmingSpaces)
    // Newer ones write that row, too, and then a row for each of its figures.
    if tool == "go", let first = chunks.first, titles.contains("\(title) - \(first)") { return }
    let (plain, extra) = plainName(title, row["extra"]?.plainText)
    let unit = ImportUnit(chunks.first ?? "")
    let metric = metric(of: unit, named: extra)
    let name = names.next(plain, metric.name)
    if name != plain { results.update(name) { $0.note(RepeatedNames.note) } }
    guard let value = row["value"] else {
      return results.update(name) { $0.note(InterchangeMessage.rowWithoutFigure.line) }
    }
    let number = value.plainNumber ?? value.plainText.flatMap { WrittenNumber.parse($0) }
    if tool == "pytest", unit.base == .itemsPerSecond {
      // pytest-benchmark's file gives times, and its rate is one over their mean.
      results.takeReciprocal(ofPerSecond: number, to: name)
    } else if tool.isCustom, let number, number < 0, unit.base != .nanoseconds {
      // A count may be below zero, such as a change or a balance.
      results.add(number * unit.factor, metric, to: name)
    } else {
      results.take(value, times: unit.factor, metric, to: name)
    }
    for chunk in chunks.dropFirst() {
      guard let (number, unitName) = WrittenNumber.withUnit(chunk) else { continue }
      let unit = ImportUnit(unitName)
      results.take(
        number, times: unit.factor, self.metric(of: unit, named: unitName), to: name)
    }
  }

  /// The name without what the tool's file has elsewhere, and which of several figures it is.
  private func plainName(_ title: String, _ extra: String?) -> (name: String, metric: String?) {
    switch tool {
    case "go":
      let (name, metric) = goName(title, extra)
      guard extra != nil, processors[name, default: []].count > 1 else { return (name, metric) }
      return (ImportName.joining(name, ["cpus=\(Self.processors(extra))"]), metric)
    case "jmh": return (Self.jmhName(title), nil)
    default: return (title, nil)
    }
  }

  private func goName(_ title: String, _ extra: String?) -> (name: String, metric: String?) {
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
    // The action takes the number of processors off the name, so `n-100` is the name's own.
    return (GoNames.plain(name, hasProcessors: extra == nil), metric)
  }

  /// The `4 procs` that the action keeps beside a figure of Go; 1 where it keeps none.
  private static func processors(_ extra: String?) -> Int {
    let line = extra?.split(separator: "\n").first { $0.hasSuffix(" procs") }
    return line.flatMap { Int($0.dropLast(6)) } ?? 1
  }

  /// `org.Sort.all ( {"n":"10"} )` as the importer of JMH's file names it.
  private static func jmhName(_ title: String) -> String {
    guard title.hasSuffix(" )"), let open = title.lastRange(ofWord: " ( {"),
      let json = try? ImportValue(
        ImportFile(
          path: "", bytes: Array(title[open.lowerBound...].dropFirst(3).dropLast(2).utf8))),
      let members = try? json.members()
    else { return title }
    return ImportName.joining(
      String(title[..<open.lowerBound]), members.map { "\($0.key)=\($0.value.word)" })
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
}

/// The names of an entry's benchmarks.
///
/// Rows of one title are one benchmark where they are different metrics. The same metric again is another
/// sample where it follows at once and the tool repeats benchmarks so; else it is another benchmark.
struct GitHubActionNames {
  private struct Place {
    var name: String
    var metrics: Set<MetricName>
  }

  let repeatsAreSamples: Bool
  private var counter = RepeatedNames()
  private var places: [String: Place] = [:]
  private var last: String?

  init(repeatsAreSamples: Bool) { self.repeatsAreSamples = repeatsAreSamples }

  /// The benchmark that the next row's figure belongs to.
  mutating func next(_ title: String, _ metric: MetricName) -> String {
    defer { last = title }
    if let place = places[title],
      !place.metrics.contains(metric) || repeatsAreSamples && last == title
    {
      places[title]?.metrics.insert(metric)
      return place.name
    }
    let name = counter.next(title)
    places[title] = Place(name: name, metrics: [metric])
    return name
  }
}

/// Names of Go benchmarks, as the importer of Go's own text makes them.
enum GoNames {
  /// The name with `/key=value` at its end in braces, and without the number of processors where it has one.
  static func plain(_ name: String, hasProcessors: Bool) -> String {
    var name = name[...]
    if hasProcessors, let hyphen = name.lastIndex(of: "-"),
      Int(name[name.index(after: hyphen)...]) ?? 0 > 0
    {
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
  /// Where a text last occurs in this one.
  func lastRange(ofWord word: String) -> Range<String.Index>? { ranges(of: word).last }

  /// Whether this is a tool of the action whose figures are a user's own.
  fileprivate var isCustom: Bool {
    self == "customSmallerIsBetter" || self == "customBiggerIsBetter"
  }
}
