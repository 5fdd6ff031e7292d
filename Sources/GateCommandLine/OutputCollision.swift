import Foundation
import GateRecords

/// Finds a file that a command would both read and write, or write twice.
///
/// The first would replace the input, the second would lose one of two results.
struct OutputCollision {
  private let arguments: ParsedArguments
  private let options: [OptionDefinition]

  init(_ arguments: ParsedArguments, _ definition: CommandDefinition) {
    self.arguments = arguments
    options = definition.options
  }

  /// Refuses the first collision.
  ///
  /// - Throws: ``UsageError`` that names both places.
  func refuse() throws(UsageError) {
    var written: [String: String] = [:]
    let outputs = options.filter(\.isOutput).flatMap { option in
      arguments.values(option.name).filter { $0 != "-" }.map { (option.name, $0) }
    }
    for (name, path) in outputs {
      guard let place = Self.regularFile(path) else { continue }
      if let other = written.updateValue(name, forKey: place) {
        throw UsageError(
          CommandLineMessage.fileWrittenTwice(first: other, second: name, path: path))
      }
    }
    let read =
      arguments.positionals
      + options.filter { !$0.isOutput && $0.namesPlace }.flatMap { arguments.values($0.name) }
    for path in read where FileManager.default.fileExists(atPath: path) {
      guard let place = Self.regularFile(path), let name = written[place] else { continue }
      throw UsageError(CommandLineMessage.inputReplaced(option: name, path: path))
    }
  }

  /// The place of a file, links followed; nil for what is not a regular file, such as `/dev/null`.
  ///
  /// A file that does not exist yet has a place, too.
  private static func regularFile(_ path: String) -> String? {
    guard !path.isEmpty else { return nil }
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    return type == nil || type == .typeRegular ? place : nil
  }
}
