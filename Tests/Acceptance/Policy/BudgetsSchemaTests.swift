import Foundation
import GateBudgets
import Testing

/// The schema that editors go by, against files that the reader accepts or refuses.
@Suite struct BudgetsSchemaTests {
  static let files: [DocumentationTests.Example] = {
    let folders = ["budgets", "docs/budgets", "Tests/ConsumerPackage/budgets"]
    return folders.flatMap { folder in
      let path = MarkdownPage.root.appending(path: folder).path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { BudgetPolicy.isBudgetsFile($0) }.sorted().compactMap { name in
        (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)).map {
          DocumentationTests.Example(place: "\(folder)/\(name)", text: $0)
        }
      }
    }
      + DocumentationTests.examples("json5").filter {
        $0.text.contains("schema:") && !$0.text.contains("speedgate.commands/")
      }
  }()

  @Test func `there are files to look at`() {
    #expect(Self.files.count > 20)
  }

  @Test(arguments: files) func `what the documentation shows fits schema and reader`(
    _ file: DocumentationTests.Example
  ) throws {
    _ = try BudgetPolicy(text: file.text, path: file.place)
    let document = try JSONValue(file.text, allowsJSON5: true)
    #expect(try JSONSchema("budgets").problems(document).isEmpty)
  }

  /// Mistakes that an editor can see without a run.
  @Test(arguments: [
    "budget: []", "defaults: { tolerence: '1%' }", "defaults: { tolerances: { a: 10 } }",
    "budgets: [{ p95: '1 ms' }]", "budgets: [{ benchmark: 'a' }]",
    "budgets: [{ benchmark: 'a', p95: true }]",
    "budgets: [{ benchmark: 'a', p95: '1 s', mode: 'off' }]",
    "budgets: [{ benchmark: 'a', p95: '1 s', tolerance: '1.234%' }]",
    "budgets: [{ benchmark: 'a', p95: '1 s', when: {} }]",
    "budgets: [{ benchmark: 'a', p95: '1 s', expires: 'soon' }]", "presets: ['gate']",
    "baseline: { runs: 5 }", "baseline: { take: 'mean', runs: 0 }",
    "regressions: { wall_time: { fails: '1%' } }",
    "regressions: { wall_time: { benchmarks: { a: { when: { os: 'linux' } } } } }",
    "service_levels: { levels: [{ breach: '1 s' }] }",
    "service_levels: { levels: [{ benchmark: 'a', tag: 'b', breach: '1 s' }] }",
    "service_levels: { levels: [{ tag: 'b', breach: '1 s', min_rows: 0 }] }",
    "speedups: [{ faster: 'a', slower: 'b' }]",
    "speedups: [{ faster: 'a', slower: 'b', at_least: 2, reduction: '50%' }]",
    "speedups: [{ faster: 'a', slower: 'b', at_least: 0 }]",
    "speedups: [{ faster: 'a', slower: 'b', at_least: 2, expected: [1, 2, 3] }]",
    "growth: [{ series: 'a{n=1}', per_step: '1%' }]",
    "growth: [{ series: 'a{n=*}', complexity: 'O(2^n)' }]",
    "accept: [{ benchmark: 'a', up_to: '+5%', by: 'k' }]",
    "removed: { a: 'b' }", "removed: [{ benchmark: 'a', by: 'k' }]",
    "removed: [{ benchmark: 'a/*', reason: 'r', by: 'k' }]",
    "removed: [{ benchmark: '', reason: 'r', by: 'k' }]",
    "renamed: { a: 'b' }", "renamed: [{ from: 'a', to: 'b', reason: 'r' }]",
    "renamed: [{ from: 'a', to: '*', reason: 'r', by: 'k' }]",
    "renamed: [{ from: 'a', to: 'b', reason: 'r', by: 'k', when: { os: 'linux' } }]",
    "renamed: [{ from: 'a', to: 'b', reason: 'r', by: 'k', expires: 'soon' }]",
  ]) func `what the reader refuses the schema refuses`(_ body: String) throws {
    let text = "{ schema: 'speedgate.budgets/1', \(body) }"
    let problems = try JSONSchema("budgets").problems(JSONValue(text, allowsJSON5: true))
    #expect(!problems.isEmpty)
    #expect((try? BudgetPolicy(text: text, path: "b.json5")) == nil)
  }
}
