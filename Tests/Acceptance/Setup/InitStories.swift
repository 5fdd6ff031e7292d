import Foundation
import GateBudgets
import TestSupport
import Testing

/// Adding a suite to a package that was not made for it.
@Suite struct InitStories {
  private static let files = [
    ".github/workflows/performance.yml", ".github/workflows/speedgate-comment.yml",
    "Sources/MyOrdersBenchmarks/MyOrdersBenchmarks.swift", "budgets/MyOrdersBenchmarks.json5",
  ]

  private func package() throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    _ = try scratch.write("Package.swift", "let package = Package(\n  name: \"my-orders\")\n")
    _ = try scratch.write(".gitignore", "*.o\n.build/")
    return scratch
  }

  private func contents(of scratch: TemporaryFolder) throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
    var texts: [String: String] = [:]
    for name in names { texts[name] = try? scratch.read(name) }
    return texts
  }

  private static let url = "https://example.org/speedgate.git"

  @Test func `a dry run says what would be written, and writes nothing`() throws {
    let scratch = try package()
    let before = try contents(of: scratch)
    let outcome = try Executable.bench.run(
      "init", "--dry-run", "--library", Self.url, folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    for file in Self.files { #expect(outcome.out.contains("+ \(file) ("), "\(outcome.out)") }
    #expect(outcome.out.contains("+ .gitignore: /baselines\n"))
    #expect(outcome.out.contains("Package.swift is yours; add to it:"))
    #expect(outcome.out.contains("the package manager cannot read it"), "the fixture has no import")
    #expect(try contents(of: scratch) == before)
  }

  @Test func `the line for the manifest is a library that is there, and no build folder`() throws {
    let scratch = try package()
    let outcome = try Executable.bench.run("init", "--dry-run", folder: scratch.path)
    let line = try #require(
      outcome.out.split(separator: "\n").first { $0.hasPrefix("  .package(") })
    #expect(!line.contains("/.build"), "\(line)")
    if let path = line.firstMatch(of: /path: "([^"]+)"/)?.1 {
      let manifest = URL(
        fileURLWithPath: String(path) + "/Package.swift",
        relativeTo: URL(fileURLWithPath: scratch.path + "/"))
      #expect(FileManager.default.fileExists(atPath: manifest.path), "\(line)")
      #expect(outcome.out.contains("note: \(path) is a folder on this machine"), "\(outcome.out)")
      #expect(outcome.out.contains("note: no workflows are written"))
      #expect(!outcome.out.contains(".github"))
    } else {
      #expect(line.contains("url: \""), "\(line)")
    }
  }

  @Test func `a URL comes with a version, and goes into the workflows' way to the actions`() throws
  {
    let scratch = try package()
    let named = try Executable.bench.run("init", "--library", Self.url, folder: scratch.path)
    #expect(named.out.contains("  .package(url: \"\(Self.url)\", from: \""), "\(named.out)")
    let workflow = try scratch.read(".github/workflows/performance.yml")
    #expect(workflow.contains(".build/checkouts/*/.github/actions") && !workflow.contains(".."))
    // A manifest that names it already needs the target only.
    _ = try scratch.write(
      "Package.swift",
      "let package = Package(\n  name: \"my-orders\")  // .product(name: \"Speedgate\", package: \"Speedgate\")\n"
    )
    let again = try Executable.bench.run("init", "--dry-run", folder: scratch.path)
    #expect(!again.out.contains("dependencies: [\n  .package("), "\(again.out)")
    #expect(again.out.contains("name: \"MyOrdersBenchmarks\""))
  }

  @Test func `a workflow fetches by its URL what the manifest names by a folder`() throws {
    let scratch = try TemporaryFolder()
    try scratch.write("Speedgate/Package.swift", "let package = Package(name: \"Speedgate\")\n")
    try scratch.write(
      "orders/Package.swift",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "orders", dependencies: [.package(path: "../Speedgate")],
        targets: [.target(name: "Orders")])
      """)
    let folder = scratch.file("orders")
    let local = try Executable.bench.run("init", folder: folder)
    #expect(local.out.contains("note: no workflows are written"), "\(local.out)")
    #expect(!FileManager.default.fileExists(atPath: folder + "/.github"))
    // The suite is added to the targets that are there.
    #expect(local.out.contains("      \"Orders\",\n"), "\(local.out)")
    #expect(!local.out.contains(".package("), "\(local.out)")
    let named = try Executable.bench.run("init", "--library", Self.url, folder: folder)
    #expect(named.status == 0 && !named.out.contains("no workflows"), "\(named.out)")
    for name in ["performance", "speedgate-comment"] {
      let workflow = try scratch.read("orders/.github/workflows/\(name).yml")
      #expect(workflow.contains("git clone --depth 1 '\(Self.url)' '../Speedgate'"))
      #expect(!workflow.contains("checkouts"))
    }
  }

  @Test func `everything is written once, and nothing is overwritten`() throws {
    let scratch = try package()
    let first = try Executable.bench.run("init", "--library", Self.url, folder: scratch.path)
    #expect(first.status == 0, "\(first)")
    #expect(try scratch.read(".gitignore") == "*.o\n.build/\n/baselines\n")
    let budgets = "budgets/MyOrdersBenchmarks.json5"
    _ = try BudgetPolicy(text: try scratch.read(budgets), path: budgets)
    let suite = try scratch.read("Sources/MyOrdersBenchmarks/MyOrdersBenchmarks.swift")
    #expect(suite.contains("struct MyOrdersBenchmarks: BenchmarkSuite"))
    let workflow = try scratch.read(".github/workflows/performance.yml")
    #expect(workflow.contains("product: MyOrdersBenchmarks"))

    _ = try scratch.write(budgets, "{ mine: true }")
    let before = try contents(of: scratch)
    let again = try Executable.bench.run("init", "--library", Self.url, folder: scratch.path)
    #expect(again.status == 0 && again.out.contains("= \(budgets) is there, left as it is"))
    #expect(try contents(of: scratch) == before)
  }

  /// A library as others have it: with a product, tests, and a name that is no module's.
  private func library(_ scratch: TemporaryFolder) throws -> String {
    try scratch.write(
      "lib/Package.swift",
      """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "swift-orders",
        products: [
          .library(name: "Orders", targets: ["Orders", "orders-core"]), .executable(name: "tool", targets: ["tool"]),
        ],
        targets: [
          .target(name: "orders-core"), .target(name: "Orders", dependencies: ["orders-core"]),
          .executableTarget(name: "tool"), .testTarget(name: "OrdersTests", dependencies: ["Orders"]),
        ])
      """)
    return scratch.file("lib")
  }

  @Test func `the suite depends on the library's own targets, and imports them`() throws {
    let scratch = try TemporaryFolder()
    let folder = try library(scratch)
    let outcome = try Executable.bench.run("init", "--library", Self.url, folder: folder)
    #expect(
      outcome.out.contains(
        """
            dependencies: [
              "Orders",
              "orders-core",
              .product(name: "Speedgate", package: "Speedgate"),
            ]),
        """), "\(outcome.out)")
    let suite = try scratch.read("lib/Sources/SwiftOrdersBenchmarks/SwiftOrdersBenchmarks.swift")
    #expect(
      suite.hasPrefix("import Orders\nimport Speedgate\nimport orders_core\n\n@main"), "\(suite)")
    #expect(
      outcome.out.contains("note: everyone who depends on swift-orders resolves Speedgate, too"))
    #expect(outcome.out.contains("'init --nested' puts the benchmarks into a package of their own"))
  }

  @Test func `a nested package is written whole, and found again from both folders`() throws {
    let scratch = try TemporaryFolder()
    let folder = try library(scratch)
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "init", "--quiet", folder]
    try git.run()
    git.waitUntilExit()
    let outcome = try Executable.bench.run(
      "init", "--nested", "--library", Self.url, folder: folder)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.out.contains("then commit these files and run: cd Benchmarks && swift package"),
      "\(outcome.out)")
    #expect(outcome.out.contains("note: the benchmarks are a package of their own"))
    #expect(!outcome.out.contains("is yours; add to it"))
    let manifest = try scratch.read("lib/Benchmarks/Package.swift")
    for line in [
      ".package(name: \"swift-orders\", path: \"..\"),",
      ".package(url: \"\(Self.url)\", from: \"",
      ".product(name: \"Orders\", package: \"swift-orders\"),",
    ] { #expect(manifest.contains(line), "\(manifest)") }
    for file in [
      "Benchmarks/Sources/SwiftOrdersBenchmarks/SwiftOrdersBenchmarks.swift",
      "Benchmarks/budgets/SwiftOrdersBenchmarks.json5", "Benchmarks/.gitignore",
    ] { #expect(FileManager.default.fileExists(atPath: folder + "/" + file), "\(file)") }
    #expect(!FileManager.default.fileExists(atPath: folder + "/.gitignore"))
    let workflow = try scratch.read("lib/.github/workflows/performance.yml")
    #expect(workflow.contains("uses: ./Benchmarks/.build/speedgate-actions/speedgate\n"))
    #expect(workflow.contains("          working-directory: Benchmarks\n"))
    #expect(
      try scratch.read("lib/.github/workflows/speedgate-comment.yml")
        .contains("tools: Benchmarks/.build/release"))

    let before = try contents(of: scratch)
    let again = try Executable.bench.run("init", folder: folder)
    #expect(again.out.contains("note: Benchmarks is a package of benchmarks already"), "\(again)")
    let inside = try Executable.bench.run("init", folder: folder + "/Benchmarks")
    #expect(
      inside.status == 0 && inside.out.contains("then commit these files and run: swift package"),
      "\(inside)")
    #expect(!inside.out.contains("  + "), "\(inside.out)")
    #expect(try contents(of: scratch) == before)
    BadInputTests.expectRefusal(
      try Executable.bench.run("init", "--nested", folder: folder + "/Benchmarks"), .bench,
      "is a nested package itself")
    // Who names the package means it.
    let root = try Executable.bench.run("init", "--dry-run", "--package", ".", folder: folder)
    #expect(root.out.contains("  + Sources/SwiftOrdersBenchmarks/"), "\(root.out)")
  }

  @Test
  func `another tool's nested package gets the suite, and its manifest is left to its author`()
    throws
  {
    let scratch = try TemporaryFolder()
    let folder = try library(scratch)
    let manifest = """
      // swift-tools-version: 6.2
      import PackageDescription
      let package = Package(
        name: "Benchmarks", dependencies: [.package(name: "swift-orders", path: "..")],
        targets: [.executableTarget(name: "other", dependencies: [.product(name: "Orders", package: "swift-orders")])])
      """
    try scratch.write("lib/Benchmarks/Package.swift", manifest)
    let outcome = try Executable.bench.run("init", "--library", Self.url, folder: folder)
    #expect(outcome.out.contains("Benchmarks/Package.swift is yours; add to it:"), "\(outcome.out)")
    #expect(outcome.out.contains("  .product(name: \"Orders\", package: \"swift-orders\"),\n"))
    #expect(outcome.out.contains("  + Benchmarks/Sources/SwiftOrdersBenchmarks/"))
    #expect(try scratch.read("lib/Benchmarks/Package.swift") == manifest)
  }

  @Test(arguments: [("main", "main"), ("master", "master"), ("trunk", "main")])
  func `the workflow follows the repository's main branch`(
    _ checkedOut: String, _ expected: String
  ) throws {
    let scratch = try package()
    try PolicyStories.git("init", "-q", "-b", checkedOut, in: scratch)
    let outcome = try Executable.bench.run(
      "init", "--library", Self.url, folder: scratch.path, environment: ["CI_DEFAULT_BRANCH": ""])
    #expect(outcome.status == 0, "\(outcome.err)")
    let workflow = try scratch.read(".github/workflows/performance.yml")
    #expect(workflow.contains("branches: [\(expected)]"), "\(workflow)")
  }

  @Test func `a suite's own name begins with a letter`() throws {
    let scratch = try TemporaryFolder()
    try scratch.write("Package.swift", "let package = Package(\n  name: \"2048-kit\"\n)\n")
    let outcome = try Executable.bench.run("init", "--library", Self.url, folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(
      try scratch.read("Sources/Suite2048KitBenchmarks/Suite2048KitBenchmarks.swift").contains(
        "struct Suite2048KitBenchmarks"))
  }

  @Test func `what cannot be is refused`() throws {
    let scratch = try TemporaryFolder()
    BadInputTests.expectRefusal(
      try Executable.bench.run("init", folder: scratch.path), .bench, "holds no Package.swift")
    let package = try package()
    BadInputTests.expectRefusal(
      try Executable.bench.run("init", "a/b", folder: package.path), .bench,
      "cannot be a suite's name")
    BadInputTests.expectRefusal(
      try Executable.bench.run("init", "--main-branch", "a]\nx", folder: package.path), .bench,
      "--main-branch cannot be")
    BadInputTests.expectRefusal(
      try Executable.bench.run("init", "--library", "a\", evil(\"", folder: package.path), .bench,
      "--library cannot be")
  }
}
