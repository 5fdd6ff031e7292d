import Foundation
package import GateRecords
import Synchronization

/// The page that shows every message, `docs/messages.md`.
package struct MessageCatalogue: Sendable {
  private static let page = Mutex(URL(fileURLWithPath: #filePath))

  /// Holds a module's messages against its section of the page.
  ///
  /// `UPDATE_GOLDENS=1` writes the section again, and says so.
  ///
  /// - Parameters:
  ///   - messages: The module's enum.
  ///   - module: The module's name, which is its folder in `Sources` and its heading on the page.
  ///   - part: What the enum holds, where a module has several; it follows the module's name on the page.
  /// - Returns: What differs, or which case has no example; nil when nothing does.
  package static func difference<Messages: Message>(
    _ messages: Messages.Type, in module: String, part: String? = nil
  ) throws -> String? {
    try page.withLock { file in
      let root = file.deletingLastPathComponent().appending(path: "../..").standardizedFileURL
      let missing = try cases(of: "\(messages)", in: root.appending(path: "Sources/\(module)"))
        .subtracting(messages.examples.map(caseName))
      guard missing.isEmpty else {
        return "\(messages).examples lacks \(missing.sorted().joined(separator: ", "))"
      }
      let url = root.appending(path: "docs/messages.md")
      let text = try String(contentsOf: url, encoding: .utf8)
      let section = messages.examples.map { "- \($0.line)\n" }.joined()
      let updated = replacing(
        section, of: part.map { "\(module): \($0)" } ?? module, in: text)
      guard updated != text else { return nil }
      if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
        try updated.write(to: url, atomically: true, encoding: .utf8)
        return "docs/messages.md was written; read it and run again without UPDATE_GOLDENS"
      }
      return firstDifference(of: updated, from: text).map { "docs/messages.md, \($0)" }
    }
  }

  /// The page with a module's section replaced; sections are in alphabetical order.
  static func replacing(_ section: String, of module: String, in page: String) -> String {
    var parts = page.components(separatedBy: "\n## ")
    let introduction = parts.removeFirst().trimmingCharacters(in: .newlines)
    var sections = Dictionary(
      parts.map { part in
        let name = part.prefix { $0 != "\n" }
        let body = part.dropFirst(name.count).trimmingCharacters(in: .newlines)
        return (String(name), body + "\n")
      }, uniquingKeysWith: { first, _ in first })
    sections[module] = section
    return introduction + "\n"
      + sections.sorted { $0.key < $1.key }.map { "\n## \($0.key)\n\n\($0.value)" }.joined()
  }

  private static func caseName(_ message: some Message) -> String {
    Mirror(reflecting: message).children.first?.label ?? "\(message)"
  }

  /// The cases that an enum's file declares.
  private static func cases(of type: String, in folder: URL) throws -> Set<String> {
    guard
      let path = FileManager.default.enumerator(atPath: folder.path)?
        .compactMap({ $0 as? String }).first(where: { $0.hasSuffix("\(type).swift") })
    else { throw CocoaError(.fileNoSuchFile) }
    let source = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    return Set(source.matches(of: #/(?m)^  case (\w+)/#).map { String($0.1) })
  }
}
