/// How a measurement is repeated: by one command line, or by none.
///
/// The words are those that the command was given, taken apart and put together again, so that the seed is
/// among the options and not among the words of a measured command.
public enum RepeatCommand: Hashable, Sendable {
  /// The words of the line, the program's name first.
  case words([String])
  /// Why no line repeats it, as a clause: `it read standard input`.
  case impossible(reason: String)

  /// The line for a shell; nil where there is none.
  ///
  /// It is exact whatever the words hold, so it may hold line ends and invisible characters.
  package var line: String? {
    switch self {
    case .words(let words): ShellWords.line(words)
    case .impossible: nil
    }
  }
}

extension RepeatCommand: Codable {
  private enum CodingKeys: String, CodingKey {
    case words, reason
  }

  /// Writes an object with `words` or with `reason`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .words(let words): try container.encode(words, forKey: .words)
    case .impossible(let reason): try container.encode(reason, forKey: .reason)
    }
  }

  /// Reads an object with `words` or with `reason`.
  ///
  /// - Throws: ``RecordContradiction`` where both or none are there, and for words that no process can be given.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let words = try container.decodeIfPresent([String].self, forKey: .words)
    let reason = try container.decodeIfPresent(String.self, forKey: .reason)
    switch (words, reason) {
    case (let words?, nil):
      guard !words.isEmpty, !words.contains(where: { $0.unicodeScalars.contains("\0") }) else {
        throw RecordContradiction(RecordMessage.repeatNotACommand.line)
      }
      self = .words(words)
    case (nil, let reason?): self = .impossible(reason: reason)
    case (_?, _?):
      throw RecordContradiction(RecordMessage.repeatWithReason.line)
    case (nil, nil): throw RecordContradiction(RecordMessage.repeatEmpty.line)
    }
  }
}

extension MeasurementSettings {
  /// How the measurement is repeated; nil where that is not certain.
  package var repeatCommand: RepeatCommand? { repetition ?? repeatCommandOfOldRecord }

  /// Records of earlier versions hold only what was called, in which options and a measured command's words
  /// look alike.
  ///
  /// The seed is the first option, where no word before it can take it for a value and no `--` is
  /// before it. Where the words hold `--seed` themselves nothing is certain.
  private var repeatCommandOfOldRecord: RepeatCommand? {
    guard command.count >= 2, !command.contains(where: { $0.unicodeScalars.contains("\0") }) else {
      return nil
    }
    let given = command.dropFirst(2)
    switch command[1] {
    case "run", "command", "aa-check":
      guard !given.contains(where: { $0 == "--seed" || $0.hasPrefix("--seed=") }) else {
        return nil
      }
      return .words(command.prefix(2) + ["--seed", "\(seed)"] + given)
    case "import", "merge":
      guard !given.contains(where: RepeatCommand.isReadOnce) else { return nil }
      return .words(command)
    default: return nil
    }
  }
}

extension RepeatCommand {
  /// Whether the content of a path can be read only once, such as standard input.
  package static func isReadOnce(_ path: String) -> Bool {
    path == "-" || path == "/dev/stdin"
      || ["/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/"].contains { path.hasPrefix($0) }
  }
}
