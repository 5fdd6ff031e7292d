import GateCommandLine
import GateMeasurement
import GateRecords

/// The options by which benchmarks are selected, the same for every command that has a suite.
enum SelectionOptions {
  static let definitions: [OptionDefinition] = [
    .repeated(
      "filter", "PATTERN", "Only names matching PATTERN, where * is any text; repeat to allow more."
    ),
    .repeated("filter-regex", "REGEX", "Only names matching REGEX; repeat to require all."),
    .repeated(
      "tag", "PATTERN", "Only benchmarks with a tag matching PATTERN; repeat to allow more."),
  ]

  /// The selection by the options.
  ///
  /// - Throws: `UsageError` for a regular expression that is none.
  static func selection(_ arguments: ParsedArguments) throws(UsageError) -> BenchmarkSelection {
    var selection = BenchmarkSelection(
      patterns: arguments.values("filter").map { GlobPattern($0) })
    selection.expressions = arguments.values("filter-regex")
    selection.tags = arguments.values("tag").map { GlobPattern($0) }
    for expression in selection.expressions {
      if BenchmarkSelection.mistake(in: expression) != nil {
        throw UsageError(BenchMessage.notARegularExpression(expression))
      }
    }
    return selection
  }

  /// Returns the value of the option `--shard`.
  ///
  /// - Throws: `UsageError` when there is no such shard.
  static func shard(_ arguments: ParsedArguments) throws(UsageError) -> Shard? {
    guard let text = arguments.value("shard") else { return nil }
    guard let shard = Shard(text) else {
      throw UsageError(BenchMessage.notAShard(text))
    }
    return shard
  }
}
