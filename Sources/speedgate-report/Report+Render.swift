import Foundation
import GateCommandLine
import GateFiles
import GateRecords
import GateReports

extension Command {
  /// `speedgate-report render`.
  static let render = Command(
    CommandDefinition(
      "speedgate-report render", summary: "Renders a verdict in one format or several.",
      details: """
        Without a format the report goes to the terminal. A file named - is standard output, for \
        one format at most.

        The exit status tells whether rendering worked, not what the verdict says: 0 or 2.
        """,
      positionals: [.init("VERDICT", "The verdict's file; - is standard input.")],
      options: [
        .value("markdown", "FILE", "Write a pull request's comment."),
        .value("html", "FILE", "Write a page that needs nothing but a browser."),
        .value("json", "FILE", "Write a summary for machines."),
        .value("variables", "FILE", "Write the outcome and the counts as name=value lines."),
        .flag("all", "On the terminal, list what has no news, too."),
      ],
      examples: [
        "speedgate-report render verdict.json",
        "speedgate-report render verdict.json --markdown comment.md --html report.html",
        "speedgate-report render verdict.json --markdown - >> \"$GITHUB_STEP_SUMMARY\"",
      ])
  ) { arguments, context in
    guard let path = arguments.positionals.first else {
      throw UsageError("no verdict is named; see 'speedgate-report render --help'")
    }
    let data = path == "-" ? try context.readInput() : try TextFile.read(path)
    let verdict = try RecordFile.decode(
      Verdict.self, schema: Verdict.schema, from: data, path: path == "-" ? "(input)" : path)

    let formats: [(option: String, render: () throws -> Data)] = [
      ("markdown", { Data(MarkdownReport.render(verdict).utf8) }),
      ("html", { Data(HTMLReport.render(verdict).utf8) }),
      ("json", { try RecordFile.encode(JSONReport(verdict), path: "(summary)") }),
      ("variables", { Data(VariablesReport.render(verdict).utf8) }),
    ]
    let wanted = formats.filter { arguments.value($0.option) != nil }
    guard wanted.count(where: { arguments.value($0.option) == "-" }) <= 1 else {
      throw UsageError("only one format can go to standard output; name files for the others")
    }
    for format in wanted {
      guard let target = arguments.value(format.option) else { continue }
      let content = try format.render()
      if target == "-" {
        context.out(String(decoding: content, as: UTF8.self))
      } else {
        try TextFile.write(content, to: target)
        if !arguments.flag("quiet") { context.err("\(format.option): \(target)\n") }
      }
    }
    if wanted.isEmpty {
      let style = TerminalStyle(
        width: context.output.width, hasColour: context.output.hasColour,
        showsAll: arguments.flag("all"))
      context.out(TerminalReport.render(verdict, style: style))
    }
    return .passed
  }
}
