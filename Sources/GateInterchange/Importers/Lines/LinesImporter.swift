import GateFiles
import GateRecords

/// Reads `speedgate.lines`: one JSON object a line, each a fact about a benchmark.
///
/// `docs/formats/lines.md` describes the format. A line that cannot be read is an error with its number: a figure that
/// was left out silently would leave its limit unjudged.
enum LinesImporter {
  /// Reads files as one text: a launch or a metric that two of them name is the same one.
  static func read(_ files: [ImportFile], into results: inout ImportedResults) throws(FileError) {
    var reader = LinesReader()
    var contents: [Int: String] = [:]
    for file in files {
      reader.begin(file.path)
      var last = 0
      var hasher = Hasher()
      try file.forEachLine { line, number throws(FileError) in
        guard line.contains(where: { $0 > 0x20 }) else { return }
        last = number
        if files.count > 1 { hasher.combine(line) }
        try reader.take(line, number: number, into: &results)
      }
      guard last > 0 else { throw .empty(path: file.path) }
      if files.count > 1, let other = contents.updateValue(file.path, forKey: hasher.finalize()) {
        throw .malformed(
          path: file.path, place: nil,
          reason:
            InterchangeMessage.sameLines(path: other).line)
      }
    }
    try reader.finish(into: &results)
  }
}
