import Foundation
package import GateFiles
import GateRecords

/// The budgets files of a folder, checked one by one, for one suite or for several.
///
/// A file that names no suite belongs to every one. Rules of files for different suites never meet,
/// so they cannot contradict each other.
package struct BudgetsFiles: Sendable {
  private let files: [PolicyFile]

  /// Reads every `.json5` and `.json` file of a folder, or one file.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - folder: The working folder. Rules name their file relative to it, so that a verdict does not
  ///     contain paths of one machine; with nil, rules name files as they are given.
  /// - Throws: ``FileError`` with file, line and column of the first mistake in a single file.
  package init(at path: String, seenFrom folder: String? = nil) throws(FileError) {
    var paths = [path]
    var origin = FileOrigin.argument
    if TextFile.isFolder(path) {
      paths = try Self.names(in: path).map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
      origin = .folder
      guard !paths.isEmpty else {
        throw .malformed(
          path: path, place: nil, reason: BudgetMessage.noBudgetsFile.line)
      }
    }
    var files: [PolicyFile] = []
    for file in paths {
      files.append(
        try PolicyFile(
          JSON5Document(
            bytes: Array(try TextFile.read(file, limit: 16 << 20, from: origin)), path: file,
            name: folder.map { Self.name(of: file, in: path, seenFrom: $0) })))
    }
    self.files = files
  }

  /// Parses the texts of several files.
  ///
  /// - Throws: ``FileError`` with file, line and column of the first mistake in a single file.
  package init(texts: [(text: [UInt8], path: String)]) throws(FileError) {
    var files: [PolicyFile] = []
    for (text, path) in texts {
      files.append(try PolicyFile(JSON5Document(bytes: text, path: path)))
    }
    self.files = files
  }

  /// The suites that files name, in the order of their names.
  package var suites: [String] { Set(files.compactMap(\.suite)).sorted() }

  /// The rules for one suite: those of its own files and of the files for every suite.
  ///
  /// - Parameter suite: The suite; nil takes the files for every suite alone.
  /// - Throws: ``FileError`` where two rules contradict each other.
  package func policy(for suite: String?) throws(FileError) -> BudgetPolicy {
    try BudgetPolicy(files, for: suite)
  }

  /// The rules of all files together, as if they were for one suite.
  ///
  /// - Throws: ``FileError`` where two rules contradict each other.
  package func policyOfAll() throws(FileError) -> BudgetPolicy { try BudgetPolicy(files) }

  /// The rules of each suite that files name, or of every suite where none is named.
  ///
  /// - Throws: ``FileError`` where two rules for one suite contradict each other.
  package func policies() throws(FileError) -> [(suite: String?, policy: BudgetPolicy)] {
    var found: [(suite: String?, policy: BudgetPolicy)] = []
    for suite in suites { found.append((suite, try policy(for: suite))) }
    return found.isEmpty ? [(nil, try policy(for: nil))] : found
  }

  /// How many rules there are in all files.
  package var ruleCount: Int { files.reduce(0) { $0 + $1.ruleCount } }

  /// A file's path as seen from a folder; of one elsewhere the end that was named.
  private static func name(of file: String, in path: String, seenFrom folder: String) -> String {
    let isAbsolute = file.hasPrefix("/")
    guard isAbsolute else { return file.hasPrefix("./") ? String(file.dropFirst(2)) : file }
    let here = folder.hasSuffix("/") ? folder : folder + "/"
    if file.hasPrefix(here) { return String(file.dropFirst(here.count)) }
    let above = path.split(separator: "/").dropLast().reduce("/") { $0 + $1 + "/" }
    return String(file.dropFirst(above.count))
  }

  /// Budgets files by name.
  ///
  /// - Throws: ``FileError`` when the folder cannot be listed.
  static func names(in folder: String) throws(FileError) -> [String] {
    try Folder.names(in: folder).filter(BudgetPolicy.isBudgetsFile)
  }
}

/// A budgets file for another suite than the one that is judged.
struct OtherSuiteFile: Hashable, Sendable {
  /// The suite that it names.
  let suite: String
  /// The file and line where it names it.
  let source: String
}

extension BudgetPolicy {
  /// Reads every `.json5` and `.json` file of a folder, or one file.
  ///
  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - suite: The suite to be judged; files for other suites are checked and left aside. Nil takes
  ///     them all.
  ///   - folder: The folder that is worked in, from which rules name their files; nil names files as
  ///     they are given.
  /// - Throws: ``FileError`` with file, line and column of the first mistake.
  package init(
    at path: String, suite: String? = nil, seenFrom folder: String? = nil
  ) throws(FileError) {
    let files = try BudgetsFiles(at: path, seenFrom: folder)
    self = suite == nil ? try files.policyOfAll() : try files.policy(for: suite)
  }

  /// Parses the texts of several files.
  ///
  /// - Throws: ``FileError`` with file, line and column of the first mistake.
  package init(
    texts: [(text: [UInt8], path: String)], suite: String? = nil
  ) throws(FileError) {
    let files = try BudgetsFiles(texts: texts)
    self = suite == nil ? try files.policyOfAll() : try files.policy(for: suite)
  }

  /// Parses one file's text.
  ///
  /// - Throws: ``FileError`` with file, line and column of the first mistake.
  package init(text: String, path: String) throws(FileError) {
    try self.init(texts: [(Array(text.utf8), path)])
  }

  /// Whether a folder is there and holds any budgets file.
  ///
  /// - Throws: ``FileError`` when it cannot be listed.
  package static func hasFiles(in folder: String) throws(FileError) -> Bool {
    return try !BudgetsFiles.names(in: folder).isEmpty
  }

  /// Whether a file's name says that it holds budgets.
  package static func isBudgetsFile(_ name: String) -> Bool {
    !name.hasPrefix(".") && (name.hasSuffix(".json5") || name.hasSuffix(".json"))
  }
}
