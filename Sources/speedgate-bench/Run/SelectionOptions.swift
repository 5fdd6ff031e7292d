import GateCommandLine
import GateMeasurement
import GateRecords

/// The options by which benchmarks are selected, the same for every command that has a suite.
enum SelectionOptions {
  static let definitions: [OptionDefinition] = [
    .repeated("filter", "PATTERN", "Only names that match; * is any characters; any of several."),
    .repeated("filter-regex", "REGEX", "Only names in which this matches; all of several."),
    .repeated("tag", "PATTERN", "Only benchmarks with such a tag; any of several."),
  ]

  /// What the options select.
  ///
  /// - Throws: `UsageError` for a regular expression that is none.
  static func selection(_ arguments: ParsedArguments) throws(UsageError) -> BenchmarkSelection {
    var selection = BenchmarkSelection(
      patterns: arguments.values("filter").map { GlobPattern($0) })
    selection.expressions = arguments.values("filter-regex")
    selection.tags = arguments.values("tag").map { GlobPattern($0) }
    for expression in selection.expressions {
      if BenchmarkSelection.mistake(in: expression) != nil {
        throw UsageError(
          "--filter-regex cannot be '\(expression)'; write a regular expression such as '^sort/'")
      }
    }
    return selection
  }

  /// What the option `--shard` asks for.
  ///
  /// - Throws: `UsageError` when there is no such shard.
  static func shard(_ arguments: ParsedArguments) throws(UsageError) -> Shard? {
    guard let text = arguments.value("shard") else { return nil }
    guard let shard = Shard(text) else {
      throw UsageError("--shard cannot be '\(text)'; write 1/4 for the first of four")
    }
    return shard
  }
}
