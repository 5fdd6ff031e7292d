import Foundation
package import GateFiles

/// The budgets that judge a suite, and those of the change under test.
///
/// One function makes them, so that a run is measured for the questions that it is judged by.
package struct JudgingPolicy: Hashable, Sendable {
  /// The rules that judge.
  package let judging: BudgetPolicy
  /// The rules of the change under test; the same ones where no others are asked for.
  package let own: BudgetPolicy
  /// Whether the rules that judge are of another commit or folder.
  package let isFromElsewhere: Bool

  /// Reads the budgets of a suite.
  ///
  /// - Parameters:
  ///   - budgets: The folder or file of `--budgets`; nil is the folder `budgets` when there is one.
  ///   - policyFrom: The commit or folder of `--policy-from`; nil judges by the change's own rules.
  ///   - suite: The suite's name; files for other suites are checked and left aside.
  ///   - folder: The folder that is worked in.
  /// - Throws: ``FileError`` with file, line and column of the first mistake, or when something that
  ///   cannot be read has the usual folder's name.
  package init(
    budgets: String?, policyFrom: String?, suite: String, folder: String
  ) throws(FileError) {
    let usual = folder + "/budgets"
    if let budgets {
      own = try BudgetPolicy(at: budgets, suite: suite, seenFrom: folder)
    } else if try Folder.isThere(usual) {
      own = try BudgetPolicy(at: usual, suite: suite, seenFrom: folder)
    } else {
      own = .builtIn
    }
    isFromElsewhere = policyFrom != nil
    guard let place = policyFrom else {
      judging = own
      return
    }
    // A link that leads nowhere is a place, too; a commit's name is none.
    if (try? FileManager.default.attributesOfItem(atPath: place)) != nil {
      judging = try BudgetPolicy(at: place, suite: suite, seenFrom: folder)
    } else {
      judging = try BudgetPolicy(
        texts: CommittedBudgets(revision: place, path: budgets ?? usual).texts(), suite: suite)
    }
  }
}
