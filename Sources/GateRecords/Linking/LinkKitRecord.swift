/// The files that are needed to link a program again: the content of `kit.json`.
///
/// The type is its own wire format; `docs/formats/link-kit.md` describes the keys.
public struct LinkKitRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.linkkit", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// The SHA-256 of the program that the build linked, in lower-case hexadecimal.
  public var programHash: String

  /// The SHA-256 of what the kit links when functions keep their order.
  ///
  /// A kit that gives other bytes is not what was stored, whatever changed: an object, an archive of the
  /// toolchain, or the linker.
  public var referenceHash: String

  /// The linker.
  public var linker: LinkerRecord

  /// The linker's arguments, without the place of its output.
  public var arguments: [LinkWord]

  /// The files that the linker read, in the order in which it read them.
  public var inputs: [LinkInput]

  private enum CodingKeys: String, CodingKey {
    case schema, linker, arguments, inputs
    case programHash = "program_sha256"
    case referenceHash = "reference_sha256"
  }

  /// Creates a record of the current schema.
  public init(
    programHash: String, referenceHash: String, linker: LinkerRecord, arguments: [LinkWord],
    inputs: [LinkInput]
  ) {
    schema = Self.schema
    self.programHash = programHash
    self.referenceHash = referenceHash
    self.linker = linker
    self.arguments = arguments
    self.inputs = inputs
  }

  /// The SHA-256 of every file that is kept with the kit, each once.
  public var objectHashes: Set<String> {
    Set(inputs.filter { $0.path == nil }.map(\.hash))
  }

  /// The contradiction in the record; nil if there is none.
  public var contradiction: String? {
    for word in arguments {
      guard case .input(let index) = word else { continue }
      guard inputs.indices.contains(index) else {
        return RecordMessage.inputMissing(index: index, count: inputs.count).line
      }
    }
    let hashes = [programHash, referenceHash] + inputs.map(\.hash)
    guard let wrong = hashes.first(where: { !Self.isHash($0) }) else { return nil }
    return RecordMessage.notAHash(text: wrong).line
  }

  private static func isHash(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

/// The linker that a kit was made with.
public struct LinkerRecord: Hashable, Sendable, Codable {
  /// Where it was.
  public var path: String

  /// The version text that it prints: name, version and, for a toolchain's own, the commit.
  public var version: String

  /// Creates a linker's description.
  public init(path: String, version: String) {
    self.path = path
    self.version = version
  }
}

/// One of a linker's arguments: a text, or a file by its place among the inputs.
///
/// It is written as it is: a text as a text, a place as a number.
public enum LinkWord: Hashable, Sendable, Codable {
  /// An argument, unchanged.
  case text(String)
  /// The path of an input, by its index.
  case input(Int)

  /// Reads a text or a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let index = try? container.decode(Int.self) {
      self = .input(index)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes a text or a number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .input(let index): try container.encode(index)
    }
  }
}

/// A file that the linker read.
public struct LinkInput: Hashable, Sendable, Codable {
  /// Its name, for people.
  public var name: String

  /// The SHA-256 of its content, by which the kit keeps it.
  public var hash: String

  /// Its size in bytes.
  public var bytes: Int64

  /// Where a file of the toolchain or the system is; absent for what is kept with the kit.
  public var path: String?

  private enum CodingKeys: String, CodingKey {
    case name, bytes, path
    case hash = "sha256"
  }

  /// Creates a file's description.
  public init(name: String, hash: String, bytes: Int64, path: String?) {
    self.name = name
    self.hash = hash
    self.bytes = bytes
    self.path = path
  }
}
