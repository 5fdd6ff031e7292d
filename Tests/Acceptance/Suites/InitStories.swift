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

  @Test func `a dry run says what would be written, and writes nothing`() throws {
    let scratch = try package()
    let before = try contents(of: scratch)
    let outcome = try Executable.bench.run("init", "--dry-run", folder: scratch.path)
    #expect(outcome.status == 0, "\(outcome.err)")
    for file in Self.files { #expect(outcome.out.contains("+ \(file) ("), "\(outcome.out)") }
    #expect(outcome.out.contains("+ .gitignore: /baselines\n"))
    #expect(outcome.out.contains("Package.swift is yours; add to it:"))
    #expect(try contents(of: scratch) == before)
  }

  @Test func `the lines for the manifest name a library that is there`() throws {
    let scratch = try package()
    let outcome = try Executable.bench.run("init", "--dry-run", folder: scratch.path)
    let line = try #require(
      outcome.out.split(separator: "\n").first { $0.hasPrefix("dependencies: [") })
    #expect(!outcome.out.contains("SPEEDGATE'S"), "\(outcome.out)")
    if let path = line.firstMatch(of: /path: "([^"]+)"/)?.1 {
      let manifest = URL(
        fileURLWithPath: String(path) + "/Package.swift",
        relativeTo: URL(fileURLWithPath: scratch.path + "/"))
      #expect(FileManager.default.fileExists(atPath: manifest.path), "\(line)")
    } else {
      #expect(line.contains("url: \""), "\(line)")
    }
    let named = try Executable.bench.run(
      "init", "--dry-run", "--library", "https://example.org/speedgate.git", folder: scratch.path)
    #expect(
      named.out.contains(
        "dependencies: [.package(url: \"https://example.org/speedgate.git\", branch: \"main\")],"))
    // A manifest that names it already needs the target only.
    _ = try scratch.write(
      "Package.swift",
      "let package = Package(\n  name: \"my-orders\")  // .product(name: \"Speedgate\", package: \"Speedgate\")\n"
    )
    let again = try Executable.bench.run("init", "--dry-run", folder: scratch.path)
    #expect(!again.out.contains("dependencies: [.package("), "\(again.out)")
    #expect(again.out.contains("name: \"MyOrdersBenchmarks\""))
  }

  @Test func `everything is written once, and nothing is overwritten`() throws {
    let scratch = try package()
    #expect(try Executable.bench.run("init", folder: scratch.path).status == 0)
    #expect(try scratch.read(".gitignore") == "*.o\n.build/\n/baselines\n")
    let budgets = "budgets/MyOrdersBenchmarks.json5"
    _ = try BudgetPolicy(text: try scratch.read(budgets), path: budgets)
    let suite = try scratch.read("Sources/MyOrdersBenchmarks/MyOrdersBenchmarks.swift")
    #expect(suite.contains("struct MyOrdersBenchmarks: BenchmarkSuite"))
    let workflow = try scratch.read(".github/workflows/performance.yml")
    #expect(workflow.contains("product: MyOrdersBenchmarks"))

    _ = try scratch.write(budgets, "{ mine: true }")
    let before = try contents(of: scratch)
    let again = try Executable.bench.run("init", folder: scratch.path)
    #expect(again.status == 0 && again.out.contains("= \(budgets) is there, left as it is"))
    #expect(try contents(of: scratch) == before)
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
