import Foundation
import GateBudgets
import GateCommandLine
import GateFiles
import GateReports

extension Command {
  /// `speedgate-report alert-rules`.
  static let alertRules = Command(
    CommandDefinition(
      "speedgate-report alert-rules", summary: "Derives Prometheus alert rules from budgets.",
      details: """
        It writes the rules to FILE.yml and tests of them to FILE_test.yml, for 'promtool test \
        rules'. The rules watch the series that 'speedgate-report render --prometheus' writes; \
        those of a suite's own budgets watch that suite's.
        """,
      options: [
        .value("budgets", "PATH", "A folder or a file (default: ./budgets)."),
        .output("The rules' file; - is standard output, without the tests."),
        .prometheusPrefix,
        .value("no-activity", "TIME", "Alert when there was no run for this long (default: 10m)."),
      ],
      examples: [
        "speedgate-report alert-rules --budgets budgets --output speedgate_alerts.yml",
        "promtool test rules speedgate_alerts_test.yml",
      ])
  ) { arguments, context in
    guard let output = arguments.value("output") else {
      throw UsageError(ReportCommandMessage.noFileNamed)
    }
    let silence = try arguments.seconds("no-activity") ?? 600
    guard silence >= 60, silence <= 31_536_000 else {
      throw UsageError(ReportCommandMessage.badSilence(arguments.value("no-activity") ?? ""))
    }
    let files = try BudgetsFiles(
      at: arguments.value("budgets") ?? context.currentDirectory + "/budgets",
      seenFrom: context.currentDirectory)
    let rules = try AlertRules(
      files, prefix: try arguments.prometheusPrefix(), silence: Int(silence / 60) * 60)
    for reason in rules.leftOut { context.err("warning: \(Program.oneLine(reason))\n") }
    guard output != "-" else {
      context.out(rules.yaml)
      return .passed
    }
    let file = URL(fileURLWithPath: output)
    let stem = file.deletingPathExtension().path
    let tests = "\(stem)_test.\(file.pathExtension.isEmpty ? "yml" : file.pathExtension)"
    try TextFile.write(Data(rules.tests(of: file.lastPathComponent).utf8), to: tests)
    try TextFile.write(Data(rules.yaml.utf8), to: output)
    if !arguments.flag("quiet") { context.err("rules: \(output)\ntests: \(tests)\n") }
    return .passed
  }
}

extension OptionDefinition {
  static let prometheusPrefix: Self = .value(
    "prefix", "NAME", "The prefix of the series' names (default: speedgate).")
}

extension ParsedArguments {
  /// Returns the prefix of the names of Prometheus's series.
  func prometheusPrefix() throws(UsageError) -> String {
    let prefix = value("prefix") ?? "speedgate"
    guard PrometheusReport.isPrefix(prefix) else {
      throw UsageError(ReportCommandMessage.badPrefix(prefix))
    }
    return prefix
  }
}
