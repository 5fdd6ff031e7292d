import Foundation
import GateBudgets
import GateFiles
import GateHistory
import GateRecords
import TestSupport
import Testing

@testable import GateReports

/// A history in a folder of its own.
struct HistoryScratch {
  let log: EventLog
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    log = EventLog(root: folder.path)
  }

  /// Runs of one suite, a day apart, with these medians of the benchmark in nanoseconds.
  func append(
    _ name: String, _ values: [Double], branch: String = "main",
    metrics: [MetricName] = [.wallTime],
    environment: String = SampleVerdict.environment.key
  ) throws {
    let first = SampleVerdict.measured.run.startedAt.millisecondsSinceEpoch
    for (day, value) in values.enumerated() {
      let time = Timestamp(
        millisecondsSinceEpoch: first - Int64(values.count - day) * 86_400_000)
      let figures = metrics.map {
        MetricFigures(
          metric: $0, unit: .nanoseconds, direction: .lowerIsBetter, samples: 10,
          launches: 5, minimum: value, mean: value, median: value, p95: value, p99: value,
          maximum: value)
      }
      let origin = EventOrigin(
        runID: RunIdentifier(rawValue: "RUN-\(name.count)-\(day)"), suite: "order-benchmarks",
        commit: "c\(day)", branch: branch, environment: environment,
        producer: "test")
      let result = BenchmarkResult(
        benchmark: BenchmarkIdentifier(name), status: .measured, failure: nil, metrics: figures)
      try log.append([
        EventLine(
          Event(.benchmarkResult, subject: name, at: time, origin: origin, payload: result))
      ])
    }
  }

  func histories() throws -> MetricHistories {
    try MetricQuery(EventFilter()).histories(in: log)
  }
}

@Suite struct RecentTrendsTests {
  @Test(arguments: [
    ([100, 100, 100], "▅▅▅"), ([100, 100.2, 102], "▄▄▅"), ([100, 100, 200], "▁▁█"),
    ([200, 100], "█▁"), ([0, 0], "▁▁"), ([], ""),
  ]) func `bars span the values' range, and noise stays flat`(_ values: [Double], _ text: String) {
    #expect(RecentTrends.text(values) == text)
  }

  @Test func `a comment shows the runs before and ends with this one`() throws {
    let scratch = try HistoryScratch()
    try scratch.append("parse/order", [1_200_000, 1_210_000, 1_205_000])
    let trends = RecentTrends(try scratch.histories(), for: SampleVerdict.rich)
    let text = MarkdownReport.render(SampleVerdict.rich, trends: trends)
    #expect(text.contains("**parse/order** <code>▁▁▁█</code> |"))
    // In both tables; a budget's percentile and a benchmark without a past have none.
    let bars = { (text: String) in text.matches(of: /<code>[▁-█]+<\/code>/).count }
    #expect(bars(text) == 2 && text.contains("| parse/order <code>▁▁▁█</code> |"))
    #expect(bars(MarkdownReport.render(SampleVerdict.rich)) == 0)
  }
}

@Suite struct DashboardTests {
  private func dashboard(
    _ names: [String] = ["parse/order"], _ values: [Double] = DashboardTests.step
  ) async throws -> Dashboard {
    let scratch = try HistoryScratch()
    for name in names { try scratch.append(name, values) }
    let histories = try scratch.histories()
    let claim = try #require(Self.claim)
    return await Dashboard(
      histories: histories,
      verdicts: [SampleVerdict.rich], alerts: [], levels: [],
      breakers: PrometheusTests.breakers, claims: [ClaimReport(claim)],
      madeAt: Timestamp(millisecondsSinceEpoch: 1_795_238_287_000))
  }

  private static let step: [Double] = (0..<24).map { day -> Double in
    let level: Double = day < 12 ? 1_000_000 : 1_200_000
    return level + Double(day % 3) * 1_000
  }

  private static var claim: Claim? {
    func side(_ value: Double) -> Claim.Measurement {
      Claim.Measurement(
        at: Timestamp(millisecondsSinceEpoch: Int64(value)), runID: nil,
        measured: ClaimMeasured(
          claimID: "orders-index", issueType: "index", estimatePercent: 70,
          figures: ["wall_time": 100 - value], by: "kim", note: nil))
    }
    return Claim.all(from: [.before(side(0)), .after(side(75))]).first
  }

  private func text(_ path: String, _ files: [DashboardSite.File]) throws -> String {
    let file = try #require(files.first { $0.path == path }, "\(files.map(\.path))")
    return String(decoding: try file.content(), as: UTF8.self)
  }

