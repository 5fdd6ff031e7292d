import Foundation
import GateBudgets
import GateFiles
import TestSupport
import Testing

/// Which budgets judge, and which are the change's own.
@Suite struct JudgingPolicyTests {
  private let scratch: TemporaryFolder

  init() throws {
    scratch = try TemporaryFolder()
    try Self.git("init", "-q", in: scratch)
  }

  private static func git(_ arguments: String..., in scratch: TemporaryFolder) throws {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    let unsigned = ["-c", "commit.gpgsign=false"]
    try #require(
      GitCommand(directory: scratch.path).data(identity + unsigned + arguments) != nil,
      "\(arguments)")
  }

  private func write(_ limit: String, to file: String) throws {
    let path = scratch.file(file)
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(),
      withIntermediateDirectories: true)
    _ = try scratch.write(
      file,
      "{ schema: \"speedgate.budgets/1\", budgets: [ { benchmark: \"a\", max: \"\(limit)\" } ] }")
  }

  private func commit(_ tag: String) throws {
    try Self.git("add", "-A", in: scratch)
    try Self.git("commit", "-q", "--allow-empty", "-m", tag, in: scratch)
    try Self.git("tag", tag, in: scratch)
  }

  private func policy(budgets: String? = nil, from place: String?) throws -> JudgingPolicy {
    try JudgingPolicy(
      budgets: budgets, policyFrom: place, suite: "Orders", folder: scratch.path)
  }

  @Test func `without another place a change is judged by its own budgets`() throws {
    #expect(try policy(from: nil).judging == .builtIn)
    try write("1 ms", to: "budgets/b.json5")
    let own = try policy(from: nil)
    #expect(own.judging == own.own && own.own.rules.map(\.text) == ["1 ms"])
    #expect(!own.isFromElsewhere)
  }

  @Test(arguments: [nil, "rules", "rules/b.json5"])
  func `a commit's budgets judge in place of the change's`(_ budgets: String?) throws {
    try write("1 ms", to: budgets == nil ? "budgets/b.json5" : "rules/b.json5")
    try commit("base")
    try write("9 ms", to: budgets == nil ? "budgets/b.json5" : "rules/b.json5")
    let policy = try policy(budgets: budgets.map { scratch.file($0) }, from: "base")
    #expect(policy.judging.rules.map(\.text) == ["1 ms"] && policy.isFromElsewhere)
    #expect(policy.own.rules.map(\.text) == ["9 ms"])
  }

  @Test func `a commit without budgets has the built-in ones`() throws {
    try commit("base")
    try write("9 ms", to: "budgets/b.json5")
    #expect(try policy(from: "base").judging == .builtIn)
  }

  @Test func `what git has but cannot read is no absence`() throws {
    try write("1 ms", to: "budgets/b.json5")
    try commit("base")
    let git = GitCommand(directory: scratch.path)
    let object = try #require(git.answer("rev-parse", "base:budgets/b.json5"))
    try FileManager.default.removeItem(
      atPath: scratch.file(".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"))
    #expect {
      try policy(from: "base")
    } throws: {
      "\($0)" == "base:budgets/b.json5: cannot be read by git; fetch the commit again"
    }
    let tree = try #require(git.answer("rev-parse", "base^{tree}"))
    try FileManager.default.removeItem(
      atPath: scratch.file(".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"))
    #expect {
      try policy(from: "base")
    } throws: {
      "\($0)" == "base:budgets: cannot be read by git; fetch the commit again"
    }
  }

  @Test(arguments: ["absent", "--output=x", "-"])
  func `a place that is no folder and no commit is refused`(_ place: String) throws {
    try commit("base")
    #expect {
      try policy(from: place)
    } throws: {
      "\($0)".hasPrefix("--policy-from: there is no folder and no commit '\(place)'")
    }
  }
}
