import Foundation
package import GateFiles
package import GateRecords

extension HistoryArchive {
  /// The newest archived verdict of each suite.
  ///
  /// Files are opened from the newest on, and decoded only where they hold a verdict that is wanted.
  ///
  /// - Parameters:
  ///   - branches: Patterns of which the verdict's branch must match one.
  ///   - suites: The suites of which a verdict is looked for; the search ends when each has one. With
  ///     none, all files are opened.
  ///   - mostFiles: How many files are opened at most.
  /// - Throws: ``FileError`` for a folder that cannot be read. What cannot be read in it is passed over.
  package func newestVerdicts(
    onBranches branches: [GlobPattern], of suites: Set<String>, mostFiles: Int
  ) throws(FileError) -> [Verdict] {
    var newest: [String: Verdict] = [:]
    for entry in try entries().suffix(mostFiles).reversed() {
      guard let data = try? entry.data() else { continue }
      let bytes = [UInt8](data)
      let frame = RecordFrame(bytes.span)
      // Most files of the archive are runs; those are not verdicts, and not errors either.
      guard frame.schema == nil || frame.schema?.name == Verdict.schema.name else { continue }
      if let suite = frame.suite, newest[suite] != nil { continue }
      guard
        let verdict = try? RecordFile.decode(
          Verdict.self, schema: Verdict.schema, from: data, path: entry.path),
        branches.contains(where: { $0.matches(verdict.run.suite.branch ?? "") })
      else { continue }
      let name = verdict.run.suite.name
      if newest[name] == nil { newest[name] = verdict }
      if !suites.isEmpty, suites.isSubset(of: newest.keys) { break }
    }
    return newest.values.sorted { $0.run.suite.name < $1.run.suite.name }
  }
}

/// The header of a record, found without decoding it.
struct RecordFrame {
  /// Its schema; nil where it cannot be seen at once.
  private(set) var schema: SchemaVersion?
  /// The suite of the run that a verdict judges; nil where it cannot be seen at once.
  private(set) var suite: String?

  init(_ bytes: Span<UInt8>) {
    var at = 0
    if let place = Self.member("schema", bytes, at) {
      at = place
      schema = Self.text(bytes, at).flatMap { SchemaVersion(rawValue: $0) }
    }
    if let run = Self.member("run", bytes, 0), let inner = Self.member("suite", bytes, run),
      let name = Self.member("name", bytes, inner)
    {
      suite = Self.text(bytes, name)
    }
  }

  /// Where the value of a key begins in the object at a place; nil where there is none.
  private static func member(_ key: StaticString, _ bytes: Span<UInt8>, _ place: Int) -> Int? {
    var at = place
    guard JSONScan.take(UInt8(ascii: "{"), bytes, &at) else { return nil }
    var isFirst = true
    while JSONScan.more(end: UInt8(ascii: "}"), isFirst: isFirst, bytes, &at) == true {
      isFirst = false
      guard let name = JSONScan.text(bytes, &at), JSONScan.take(UInt8(ascii: ":"), bytes, &at)
      else { return nil }
      if JSONScan.equals(bytes, name.range, key) { return at }
      guard JSONScan.value(bytes, &at) != nil else { return nil }
    }
    return nil
  }

  /// A text without escapes; nil for anything else.
  private static func text(_ bytes: Span<UInt8>, _ place: Int) -> String? {
    var at = place
    guard let text = JSONScan.text(bytes, &at), !text.hasEscapes else { return nil }
    return String(decoding: text.range.map { bytes[$0] }, as: UTF8.self)
  }
}
