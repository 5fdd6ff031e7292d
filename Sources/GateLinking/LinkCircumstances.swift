package import GateRecords

/// The circumstances of a link apart from the compared objects: the linker's arguments and its other inputs.
package struct LinkCircumstances: Hashable, Sendable {
  /// The arguments without files and without the folders in which these are looked for.
  private let words: [String]
  /// Name and SHA-256 of files that are not objects: shared libraries, the linker's scripts, code that it compiles itself.
  private let others: [[String]]

  /// Takes them from a kit.
  ///
  /// - Parameter others: The inputs whose content is not compared, in order.
  package init(arguments: [LinkWord], others: [LinkInput]) {
    var words: [String] = []
    var isFolder = false
    for case .text(let word) in arguments {
      // Files that the linker found in a folder are among the inputs.
      if !isFolder, word != "-L" { words.append(word) }
      isFolder = !isFolder && word == "-L"
    }
    self.words = words
    self.others = others.map { [$0.name, $0.hash] }
  }

  /// Why the same objects may have been linked to another program; nil where nothing says so.
  package func doubt(_ candidate: LinkCircumstances) -> String? {
    switch candidate.words.difference(from: words).first {
    case .remove(_, let word, _): return LinkingMessage.argumentOfBaseline(word).line
    case .insert(_, let word, _): return LinkingMessage.argumentOfCandidate(word).line
    case nil: break
    }
    switch candidate.others.difference(from: others).first {
    case .remove(_, let file, _), .insert(_, let file, _):
      return LinkingMessage.otherInput(name: file[0]).line
    case nil: return nil
    }
  }
}
