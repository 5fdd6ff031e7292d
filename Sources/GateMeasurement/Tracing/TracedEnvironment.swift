import Foundation
import GateFiles

/// The part of the environment that can change the code that a suite executes.
package enum TracedEnvironment {
  /// Variables by which systems of continuous integration number and describe a job, and shells their state.
  ///
  /// They differ in every job. A suite that asks for variables is run once with other values of these; where that
  /// changes what it executes, nothing is proven.
  private static let perJob = [
    "GITHUB_", "RUNNER_", "ACTIONS_", "CI_", "GITLAB_", "BUILD_", "BUILDKITE_", "CIRCLE_",
    "TRAVIS_", "JENKINS_",
    "SYSTEM_", "AGENT_", "BITBUCKET_", "DRONE_", "INVOCATION_", "JOURNAL_", "SSH_", "XDG_",
    "VSCODE_",
  ]
  private static let perShell: Set<String> = [
    "_", "PWD", "OLDPWD", "SHLVL", "TERM", "COLUMNS", "LINES", "USER", "LOGNAME", "HOSTNAME",
    "MAIL", "PS1",
    "SPEEDGATE_PADDING", "SPEEDGATE_WORKER", "SWIFT_DETERMINISTIC_HASHING", "SWIFT_BACKTRACE",
    "LD_BIND_NOW",
  ]

  /// Variables that are the same in every job, and by which suites ask whether they run in one.
  private static let ofEveryJob: Set<String> = ["CI", "GITHUB_ACTIONS", "GITLAB_CI"]

  /// Whether a variable may differ from run to run.
  static func mayDiffer(_ name: String) -> Bool {
    if ofEveryJob.contains(name) { return false }
    return perShell.contains(name) || perJob.contains { name.hasPrefix($0) }
  }

  /// Variables that the loader, the C library and the runtime go by, whether or not the suite asks for any.
  static func isOfSystem(_ name: String) -> Bool {
    ["LD_", "MALLOC_", "GLIBC_", "SWIFT_", "LIBDISPATCH_", "LC_", "LANG", "TZ"].contains {
      name.hasPrefix($0)
    }
  }

  /// Other values of the variables that may differ, as long as they were, so that the stack keeps its place.
  static func scrambled(_ environment: [String: String]) -> [String: String] {
    environment.reduce(into: [:]) { changed, variable in
      let isKept = !mayDiffer(variable.key) || isOfSystem(variable.key)
      changed[variable.key] =
        isKept ? variable.value : String(repeating: "z", count: variable.value.utf8.count)
    }
  }

  /// The variables that are compared, with the SHA-256 of their values.
  static func hashes(_ environment: [String: String]) -> [String: String] {
    environment.filter { !mayDiffer($0.key) }.mapValues { value in
      var hash = SHA256()
      hash.update(Array(value.utf8))
      return hash.hexDigest()
    }
  }

  /// A variable that is not what it was, or was not there; nil where none is.
  ///
  /// - Parameters:
  ///   - recorded: The variables with hashes, as recorded.
  ///   - environment: The variables now.
  ///   - all: Whether those count, too, that only a suite may ask for.
  package static func difference(
    _ recorded: [String: String], _ environment: [String: String], all: Bool
  ) -> String? {
    let now = hashes(environment)
    return Set(recorded.keys).union(now.keys).sorted().first { name in
      recorded[name] != now[name] && !mayDiffer(name) && (all || isOfSystem(name))
    }
  }
}
