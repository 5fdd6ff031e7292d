import Foundation
import GateCommandLine
import TestSupport
import Testing

@testable import speedgate_bench

/// What `init` does where something is there already.
@Suite struct InitRefusalStories {
  private static let url = "https://example.org/speedgate.git"

  /// A package with a library, a tool and tests, which asks for what the tests say.
  private func package(
    _ platforms: String = "", dependencies: String = "", targets: String = ""
  ) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    try scratch.write(
      "Package.swift",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "orders",\(platforms)
        products: [.library(name: "Orders", targets: ["Orders"])], dependencies: [\(dependencies)],
        targets: [
          .target(name: "Orders"), .executableTarget(name: "Tool"),
          .testTarget(name: "OrdersTests", dependencies: ["Orders"]),\(targets)
        ])
      """)
    return scratch
  }

  private func initialize(_ folder: String, _ arguments: String...) throws -> Executable.Outcome {
    try Executable.bench.run(["init"] + arguments + ["--library", Self.url], folder: folder)
  }

  @Test(
    arguments: [
      ("Orders", "'Orders' is already a library target of orders"),
      ("Tool", "'Tool' is already an executable target of orders"),
      ("OrdersTests", "'OrdersTests' is already a test target of orders"),
    ], [[], ["--nested"]])
  func `a target that is no suite gets no second main type`(
    _ name: (String, String), _ more: [String]
  ) throws {
    let scratch = try package()
    try scratch.write(
      "Sources/\(name.0)/\(name.0).swift", "@main struct Tool { static func main() {} }")
    let outcome = try Executable.bench.run(
      ["init", name.0, "--library", Self.url] + more, folder: scratch.path)
    BadInputTests.expectRefusal(outcome, .bench, name.1)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("budgets")))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("Benchmarks")))
  }

  @Test func `sources that no manifest names get no second main type either`() throws {
    let scratch = try package()
    try scratch.write("Sources/Extra/main.swift", "print(1)")
    BadInputTests.expectRefusal(
      try initialize(scratch.path, "Extra"), .bench, "Sources/Extra already holds Swift files")
  }

  @Test func `a suite whose files have other names is left as it is`() throws {
    let scratch = try package(
      dependencies: ".package(url: \"\(Self.url)\", from: \"1.0.0\")",
      targets: """

