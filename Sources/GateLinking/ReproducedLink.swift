import Foundation
import GateFiles
import GateRecords

/// The inputs and arguments of a link, found by linking once more.
///
/// `ld.lld --reproduce` writes an archive of all files that it read and a response file that reads them from
/// there. That is surer than to search for libraries as a linker would.
struct ReproducedLink {
  /// A file that the linker read.
  struct File {
    /// Where it was.
    let path: String
    let content: Data
  }

  /// The program that `ld.lld` made, with all sections in their order.
  let program: String
  /// The linker's arguments, one word each, with paths as the archive has them.
  private(set) var words: [String] = []
  /// The files by their names in the archive, which are paths without their first slash.
  private(set) var files: [String: File] = [:]
  /// Their names, in the order in which the linker read them.
  private(set) var names: [String] = []

  /// Links.
  ///
  /// - Parameters:
  ///   - folder: Where the archive and the program may go.
  ///   - directory: Where the build ran, in which relative paths begin.
  /// - Throws: ``LinkingError``.
  init(_ command: LinkCommand, in folder: String, directory: String) throws(LinkingError) {
    program = folder + "/program"
    let archive = folder + "/link.tar"
    guard let compiler = command.words.first else {
      throw .failed(.commandEmpty)
    }
    let isClang = URL(fileURLWithPath: compiler).lastPathComponent.hasPrefix("clang")
    // The last of several outputs counts.
    let own = [
      isClang ? "-fuse-ld=lld" : "-use-ld=lld", "-Xlinker", "--reproduce=\(archive)", "-Xlinker",
      "--strip-debug", "-o", program,
    ]
    try LinkerProcess(compiler, command.words.dropFirst() + own, directory: directory).output()
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: archive), options: .alwaysMapped)
    } catch {
      throw .failed(.noArchive)
    }
    guard let tar = TarArchive(data) else {
      throw .failed(.archiveUnreadable)
    }
    for file in tar.files {
      switch file.name {
      case "version.txt": continue
      case "response.txt":
        words = ResponseFile.words(String(decoding: tar.content(file.place), as: UTF8.self))
      default:
        if files[file.name] == nil { names.append(file.name) }
        files[file.name] = File(path: "/" + file.name, content: tar.content(file.place))
      }
    }
    guard !words.isEmpty else { throw .failed(.noResponseFile) }
  }
}

/// The words of a response file, by the rules of GNU programs.
enum ResponseFile {
  /// Takes a text apart: blanks end a word, quotes hold it together, a backslash keeps what follows it.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var characters = text.makeIterator()
    while let character = characters.next() {
      switch character {
      case "\\" where quote != "'": word = (word ?? "") + (characters.next().map(String.init) ?? "")
      case quote: quote = nil
      case "\"" where quote == nil, "'" where quote == nil:
        quote = character
        word = word ?? ""
      case _ where quote == nil && character.isWhitespace:
        if let whole = word { words.append(whole) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  /// The text that gives these words.
  static func text(_ words: [String]) -> String {
    words.map { word in
      let kept = word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(kept)\"\n"
    }.joined()
  }
}
