/// Whether a continuous integration service runs this process.
package enum BuildService {
  private static let variables = [
    "CI", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD",
  ]

  /// Whether a service set one of its variables.
  package static func isHere(_ environment: [String: String]) -> Bool {
    variables.contains { name in
      environment[name].map { !$0.isEmpty && $0 != "false" && $0 != "0" } ?? false
    }
  }
}
