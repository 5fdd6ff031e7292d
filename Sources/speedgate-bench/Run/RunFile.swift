import GateCommandLine
import GateFiles
import GateRecords

/// Run records as commands name them.
enum RunFile {
  /// Reads a record; `-` is standard input.
  static func read(_ path: String, context: CommandContext) throws -> RunRecord {
    guard path == "-" else {
      return try RecordFile.read(
        RunRecord.self, schema: RunRecord.schema, at: path, from: .argument)
    }
    return try RecordFile.decode(
      RunRecord.self, schema: RunRecord.schema, from: context.readInput(), path: "standard input")
  }
}
