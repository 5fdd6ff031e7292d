import GateRecords

/// Where a benchmark is declared.
///
/// The line is asked for only when benchmarks are listed. Were it a number in the code that declares them, every line
/// added above would change that code, which each launch executes, and no benchmark could be proven to
/// [run the same code](docs/code-identity.md).
struct Declaration: Sendable {
  /// The module and the file, as `#fileID` says.
  ///
  /// Unlike a whole path it is the same wherever the package is built, and names no folder of a person.
  let fileID: String
  let line: @Sendable () -> Int

  /// The place for reports; nil where what was passed cannot be one.
  var place: SourcePlace? { SourcePlace(file: fileID, line: line()) }
}
