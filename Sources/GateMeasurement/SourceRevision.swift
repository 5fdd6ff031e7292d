import Foundation

/// What is being measured, in the words of version control; all unknown outside a repository.
package struct SourceRevision: Hashable, Sendable {
  /// The commit's hash.
  package var commit: String?
  /// The branch's name.
  package var branch: String?
  /// Whether the work tree holds changes that are not committed.
  package var hasUncommittedChanges: Bool?

  /// Asks the variables that CI services set, then git; never fails.
  package init(environment: [String: String], directory: String) {
    commit =
      environment["GITHUB_SHA"] ?? environment["CI_COMMIT_SHA"]
      ?? Self.git(["rev-parse", "HEAD"], in: directory)
    branch =
      Self.filled(environment["GITHUB_HEAD_REF"]) ?? Self.filled(environment["GITHUB_REF_NAME"])
      ?? environment["CI_COMMIT_REF_NAME"]
      ?? Self.git(["symbolic-ref", "--short", "--quiet", "HEAD"], in: directory)
    let changes = Self.git(
      ["status", "--porcelain", "--untracked-files=no"], in: directory, allowsEmpty: true)
    hasUncommittedChanges = changes.map { !$0.isEmpty }
  }

  private static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  private static func git(
    _ arguments: [String], in directory: String, allowsEmpty: Bool = false
  ) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    let text = String(decoding: data ?? Data(), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty && !allowsEmpty ? nil : text
  }
}
