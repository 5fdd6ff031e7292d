import GateRecords

extension AlertRules {
  /// The rules, as Prometheus reads them.
  package var yaml: String {
    "# Written by speedgate-report alert-rules; change the budgets and write it again.\ngroups:\n"
      + groups.filter { !$0.rules.isEmpty }.map { group in
        "  - name: \(AlertRule.quoted(group.name))\n    rules:\n"
          + group.rules.map(\.yaml).joined()
      }.joined()
  }

  /// Tests of the rules, as `promtool test rules` reads them.
  ///
  /// - Parameter file: The rules' file, from the tests' folder.
  package func tests(of file: String) -> String {
    """
    # Written by speedgate-report alert-rules. Run it with: promtool test rules FILE
    rule_files:
      - \(AlertRule.quoted(file))
    evaluation_interval: 1m
    tests:

    """ + groups.flatMap(\.rules).compactMap(\.test).joined()
  }
}
