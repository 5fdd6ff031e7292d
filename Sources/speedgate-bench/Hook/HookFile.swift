import Foundation
import GateCommandLine
import GateFiles
import GateRecords

/// The hook `pre-push` of a repository, wherever the repository keeps its hooks.
///
/// A hook that was there before is kept beside ours and run first; ours takes nothing away.
struct HookFile {
  /// The line that distinguishes our hook from others.
  static let mark = "# speedgate-hook 1"

  /// Whether ours is there.
  enum State: Hashable {
    case absent
    case ours
    case foreign
  }

  /// Where git looks for it.
  let path: String

  /// Where the hook that was there before is kept.
  var keptPath: String { path + ".before-speedgate" }

  /// Finds the place, which `core.hooksPath` and worktrees move.
  ///
  /// - Throws: `UsageError` outside a repository.
  init(_ git: GitCommand) throws(UsageError) {
    guard let folder = git.answer("rev-parse", "--git-path", "hooks") else {
      throw UsageError(SetUpMessage.hooksUnknown(folder: git.directory))
    }
    path =
      URL(
        fileURLWithPath: folder, relativeTo: URL(fileURLWithPath: git.directory + "/")
      ).standardizedFileURL.path + "/pre-push"
  }

  var state: State {
    guard exists(path) else { return .absent }
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.contains(Self.mark) ? .ours : .foreign
  }

  /// Whether another hook is chained.
  var keepsAnother: Bool { exists(keptPath) }

  /// Checks that there is a place for our hook.
  ///
  /// - Throws: `UsageError` when both a foreign hook and an earlier one are in the way.
  func requirePlace() throws(UsageError) {
    guard state != .foreign || !keepsAnother else {
      throw UsageError(SetUpMessage.twoHooks(path: path, kept: keptPath))
    }
  }

  /// Installs the hook.
  ///
  /// - Throws: `UsageError` when there is no place for it; nothing is changed then.
  func install(calling program: String) throws {
    try requirePlace()
    if state == .foreign {
      try FileManager.default.moveItem(atPath: path, toPath: keptPath)
    }
    do {
      try TextFile.write(Data(script(calling: program).utf8), to: path, mode: 0o755)
    } catch {
      if state == .absent, keepsAnother {
        try? FileManager.default.moveItem(atPath: keptPath, toPath: path)
      }
      throw error
    }
  }

  /// Removes our hook and puts an earlier one back in its place.
  func uninstall() throws {
    try FileManager.default.removeItem(atPath: path)
    if keepsAnother { try FileManager.default.moveItem(atPath: keptPath, toPath: path) }
  }

  private func exists(_ path: String) -> Bool {
    // A dangling link is a hook, too, which `fileExists` would not see.
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// The hook; both hooks get what git writes on standard input.
  private func script(calling program: String) -> String {
    let quoted = ShellWords.quoted(program)
    return """
      #!/bin/sh
      \(Self.mark): written by 'speedgate-bench hook install', removed by 'speedgate-bench hook uninstall'.
      # To push without measuring: SPEEDGATE_SKIP=1 git push, or git push --no-verify.
      pushed="$(cat)"
      before="$0.before-speedgate"
      if [ -x "$before" ]; then
        printf '%s\\n' "$pushed" | "$before" "$@" || exit $?
      fi
      case "${SPEEDGATE_SKIP:-0}" in
        0) ;;
        *) echo "speedgate: skipped, because SPEEDGATE_SKIP is set" >&2; exit 0 ;;
      esac
      if [ ! -x \(quoted) ]; then
        echo "speedgate: not measured, because "\(quoted)" is gone; build it, or run 'speedgate-bench hook uninstall'" >&2
        exit 0
      fi
      printf '%s\\n' "$pushed" | \(quoted) hook run "$@"

      """
  }
}
