/// What a workflow that was there before lacks for a suite.
///
/// It is read as text: a workflow is its author's, and more than its words is not known about it.
struct WorkflowGaps: Hashable {
  /// Whether the suite's name is not in it.
  let lacksSuite: Bool
  /// Whether it does not run on pushes to the main branch.
  let lacksBranch: Bool

  /// Whether no step works in the suite's package, which is below the repository's top.
  let lacksFolder: Bool

  /// Looks for a suite whose package is in a folder of the repository; an empty one is the top.
  init(in text: String, suite: String, mainBranch: String, folder: String = "") {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    lacksSuite = !words.contains { $0 == suite }
    lacksBranch = !Self.runsOnPush(to: mainBranch, text)
    let key = "working-directory:"
    let folders = text.split(whereSeparator: \.isNewline).map { Self.plain(String($0)) }
      .filter { $0.hasPrefix(key) }.flatMap { Self.names(in: $0.dropFirst(key.count)) }
    lacksFolder = !folder.isEmpty && !folders.contains { $0 == folder || $0 == "./" + folder }
  }

  /// The messages about a workflow at a path.
  func messages(
    path: String, suite: String, mainBranch: String, folder: String = ""
  ) -> [SetUpMessage] {
    (lacksFolder && !lacksSuite ? [.workflowLacksFolder(path: path, folder: folder)] : [])
      + (lacksSuite ? [.workflowLacksSuite(path: path, suite: suite)] : [])
      + (lacksBranch ? [.workflowLacksBranch(path: path, branch: mainBranch)] : [])
  }

  private static func runsOnPush(to branch: String, _ text: String) -> Bool {
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      String(line.prefix { $0 != "#" })
    }
    guard let start = lines.firstIndex(where: { plain($0) == "push:" }) else {
      // Without a block of its own it runs for every branch: `on: [push, pull_request]`.
      return lines.contains { $0.hasPrefix("on:") && names(in: $0.dropFirst(3)).contains("push") }
        || lines.contains { plain($0) == "- push" }
    }
    let depth = indentation(lines[start])
    let block = lines[(start + 1)...].prefix { plain($0).isEmpty || indentation($0) > depth }
    guard let list = block.firstIndex(where: { plain($0).hasPrefix("branches:") }) else {
      return true
    }
    let inline = names(in: plain(block[list]).dropFirst("branches:".count))
    let listed = block[(list + 1)...].map(plain).prefix { $0.isEmpty || $0.hasPrefix("-") }
      .flatMap { names(in: $0.dropFirst()) }
    // A pattern may match it.
    return (inline + listed).contains { $0 == branch || $0.contains("*") }
  }

  private static func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func plain(_ line: String) -> String {
    String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The words of a list such as `[main, "release"]`.
  private static func names(in text: some StringProtocol) -> [String] {
    let separators: Set<Character> = ["[", "]", ",", "\"", "'", " "]
    return String(text).split(whereSeparator: separators.contains).map(String.init)
  }
}
