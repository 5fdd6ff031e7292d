import GateRecords

/// Messages of `speedgate-report`.
enum ReportCommandMessage: Message {
  case noVerdictNamed
  case noFileNamed
  case noFolderNamed
  case twoFormatsToOutput
  case linkNamedTwice(String)
  case badLink(String, reason: String)
  case badPrefix(String)
  case badSilence(String)
  case notAnAddress(String)
  case anotherRun(named: String, judged: String)
  case summaryFull(bytes: Int, limit: Int)
  case noRunOfBranch([String], known: [String], days: Int)

  @_optimize(none)
  var text: String {
    switch self {
    case .noVerdictNamed: "no verdict is named"
    case .noFileNamed: "no file is named"
    case .noFolderNamed: "no folder is named"
    case .twoFormatsToOutput: "only one format can go to standard output"
    case .linkNamedTwice(let name): "--link names '\(name)' twice"
    case .badLink(let text, let reason): "--link '\(text)' \(reason)"
    case .badPrefix(let prefix):
      "--prefix '\(prefix)' is not a name of letters, digits and underscores that begins with no digit"
    case .badSilence(let text): "--no-activity '\(text)' is not between 1m and 8760h"
    case .notAnAddress(let text): "--url '\(text)' is not an address of http or https"
    case .anotherRun(let named, let judged):
      "--run names run \(named), but the verdict judged \(judged)"
    case .summaryFull(let bytes, let limit):
      "it holds \(bytes) bytes already, and a job summary has \(limit) at most"
    case .noRunOfBranch(let branches, let known, let days):
      "no run of the last \(days) days is of branch \(branches.joined(separator: " or ")); "
        + (known.isEmpty
          ? "the runs have no branch"
          : "the runs are of \(known.prefix(5).joined(separator: ", "))"
            + (known.count > 5 ? " and \(known.count - 5) more" : ""))
    }
  }

  @_optimize(none)
  var remedy: String? {
    switch self {
    case .noVerdictNamed: "write 'speedgate-report render VERDICT'"
    case .noFileNamed: "write --output FILE"
    case .noFolderNamed: "write --output DIR"
    case .twoFormatsToOutput: "name files for the others"
    case .linkNamedTwice: "give each link a name of its own"
    case .badLink, .badPrefix, .badSilence: nil
    case .notAnAddress: "write one such as https://owner.github.io/project/"
    case .anotherRun: "name the record that was judged"
    case .summaryFull: "write the report to a file of its own"
    case .noRunOfBranch: "name the branch with --branch; '*' is every run"
    }
  }

  @_optimize(none)
  static var examples: [Self] {
    [
      .noVerdictNamed, .noFileNamed, .noFolderNamed, .twoFormatsToOutput,
      .linkNamedTwice("artifacts"),
      .badLink("artifacts", reason: "is not NAME=URL"), .badPrefix("7team"), .badSilence("10s"),
      .notAnAddress("example.org"),
      .anotherRun(named: "01KBJ0000000000000000RUN2", judged: "01KBJ0000000000000000RUN1"),
      .summaryFull(bytes: 1_048_000, limit: 1_048_576),
      .noRunOfBranch(["main", "master"], known: ["trunk"], days: 365),
      .noRunOfBranch(["mian"], known: [], days: 30),
    ]
  }
}
