import Foundation
import GateCommandLine
import GateRecords
import GateRevisions

/// The programs of commits; it is said what is built and how long that may take.
struct CommitBuilds {
  let repository: Repository
  let store: BuildStore

  /// - Parameter prefix: The prefix of each line, because a hook's lines appear among git's.
  init(_ repository: Repository, prefix: String = "", context: CommandContext) {
    self.repository = repository
    let scratch = repository.common + "/speedgate/work/build"
    store = BuildStore(
      repository, environment: context.environment, now: context.now,
      say: { text in
        context.err("\(prefix)\(Program.oneLine(text))\n")
        if text.hasPrefix("building "), !FileManager.default.fileExists(atPath: scratch) {
          context.err("\(prefix)\(SetUpMessage.firstBuild.line)\n")
        }
      })
  }

  /// A commit's program, kept or built now.
  func program(_ product: String, of commit: Commit) throws -> StoredBuild {
    let build = try store.program(
      BuildRequest(commit: commit, packagePath: repository.packagePath, product: product))
    // The remedy names an option of other commands.
    let absent = RevisionMessage.suiteAbsent(product: product)
    return build == .failed(absent.line) ? .failed(absent.text) : build
  }
}
