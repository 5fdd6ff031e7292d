import GateRecords

/// Messages of the three programs about arguments and output.
package enum CommandLineMessage: Message {
  case unknownCommand(name: String, known: [String], program: String)
  case subcommandMissing(command: String, known: [String])
  case unknownSubcommand(command: String, name: String, known: [String], program: String)
  case unknownProgramOption(written: String, program: String)
  case unknownOption(written: String, known: [String], command: String)
  case unexpectedArgument(String, command: String)
  case valueUnwanted(option: String)
  case valueMissing(option: String, spelling: String)
  case placeEmpty(option: String, placeholder: String)
  case optionRepeated(option: String)
  case notAChoice(option: String, value: String, choices: [String])
  case notAWholeNumber(option: String, value: String, least: String, most: String)
  case notATime(option: String, value: String)
  case notAShare(option: String, value: String)
  case shareOutOfRange(option: String, value: String)
  case shareTooSmall(option: String, value: String)
  case fileWrittenTwice(first: String, second: String, path: String)
  case inputReplaced(option: String, path: String)
  case outputNotWritable(reason: String)
  case placeNotWritable(path: String, reason: String)
  case inputHoldsMore(limit: Int64)
  case inputUnreadable
  case shellMissing(program: String)
  case notAShell(String)
  case readStandardInput
  case readOnce(path: String)
  case argumentNotText
  case argumentNotUTF8(shown: String)
  case argumentsHidden
  case tooFewFiles(limit: Int, least: Int)

  package static let examples: [Self] = [
    .unknownCommand(name: "rum", known: ["run", "list"], program: "speedgate-bench"),
    .subcommandMissing(command: "hook", known: ["install", "uninstall", "status", "run"]),
    .unknownSubcommand(
      command: "hook", name: "stauts", known: ["install", "uninstall", "status", "run"],
      program: "speedgate-bench"),
    .unknownSubcommand(
      command: "hook", name: "remove", known: ["install", "uninstall", "status", "run"],
      program: "speedgate-bench"),
    .unknownProgramOption(written: "--versoin", program: "speedgate-bench"),
    .unknownOption(
      written: "--outptu", known: ["--output", "--quiet"], command: "speedgate-bench run"),
    .unexpectedArgument("run.json", command: "speedgate-bench doctor"),
    .valueUnwanted(option: "quiet"), .valueMissing(option: "output", spelling: "--output FILE"),
    .placeEmpty(option: "output", placeholder: "FILE"), .optionRepeated(option: "output"),
    .notAChoice(
      option: "profile", value: "fast", choices: ["quick", "standard", "thorough"]),
    .notAWholeNumber(option: "pairs", value: "2", least: "3", most: "300"),
    .notATime(option: "time-budget", value: "60"), .notAShare(option: "alpha", value: "small"),
    .shareOutOfRange(option: "alpha", value: "150%"),
    .shareTooSmall(option: "alpha", value: "1e-320"),
    .fileWrittenTwice(first: "html", second: "markdown", path: "report"),
    .inputReplaced(option: "output", path: "run.json"),
    .outputNotWritable(reason: "no space left on device"),
    .placeNotWritable(path: "results/run.json", reason: "permission denied"),
    .inputHoldsMore(limit: ReadingLimit.wholeFile), .inputUnreadable,
    .shellMissing(program: "speedgate-bench"), .notAShell("csh"), .readStandardInput,
    .readOnce(path: "/dev/fd/63"), .argumentNotText,
    .argumentNotUTF8(shown: "r\u{FFFD}sultat.json"), .argumentsHidden,
    .tooFewFiles(limit: 8, least: 64),
  ]

  package var text: String {
    switch self {
    case .unknownCommand(let name, let known, _):
      "unknown command '\(name)'" + Suggestion.text(for: name, among: known)
    case .subcommandMissing(let command, _): "'\(command)' needs a subcommand"
    case .unknownSubcommand(let command, let name, let known, _):
      "'\(command)' has no subcommand '\(name)'" + Suggestion.text(for: name, among: known)
    case .unknownProgramOption(let written, _):
      "unknown option \(written)" + Suggestion.text(for: written, among: ["--help", "--version"])
    case .unknownOption(let written, let known, _):
      "unknown option \(written)" + Suggestion.text(for: written, among: known)
    case .unexpectedArgument(let argument, _): "unexpected argument '\(argument)'"
    case .valueUnwanted(let option): "--\(option) takes no value"
    case .valueMissing(let option, let spelling): "--\(option) needs a value: \(spelling)"
    case .placeEmpty(let option, _): "--\(option) is empty"
    case .optionRepeated(let option): "--\(option) is given more than once"
    case .notAChoice(let option, let value, _), .notAWholeNumber(let option, let value, _, _),
      .notATime(let option, let value), .notAShare(let option, let value),
      .shareOutOfRange(let option, let value), .shareTooSmall(let option, let value):
      "--\(option) cannot be '\(value)'"
    case .fileWrittenTwice(let first, let second, let path):
      "--\(first) and --\(second) name the same file, \(path)"
    case .inputReplaced(let option, let path):
      "--\(option) would replace \(path), which this command reads"
    case .outputNotWritable(let reason): "standard output: cannot be written: \(reason)"
    case .placeNotWritable(let path, let reason):
      "\(path): cannot be written: \(reason); nothing was changed"
    case .inputUnreadable: "standard input cannot be read"
    case .inputHoldsMore(let limit):
      "standard input: holds more than the limit of \(limit / 1_000_000) MB"
    case .shellMissing: "no shell is named"
    case .notAShell(let word): "there are no completions for '\(word)'"
    case .readStandardInput: "it read standard input"
    case .readOnce(let path): "it read \(path), which no longer exists afterwards"
    case .argumentNotText: "an argument is not valid UTF-8"
    case .argumentNotUTF8(let shown): "the argument '\(shown)' is not valid UTF-8"
    case .argumentsHidden: "the system does not show this program its arguments"
    case .tooFewFiles(let limit, let least):
      "only \(limit) files can be open at the same time, and \(least) are needed"
    }
  }

  package var remedy: String? {
    switch self {
    case .unknownCommand(_, _, let program), .unknownProgramOption(_, let program):
      "see '\(program) --help'"
    case .unknownSubcommand(let command, let name, let known, let program):
      Suggestion.text(for: name, among: known).isEmpty
        ? "it is one of \(known.joined(separator: ", "))" : "see '\(program) \(command) --help'"
    case .subcommandMissing(_, let known): "it is one of \(known.joined(separator: ", "))"
    case .unknownOption(_, _, let command), .unexpectedArgument(_, let command):
      "see '\(command) --help'"
    case .placeEmpty(_, let placeholder): "give a \(placeholder), or leave it out"
    case .optionRepeated: "give it once"
    case .notAChoice(_, _, let choices): "it is one of \(choices.joined(separator: ", "))"
    case .notAWholeNumber(_, _, let least, let most):
      "it is a whole number from \(least) to \(most)"
    case .notATime: "write a time such as 60s, 500ms or 5m"
    case .notAShare: "write a share such as 1%"
    case .shareOutOfRange: "it lies between 0% and 100%"
    case .shareTooSmall: "no number of launches can prove a share this small; write a larger one"
    case .fileWrittenTwice: "name two files"
    case .inputReplaced: "name another file"
    case .outputNotWritable: "write to another place"
    case .argumentNotUTF8: "name files in UTF-8"
    case .argumentsHidden: "mount /proc"
    case .tooFewFiles: "raise the limit, with 'ulimit -n 256'"
    case .inputUnreadable: "name a file, or pipe the record in"
    case .inputHoldsMore: "measure fewer benchmarks in one run"
    case .shellMissing(let program):
      "write '\(program) completions bash', or zsh, or fish"
    case .notAShell: "it is one of bash, zsh, fish"
    case .placeNotWritable, .valueUnwanted, .valueMissing, .readStandardInput, .readOnce,
      .argumentNotText:
      nil
    }
  }
}
