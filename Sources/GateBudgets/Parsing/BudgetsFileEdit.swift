import Foundation
package import GateFiles
import GateRecords

/// Adds budgets to a file's text and leaves every other character as it was.
package enum BudgetsFileEdit {
  /// The text of a new file.
  package static func newFile(
    with suggestions: [BudgetSuggestion], suite: String
  ) -> String {
    """
    {
      schema: "\(PolicyFile.schema.rawValue)",
      suite: \(quoted(suite)),
      budgets: [
    \(lines(suggestions))  ],
    }

    """
  }

  /// A file's text with budgets added at the front of its list.
  ///
  /// - Throws: ``FileError`` when the text is not a budgets file, or the result would be none.
  package static func adding(
    _ suggestions: [BudgetSuggestion], to text: String, path: String
  ) throws(FileError) -> String {
    let bytes = Array(text.utf8)
    let document = try JSON5Document(bytes: bytes, path: path)
    _ = try PolicyFile(document)
    let place: Int
    let addition: String
    if let budgets = document.root[key: "budgets"] {
      (place, addition) = (budgets.offset + 1, "\n" + lines(suggestions))
    } else {
      place = document.root.offset + 1
      addition = "\n  budgets: [\n\(lines(suggestions))  ],"
    }
    let result =
      String(decoding: bytes[..<place], as: UTF8.self) + addition
      + String(decoding: bytes[place...], as: UTF8.self)
    // The result is parsed before it is written, so that an error here never reaches the file.
    _ = try PolicyFile(JSON5Document(bytes: Array(result.utf8), path: path))
    return result
  }

  /// Budgets as lines of a file.
  package static func lines(_ suggestions: [BudgetSuggestion]) -> String {
    suggestions.map { suggestion in
      let metric =
        suggestion.metric == .wallTime ? "" : " metric: \(quoted(suggestion.metric.rawValue)),"
      return "    { benchmark: \(quoted(suggestion.benchmark.rawValue)),\(metric) "
        + "\(suggestion.key): \(quoted(suggestion.limit)), tolerance: \"0%\", "
        + "rationale: \(quoted(suggestion.rationale)) },\n"
    }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A string always encodes.
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