          .executableTarget(
            name: "Mine", dependencies: ["Orders", .product(name: "Speedgate", package: "speedgate")],
            path: "Perf"),
        """)
    try scratch.write("Perf/Suite.swift", "import Speedgate\n")
    let outcome = try initialize(scratch.path, "Mine")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.out.contains("  = Perf is there, left as it is\n"), "\(outcome.out)")
    #expect(!FileManager.default.fileExists(atPath: scratch.file("Sources/Mine")))
    #expect(!outcome.out.contains("is yours; add to it"), "\(outcome.out)")
  }

  @Test(arguments: [
    "class", "func", "Self", "Any", "Type", "_", "Speedgate", "Foundation", "Swift", "main",
    "Benchmarks", "BenchmarkSuite",
  ])
  func `a word that names no module or type is refused`(_ name: String) throws {
    let scratch = try package()
    BadInputTests.expectRefusal(
      try initialize(scratch.path, name), .bench, "'\(name)' cannot be a suite's name: Swift or")
  }

  @Test func `a name that is made of a package's own can be a suite's`() {
    #expect(SuiteName.usual(for: "日本") == "SuiteBenchmarks")
    #expect(SuiteName.usual(for: "my-orders") == "MyOrdersBenchmarks")
  }

  @Test func `a workflow that is there is left, and what it lacks is said`() throws {
    let scratch = try package()
    let first = try initialize(scratch.path, "One", "--main-branch", "main")
    #expect(first.status == 0 && !first.out.contains("performance.yml does not"), "\(first)")
    let same = try initialize(scratch.path, "One", "--main-branch", "main")
    #expect(!same.out.contains("performance.yml does not"), "\(same.out)")
    let second = try initialize(scratch.path, "Two", "--main-branch", "trunk")
    #expect(second.out.contains("= .github/workflows/performance.yml is there, left as it is"))
    #expect(
      second.out.contains(
        "note: .github/workflows/performance.yml does not gate Two; repeat its step that uses the action "
          + "'speedgate' with 'product: Two'"), "\(second.out)")
    #expect(
      second.out.contains("performance.yml does not run on pushes to 'trunk'"), "\(second.out)")
  }

  @Test(arguments: [
    ("", "", false), ("        working-directory: Benchmarks\n", "Benchmarks", false),
    ("  working-directory: './Benchmarks'\n", "Benchmarks", false),
    ("  working-directory: Other\n", "Benchmarks", true), ("", "Benchmarks", true),
  ])
  func `a workflow that works in another folder lacks the suite's`(
    _ text: String, _ folder: String, _ lacks: Bool
  ) {
    let gaps = WorkflowGaps(
      in: "on: push\n" + text + "product: Suite\n", suite: "Suite", mainBranch: "main",
      folder: folder)
    #expect(gaps.lacksFolder == lacks && !gaps.lacksSuite)
    #expect(
      gaps.messages(path: "w", suite: "Suite", mainBranch: "main", folder: folder).count
        == (lacks ? 1 : 0))
  }

  @Test(arguments: [
    ("on: [push, pull_request]\n", false), ("on:\n  pull_request:\n", true),
    ("on:\n  push:\n    branches: [main]\n", false),
    ("on:\n  push:\n    branches:\n      - 'release/*'\n      - develop\n", false),
    (
      "on:\n  push:\n    branches:\n      - develop # main\n  pull_request:\n    branches: [main]\n",
      true
    ),
    ("on:\n  push:\n  pull_request:\n    branches: [develop]\n", false), ("on:\n  - push\n", false),
  ])
  func `a workflow's branches are read`(_ text: String, _ lacks: Bool) {
    let gaps = WorkflowGaps(in: text + "# Suites of MySuite\n", suite: "Suite", mainBranch: "main")
    #expect(gaps.lacksBranch == lacks && gaps.lacksSuite)
  }

  @Test(arguments: [
    ("", true), (" platforms: [.macOS(.v13), .iOS(.v17)],", true),
    (" platforms: [.macOS(.v15)],", false), (" platforms: [.macOS(\"15.1\")],", false),
  ])
  func `the lines for a manifest ask for the platform where it does not`(
    _ platforms: String, _ isNeeded: Bool
  ) throws {
    let scratch = try package(platforms)
    let outcome = try initialize(scratch.path, "--dry-run")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.out.contains("\n\nplatforms: [.macOS(.v15)],\ndependencies: [\n") == isNeeded,
      "\(outcome.out)")
  }

  @Test func `a second nested suite does not repeat a dependency`() throws {
    let scratch = try package()
    #expect(try initialize(scratch.path, "--nested").status == 0)
    let second = try initialize(scratch.path, "More")
    #expect(
      second.out.contains("Benchmarks/Package.swift is yours; add to it:\n\ntargets: [\n"),
      "\(second.out)")
    #expect(second.out.contains("name: \"More\""))
  }

  @Test func `the remedy for a local library in a new nested manifest can be followed`() throws {
    let scratch = try package()
    try scratch.write("Speedgate/Package.swift", "let package = Package(name: \"Speedgate\")\n")
    let nested = try Executable.bench.run(
      "init", "--nested", "--library", "Speedgate", folder: scratch.path)
    #expect(
      nested.out.contains("replace it by .package(url: …) in Benchmarks/Package.swift"),
      "\(nested.out)")
    #expect(!nested.out.contains("for the line that works everywhere"))
  }

  @Test(arguments: [true, false])
  func `the closing line says to commit first, where there is a repository`(_ isInRepository: Bool)
    throws
  {
    let scratch = try package()
    if isInRepository { try PolicyStories.git("init", "-q", in: scratch) }
    let outcome = try initialize(scratch.path)
    let words = isInRepository ? "then commit these files and run: swift" : "then run: swift"
    #expect(outcome.out.contains("\n\(words) package "), "\(outcome.out)")
  }

  @Test func `the tutorial shows the lines that the files have`() throws {
    // As there, the manifest names a checkout beside the package.
    let scratch = try TemporaryFolder()
    try scratch.write("Speedgate/Package.swift", "let package = Package(name: \"Speedgate\")\n")
    try scratch.write(
      "Orders/Package.swift",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "Orders", platforms: [.macOS(.v15)],
        products: [.library(name: "Orders", targets: ["Orders"])],
        dependencies: [.package(path: "../Speedgate")], targets: [.target(name: "Orders")])
      """)
    let outcome = try initialize(scratch.file("Orders"), "OrderBenchmarks")
    let page = try MarkdownPage("docs/getting-started.md")
    let shown = page.blocks.flatMap { $0.text.split(separator: "\n") }
      .filter { $0.hasPrefix("  + ") && $0.hasSuffix(" lines)") }
    #expect(shown.count == 4)
    for line in shown { #expect(outcome.out.contains(line), "\(line) in \(outcome.out)") }
  }

  @Test(arguments: [
    (Command.initialize, "helpOfInit"), (Command.hookInstall, "helpOfHook"),
  ])
  func `the plugin's help, which needs no tool, has every option`(
    _ command: Command, _ name: String
  ) throws {
    let source = try String(
      contentsOf: MarkdownPage.root.appending(path: "Sources/GatePlugin/ToolCommand.swift"),
      encoding: .utf8)
    let start = try #require(source.range(of: "static let \(name) = "))
    let text = source[start.upperBound...].prefix(
      upTo: source[start.upperBound...].range(of: "\n    \"\"\"\n")?.lowerBound ?? source.endIndex)
    #expect(command.definition.options.count > 3)
    for option in command.definition.options {
      #expect(text.contains("--\(option.name) "), "\(option.name)")
    }
  }
}
