import Foundation
import GateBudgets
import GateFiles
import GateMeasurement
import GateRecords
import Testing

/// What the documentation says must still be so.
@Suite struct DocumentationTests {
  @Test(arguments: MarkdownPage.all)
  func `every relative link points to a file and a heading that exist`(
    _ page: MarkdownPage
  ) throws {
    let folder = MarkdownPage.root.appending(path: page.path).deletingLastPathComponent()
    for link in page.links where !link.contains(/^[a-z]+:/) {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target =
        parts[0].isEmpty
        ? MarkdownPage.root.appending(path: page.path) : folder.appending(path: String(parts[0]))
      let path = target.standardizedFileURL.path
      #expect(FileManager.default.fileExists(atPath: path), "\(page.path) links to \(link)")
      guard parts.count == 2, path.hasSuffix(".md") else { continue }
      let name = String(path.dropFirst(MarkdownPage.root.standardizedFileURL.path.count + 1))
      let anchors = try MarkdownPage(name).anchors
      #expect(anchors.contains(String(parts[1])), "\(page.path) links to \(link)")
    }
  }

  @Test func `there are pages, links and examples to look at`() {
    #expect(MarkdownPage.all.count > 10)
    #expect(MarkdownPage.all.flatMap(\.links).count > 50)
    #expect(Self.examples("json5").count > 3)
    #expect(Self.examples("json").count > 2)
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let place: String
    let text: String
    var testDescription: String { place }
  }

  static func examples(_ language: String) -> [Example] {
    MarkdownPage.all.flatMap { page in
      page.blocks.filter { $0.language == language }
        .map { Example(place: "\(page.path):\($0.line)", text: $0.text) }
    }
  }

  @Test(
    arguments: examples("json5").filter {
      $0.text.contains("schema:") && $0.text.contains("speedgate.commands/")
    }) func `every example of a file of commands is accepted`(_ example: Example) throws
  {
    _ = try CommandFile(bytes: Array(example.text.utf8), path: example.place)
    let document = try JSONValue(example.text, allowsJSON5: true)
    #expect(try JSONSchema("commands").problems(document).isEmpty)
  }

  @Test(
    arguments: examples("json5").filter {
      ($0.text.contains("schema:") || $0.text.contains("budgets:"))
        && !$0.text.contains("speedgate.commands/")
    }) func `every example of a budgets file is accepted`(_ example: Example) throws
  {
    _ = try BudgetPolicy(text: example.text, path: example.place)
  }

  @Test(arguments: examples("json").filter { $0.text.contains("\"schema\"") })
  func `every example of a record is read`(_ example: Example) throws {
    let data = Data(example.text.utf8)
    func read<Record: Decodable>(_ type: Record.Type, _ schema: SchemaVersion) throws {
      _ = try RecordFile.decode(type, schema: schema, from: data, path: example.place)
    }
    if example.text.contains(RunRecord.schema.rawValue) {
      try read(RunRecord.self, RunRecord.schema)
    } else if example.text.contains(Verdict.schema.rawValue) {
      try read(Verdict.self, Verdict.schema)
    } else if example.text.contains(EvidenceRecord.schema.rawValue) {
      try read(EvidenceRecord.self, EvidenceRecord.schema)
    } else if example.text.contains(LayoutStudy.schema.rawValue) {
      try read(LayoutStudy.self, LayoutStudy.schema)
    } else if example.text.contains(ExecutedRecord.schema.rawValue) {
      try read(ExecutedRecord.self, ExecutedRecord.schema)
    } else if example.text.contains(ProfileRecord.schema.rawValue) {
      try read(ProfileRecord.self, ProfileRecord.schema)
    } else {
      #expect(example.text.contains("\"speedgate.summary/1\""), "\(example.place)")
    }
  }

