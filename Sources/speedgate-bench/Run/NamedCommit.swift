import GateCommandLine
import GateRecords

/// The commit that a program was built from, where that is not the one that is checked out.
struct NamedCommit: Hashable {
  /// Names the suite's.
  static let ofSuite = OptionDefinition.value(
    "commit", "NAME",
    "The commit that SUITE was built from: HASH or BRANCH@HASH (default: the one that is checked out)."
  )
  /// Names that of the program beside it.
  static let ofProgram = OptionDefinition.value(
    "against-commit", "NAME",
    "The commit that PROGRAM was built from, for reports: HASH or BRANCH@HASH.")

  let branch: String?
  let hash: String

  /// - Throws: `UsageError` for what is not a hash.
  init?(_ arguments: ParsedArguments, option: String) throws(UsageError) {
    guard let text = arguments.value(option) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard let hash = parts.last, hash.wholeMatch(of: /[0-9a-f]{7,64}/) != nil,
      parts.count == 1 || !text.hasPrefix("@")
    else {
      throw UsageError("--\(option) cannot be '\(text)'; give a commit's hash, or BRANCH@HASH")
    }
    self.hash = hash
    branch = parts.count == 1 ? nil : parts.dropLast().joined(separator: "@")
  }
}

extension SuiteRecord {
  /// Records the commit that a program was built from.
  mutating func comesFrom(_ named: NamedCommit) {
    commit = named.hash
    branch = named.branch
    hasUncommittedChanges = false
  }
}
