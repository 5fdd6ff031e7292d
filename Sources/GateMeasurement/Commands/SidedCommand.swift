/// The command of one side of a benchmark, with its environment.
package struct SidedCommand: Hashable, Sendable {
  /// The program and its arguments.
  package var words: [String]
  /// Whether a shell is that program, so that its start counts.
  package var usesShell = false
  /// The folder that all of it runs in; the driver's own when nil.
  package var directory: String?
  /// Variables that it gets in addition to the driver's, or in their place.
  package var environment: [String: String] = [:]
  /// The command that runs once before the first run.
  package var setup: [String]?
  /// The command that runs before every run, untimed.
  package var prepare: [String]?
  /// The command that runs once after the last run.
  package var cleanUp: [String]?
  /// The file that standard input is; nothing unless given.
  package var input: String?
  /// The exit statuses that count as success.
  package var expectedStatuses: Set<Int32> = [0]
  /// The SHA-256 that standard output must have where it is kept: in the warm-up runs, or in all.
  package var expectedOutput: String?
  /// Runs before measuring begins; one at least, which shows that the command works.
  package var warmUps = 1
  /// Whether the command's output goes to a file and not to `/dev/null`, which some programs look for.
  package var keepsOutput = false
  /// Whether the command may be bound to one processor.
  package var isBound = false
  /// Seconds that a run may last; the launcher's limit when nil.
  package var timeLimit: Double?
  /// A program that the command names and that is not there; nil once all are found.
  package private(set) var missingProgram: String?

  /// Creates a command.
  package init(_ words: [String]) { self.words = words }

  /// The command with values in place of `{n}` wherever words, files and variables hold it.
  func filled(_ values: [(name: String, value: String)]) -> SidedCommand {
    func filled(_ word: String) -> String {
      values.reduce(word) { Self.replacing("{\($1.name)}", in: $0, by: $1.value) }
    }
    var command = self
    command.words = words.map(filled)
    command.setup = setup?.map(filled)
    command.prepare = prepare?.map(filled)
    command.cleanUp = cleanUp?.map(filled)
    command.input = input.map(filled)
    command.directory = directory.map(filled)
    command.environment = environment.mapValues(filled)
    return command
  }

  /// Every text that may hold a parameter.
  var texts: [String] {
    words + (setup ?? []) + (prepare ?? []) + (cleanUp ?? [])
      + [input, directory].compactMap(\.self)
      + environment.values
  }

  private static func replacing(_ part: String, in word: String, by value: String) -> String {
    word.split(separator: part, omittingEmptySubsequences: false).joined(separator: value)
  }

  /// The command with its programs and files found from a folder, as a shell in that folder would.
  ///
  /// The search is not part of any run. A program that is not there is noted in ``missingProgram``.
  ///
  /// - Parameters:
  ///   - root: The absolute path of the folder that ``directory`` is seen from; nil for the driver's own.
  ///   - path: The folders of programs, when the command has no `PATH` of its own.
  package func placed(in root: String?, path: String) -> SidedCommand {
    var command = self
    let folder = directory.map { Self.joined($0, to: root) } ?? root
    command.directory = folder
    command.input = input.map { Self.joined($0, to: folder) }
    let search = ProgramSearch(path: environment["PATH"] ?? path, folder: folder)
    for key in [\SidedCommand.words, \.setup.orNone, \.prepare.orNone, \.cleanUp.orNone] {
      guard let name = command[keyPath: key].first else { continue }
      if let program = search.program(name) {
        command[keyPath: key][0] = program
      } else {
        command.missingProgram = command.missingProgram ?? name
      }
    }
    return command
  }

  private static func joined(_ path: String, to folder: String?) -> String {
    guard let folder, !path.hasPrefix("/") else { return path }
    return path == "." ? folder : folder + "/" + path
  }
}

extension [String]? {
  /// The words, or none.
  fileprivate var orNone: [String] {
    get { self ?? [] }
    set { self = newValue.isEmpty ? nil : newValue }
  }
}