  static let pagesOfSchemas = [
    ("run", "docs/formats/run.md"), ("verdict", "docs/formats/verdict.md"),
    ("summary", "docs/formats/summary.md"), ("budgets", "docs/budgets.md"),
    ("event", "docs/formats/event-log.md"), ("evidence", "docs/formats/evidence.md"),
    ("layout", "docs/formats/layout.md"), ("executed", "docs/formats/executed.md"),
    ("profile", "docs/formats/profile.md"), ("commands", "docs/formats/commands.md"),
    ("lines", "docs/formats/lines.md"),
  ]

  @Test(arguments: pagesOfSchemas) func `every key of a format is on its page`(
    _ schema: String, _ path: String
  ) throws {
    let file = MarkdownPage.root.appending(path: "docs/schemas/\(schema).schema.json")
    let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let prose = try MarkdownPage(path).prose.joined(separator: "\n")
    let keys = Self.keys(of: document)
    #expect(keys.count > 5)
    for key in keys.sorted() {
      #expect(prose.contains("`\(key)`"), "\(path) does not report the key \(key)")
    }
  }

  /// The names of all properties that a schema and its parts declare.
  private static func keys(of schema: Any) -> Set<String> {
    if let list = schema as? [Any] { return list.reduce(into: []) { $0.formUnion(keys(of: $1)) } }
    guard let object = schema as? [String: Any] else { return [] }
    let own = (object["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
    return object.values.reduce(into: own) { $0.formUnion(keys(of: $1)) }
  }
}

/// The drawing of the modules against the manifest.
@Suite struct ArchitectureTests {
  typealias Graph = [String: Set<String>]

  @Test func `the drawing reaches from each module exactly those that the manifest lets it use`()
    throws
  {
    let manifest = try String(
      contentsOf: MarkdownPage.root.appending(path: "Package.swift"), encoding: .utf8)
    let page = try MarkdownPage("docs/architecture.md")
    let drawing = try #require(page.blocks.first { $0.text.hasPrefix("flowchart") })
    let declared = Self.reachable(Self.declared(in: manifest))
    let drawn = Self.reachable(Self.drawn(in: drawing.text))
    #expect(declared.count > 8)
    for module in Set(declared.keys).union(drawn.keys).sorted() {
      #expect(drawn[module, default: []] == declared[module, default: []], "\(module)")
    }
    let prose = page.prose.joined(separator: "\n")
    for module in Set(declared.keys).union(declared.values.flatMap { $0 }) {
      #expect(prose.contains("`\(module)`"), "the page does not report \(module)")
    }
  }

  /// Targets that are built for users, with the targets they name.
  private static func declared(in manifest: String) -> Graph {
    let body = manifest.prefix(
      upTo: manifest.range(of: "MARK: Tests")?.lowerBound ?? manifest.endIndex)
    let target =
      /\.(?:target|executableTarget)\(\s*name: "([^"]+)"(?:,\s*dependencies: \[([^\]]*)\])?/
    var graph: Graph = [:]
    for match in body.matches(of: target) {
      let names = (match.2 ?? "").matches(of: /"([^"]+)"/).map { String($0.1) }
      graph[String(match.1)] = Set(names)
    }
    return graph
  }

  /// The solid arrows of a drawing; dotted ones are no dependencies.
  private static func drawn(in drawing: String) -> Graph {
    var graph: Graph = [:]
    for line in drawing.split(separator: "\n") where line.contains("-->") {
      let ends = line.split(separator: "-->").map { part in
        part.matches(of: /[A-Za-z][A-Za-z-]*/).map { String($0.0) }
      }
      for (from, to) in zip(ends, ends.dropFirst()) {
        for module in from { graph[module, default: []].formUnion(to) }
      }
    }
    return graph
  }

  /// Everything that a module reaches by following arrows.
  private static func reachable(_ graph: Graph) -> Graph {
    func follow(_ module: String, _ seen: inout Set<String>) {
      for next in graph[module, default: []] where seen.insert(next).inserted {
        follow(next, &seen)
      }
    }
    let modules = Set(graph.keys).union(graph.values.flatMap { $0 })
    return Dictionary(
      uniqueKeysWithValues: modules.map { module in
        var seen: Set<String> = []
        follow(module, &seen)
        return (module, seen)
      })
  }
}
