import Foundation
import Testing

/// A page of the documentation, taken apart as far as tests ask about it.
struct MarkdownPage: CustomTestStringConvertible, Sendable {
  /// A fenced block and the line on which it begins.
  struct Block: Sendable {
    var language: String
    var line: Int
    var text = ""
  }

  /// The folder that holds the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every page that readers are sent to: those of the top level and of `docs`, with its folders.
  static let all: [MarkdownPage] = {
    let files = FileManager.default
    let top = (try? files.contentsOfDirectory(atPath: root.path)) ?? []
    let below = (try? files.subpathsOfDirectory(atPath: root.path + "/docs")) ?? []
    return (top + below.map { "docs/" + $0 }).filter { $0.hasSuffix(".md") }.sorted()
      .compactMap { try? MarkdownPage($0) }
  }()

  /// Its path below the package's folder.
  let path: String
  /// Everything outside fenced blocks.
  private(set) var prose: [String] = []
  /// The fenced blocks.
  private(set) var blocks: [Block] = []

  var testDescription: String { path }

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    var open: Block?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let bare = line.drop { $0 == " " }
      if bare.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          open = Block(language: String(bare.dropFirst(3)), line: index + 1)
        }
      } else if open != nil {
        open?.text += line + "\n"
      } else {
        prose.append(line)
      }
    }
  }

  /// Where its links go, in the order they stand; code is no link.
  var links: [String] {
    prose.flatMap { line -> [String] in
      line.replacing(/`[^`]*`/, with: "`").matches(of: /\]\(([^)\s]+)[^)]*\)/).map { String($0.1) }
    }
  }

  /// The anchors that GitHub gives its headings.
  var anchors: Set<String> {
    var seen: [String: Int] = [:]
    var anchors: Set<String> = []
    for line in prose where line.hasPrefix("#") {
      let title = line.drop { $0 == "#" }.drop { $0 == " " }
        .replacing(/\]\([^)]*\)/, with: "").lowercased()
      let slug = String(
        title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
          .map { $0 == " " ? "-" : $0 })
      let count = seen[slug, default: 0]
      seen[slug] = count + 1
      anchors.insert(count == 0 ? slug : "\(slug)-\(count)")
    }
    return anchors
  }
}
