/// Which functions of a program each benchmark executes: the content of `executed.json`.
///
/// The type is its own wire format; `docs/formats/executed.md` describes the keys.
public struct ExecutedRecord: Hashable, Sendable, Codable {
  /// The schema this version writes.
  public static let schema = SchemaVersion(name: "speedgate.executed", version: 1)

  /// The format and its version, read before anything else.
  public var schema: SchemaVersion

  /// The SHA-256 of the program that ran, in lower-case hexadecimal.
  public var programHash: String

  /// The version of the tool that watched it, as it says it.
  public var tool: String

  /// The variables of the environment, each with the SHA-256 of its value.
  public var environment: [String: String]

  /// The shared libraries that were loaded.
  public var libraries: [ReadFile]

  /// The files that executed code comes from, as the linker was given them; a kit's own objects as `sha256:HASH`.
  public var files: [String]

  /// Executed stretches of these files.
  public var stretches: [Stretch]

  /// Functions of shared libraries.
  public var outside: [String]

  /// The execution of each benchmark, by its name.
  public var benchmarks: [String: Execution]

  private enum CodingKeys: String, CodingKey {
    case schema, tool, environment, libraries, files, stretches, outside, benchmarks
    case programHash = "program_sha256"
  }

  /// A file and what was in it.
  public struct ReadFile: Hashable, Sendable, Codable {
    /// Its path, as the program named it.
    public var path: String
    /// The SHA-256 of its content; nil where there was no such file.
    public var hash: String?

    private enum CodingKeys: String, CodingKey {
      case path
      case hash = "sha256"
    }

    /// Names a file.
    public init(path: String, hash: String?) {
      self.path = path
      self.hash = hash
    }
  }

  /// A stretch of a section of code.
  public struct Stretch: Hashable, Sendable, Codable {
    /// The place of its file among the record's files.
    public var file: Int
    /// The section's name.
    public var section: String
    /// The first instruction, in bytes from the section's beginning.
    public var first: Int
    /// The last instruction.
    public var last: Int

    /// Names a stretch.
    public init(file: Int, section: String, first: Int, last: Int) {
      self.file = file
      self.section = section
      self.first = first
      self.last = last
    }
  }

  /// The execution of one benchmark, from the start of its process to the end.
  public struct Execution: Hashable, Sendable, Codable {
    /// Places among the record's stretches.
    public var stretches: [Int]
    /// Places among the functions of shared libraries.
    public var outside: [Int]
    /// Instructions of the program itself in each of the runs.
    public var instructions: [UInt64]
    /// Files that it read.
    public var files: [ReadFile]
    /// Whether the suite itself asked for variables of the environment.
    public var readsEnvironment: Bool
    /// Why it does not say what another run executes; nil where nothing speaks against it.
    public var doubt: String?
    /// True where its turn has not come yet; nil else.
    public var isPending: Bool?

    private enum CodingKeys: String, CodingKey {
      case stretches, outside, instructions, files, doubt
      case isPending = "pending"
      case readsEnvironment = "reads_environment"
    }

    /// Describes an execution.
    public init(
      stretches: [Int], outside: [Int], instructions: [UInt64], files: [ReadFile],
      readsEnvironment: Bool, doubt: String?, isPending: Bool? = nil
    ) {
      self.stretches = stretches
      self.outside = outside
      self.instructions = instructions
      self.files = files
      self.readsEnvironment = readsEnvironment
      self.doubt = doubt
      self.isPending = isPending
    }
  }

  /// Creates a record of the current schema.
  public init(
    programHash: String, tool: String, environment: [String: String], libraries: [ReadFile],
    files: [String], stretches: [Stretch], outside: [String], benchmarks: [String: Execution]
  ) {
    schema = Self.schema
    self.programHash = programHash
    self.tool = tool
    self.environment = environment
    self.libraries = libraries
    self.files = files
    self.stretches = stretches
    self.outside = outside
    self.benchmarks = benchmarks
  }

  /// How many benchmarks have not been recorded yet.
  public var pendingCount: Int { benchmarks.values.count { $0.isPending == true } }

  /// The contradiction in the record; nil if there is none.
  public var contradiction: String? {
    for (name, execution) in benchmarks.sorted(by: { $0.key < $1.key }) {
      if let place = execution.stretches.first(where: { !stretches.indices.contains($0) }) {
        return RecordMessage.stretchMissing(
          benchmark: "\(name)", place: place, count: stretches.count
        ).line
      }
      if let place = execution.outside.first(where: { !outside.indices.contains($0) }) {
        return
          RecordMessage.functionMissing(
            benchmark: "\(name)", place: place, count: outside.count
          ).line
      }
      if execution.isPending == true, execution.doubt == nil {
        return RecordMessage.pendingWithoutDoubt(benchmark: "\(name)").line
      }
      if execution.doubt == nil, execution.stretches.isEmpty || execution.instructions.count < 2 {
        return RecordMessage.tracedOnce(benchmark: "\(name)").line
      }
      if execution.doubt == nil, Set(execution.instructions).count != 1 {
        return RecordMessage.instructionsDiffer(benchmark: "\(name)").line
      }
    }
    for stretch in stretches {
      guard files.indices.contains(stretch.file) else {
        return RecordMessage.fileMissing(file: stretch.file, count: files.count).line
      }
      guard 0 <= stretch.first, stretch.first <= stretch.last else {
        return RecordMessage.stretchReversed(first: stretch.first, last: stretch.last).line
      }
    }
    return nil
  }
}
