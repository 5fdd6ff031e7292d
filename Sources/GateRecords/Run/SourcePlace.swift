/// Where a benchmark is declared: a file by its path from the repository's root, and a line.
///
/// The path comes from programs and files of others, and GitHub shows it, so one that leads out of the repository or
/// that no one could read on one line is refused.
public struct SourcePlace: Hashable, Sendable {
  /// The file: a relative path with `/` between its parts.
  public let file: String

  /// The line, from 1.
  public let line: Int

  /// The longest path in bytes, which is what systems allow.
  package static let longestFile = 1_024

  /// The last line; no compiler reads a longer file.
  package static let lastLine = 10_000_000

  /// Creates a place; nil for a path that leads out of the repository or is none, and for a line that cannot be.
  public init?(file: String, line: Int) {
    guard (1...Self.lastLine).contains(line), Self.isInside(file) else { return nil }
    self.file = file
    self.line = line
  }

  /// Whether a path stays inside the folder that it begins in, whatever system reads it.
  private static func isInside(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= longestFile,
      path.unicodeScalars.allSatisfy(isReadable)
    else { return false }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0 != "." && $0 != ".."
    }
  }

  /// Not a character that ends a line or hides, and none that parts a path from a drive or a commit.
  private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: scalar != ":" && scalar != "\\"
    }
  }
}

extension SourcePlace: Codable {
  private enum CodingKeys: String, CodingKey {
    case file, line
  }

  /// Reads a place.
  ///
  /// - Throws: `DecodingError` for a path that leads out of the repository, and for a line that cannot be.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard
      let place = try SourcePlace(
        file: container.decode(String.self, forKey: .file),
        line: container.decode(Int.self, forKey: .line))
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .file, in: container,
        debugDescription: "is not a path inside the repository with a line from 1 to "
          + "\(Self.lastLine)")
    }
    self = place
  }
}