  @Test func `pages and records are the ones that were looked at`() async throws {
    let files = try DashboardSite.files(try await dashboard())
    #expect(try goldenDifference(text("index.html", files), "dashboard/index.html") == nil)
    let slug = DashboardName.slug("parse/order", in: "order-benchmarks")
    for path in ["benchmarks/\(slug).html", "api/v1/benchmarks/\(slug).json"] {
      #expect(try goldenDifference(text(path, files), "dashboard/" + path) == nil)
    }
    for name in ["benchmarks/index", "measurements/orders-index", "measurements/summary/metrics"] {
      #expect(
        try goldenDifference(text("api/v1/\(name).json", files), "dashboard/api/v1/\(name).json")
          == nil)
    }
    #expect(files.last?.path == "index.html")
  }

  @Test func `a change of level is marked with its commits`() async throws {
    let files = try DashboardSite.files(try await dashboard())
    let page = try text("index.html", files)
    #expect(page.contains("<strong>worse</strong></td><td><code>c11</code></td>"))
    let slug = DashboardName.slug("parse/order", in: "order-benchmarks")
    #expect(try text("benchmarks/\(slug).html", files).contains("class=\"mark worse\""))
  }

  @Test func `every link of every page leads to a file of the site`() async throws {
    let files = try DashboardSite.files(try await dashboard(SampleVerdict.hostileNames + ["a"]))
    let paths = Set(files.map(\.path))
    #expect(paths.count == files.count)
    var count = 0
    for file in files where file.path.hasSuffix(".html") {
      let page = String(decoding: try file.content(), as: UTF8.self)
      let folder = file.path.contains("/") ? "benchmarks/" : ""
      for match in page.matches(of: /href="([^"]*)"/) {
        let link = String(match.1)
        if link.hasPrefix("#") {
          #expect(page.contains(" id=\"\(link.dropFirst())\""), "\(file.path): \(link)")
          continue
        }
        let path = link.hasPrefix("../") ? String(link.dropFirst(3)) : folder + link
        #expect(paths.contains(path), "\(file.path) links to \(link)")
        count += 1
      }
    }
    #expect(count > 30)
  }

  @Test func `hostile names are text, and never a path`() async throws {
    let names = SampleVerdict.hostileNames + ["../../etc/passwd", "..", ".", "a/../b"]
    for file in try DashboardSite.files(try await dashboard(names, [1, 2, 3])) {
      let isPlain = file.path.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_./".unicodeScalars.contains($0))
      }
      #expect(isPlain && !file.path.contains("..") && file.path.utf8.count < 200, "\(file.path)")
      guard file.path.hasSuffix(".html") else { continue }
      let page = String(decoding: try file.content(), as: UTF8.self)
      for forbidden in ["<script>alert", "\u{202E}", "\u{1B}", "<!-- marker", " style=\""] {
        #expect(!page.contains(forbidden), "\(file.path): \(forbidden)")
      }
      for kind in ["script", "style"] {
        #expect(page.components(separatedBy: "<\(kind)").count == 2, "\(file.path): \(kind)")
        #expect(page.contains("; \(kind)-src 'sha256-"), "\(file.path): \(kind)")
      }
      #expect(page.contains("default-src 'none';"))
    }
  }

  @Test(
    arguments: [
      ("orders-index", "orders-index"), ("A_1.b", "A_1.b"), ("..", nil), ("a/b", nil), ("", nil),
      ("index", nil),
    ] as [(String, String?)]) func `a claim keeps its name where that is safe`(
      _ id: String, _ name: String?
    )
  {
    let found = DashboardName.claim(id)
    #expect(name == nil ? found != id : found == name)
    #expect(!found.contains("/") && !found.hasPrefix("."))
  }

  // Every file of the API is described, with all of its keys and no others.
  @Test func `the API is what its description says`() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "docs/openapi.json"))
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let paths = try #require(document["paths"] as? [String: Any])
    let schemas = try #require(
      (document["components"] as? [String: Any])?["schemas"] as? [String: Any])
    let files = try DashboardSite.files(try await dashboard())
    var described: Set<String> = []
    for file in files where file.path.hasPrefix("api/") {
      let path = "/" + file.path
      let template = try #require(
        paths[path] != nil
          ? path
          : paths.keys.first { key in
            let parts = key.components(separatedBy: "{id}")
            return parts.count == 2 && path.hasPrefix(parts[0]) && path.hasSuffix(parts[1])
          }, "\(path)")
      described.insert(template)
      let schema = try #require(Self.schema(of: paths[template], in: schemas), "\(template)")
      let value = try JSONSerialization.jsonObject(with: file.content())
      #expect(Self.mistake(value, schema, schemas) == nil, "\(path)")
    }
    #expect(described == Set(paths.keys))
  }

  private static func schema(of path: Any?, in schemas: [String: Any]) -> [String: Any]? {
    let get = (path as? [String: Any])?["get"] as? [String: Any]
    let ok = (get?["responses"] as? [String: Any])?["200"] as? [String: Any]
    let json = (ok?["content"] as? [String: Any])?["application/json"] as? [String: Any]
    return json?["schema"] as? [String: Any]
  }

  /// The first place where a value is not what its schema says; nil when there is none.
  private static func mistake(
    _ value: Any, _ schema: [String: Any], _ schemas: [String: Any], at place: String = "."
  ) -> String? {
    if let reference = schema["$ref"] as? String {
      let name = reference.components(separatedBy: "/").last ?? ""
      guard let found = schemas[name] as? [String: Any] else { return "no schema \(name)" }
      return mistake(value, found, schemas, at: place)
    }
    if let list = value as? [Any] {
      guard schema["type"] as? String == "array", let items = schema["items"] as? [String: Any]
      else { return "\(place) is a list" }
      return list.lazy.compactMap { mistake($0, items, schemas, at: place + "[]") }.first
    }
    guard let object = value as? [String: Any] else { return nil }
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for key in schema["required"] as? [String] ?? [] where object[key] == nil {
      return "\(place).\(key) is missing"
    }
    for (key, value) in object {
      if let property = properties[key] as? [String: Any] {
        if let found = mistake(value, property, schemas, at: "\(place).\(key)") { return found }
      } else if schema["additionalProperties"] == nil {
        return "\(place).\(key) is not described"
      }
    }
    return nil
  }
}
