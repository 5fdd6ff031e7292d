/// The differences in code between a paired run's two programs, by what they were linked from.
///
/// It holds either both differences or the reason why there are none.
public struct CodeComparison: Hashable, Sendable, Codable {
  /// The functions that differ; absent where the code could not be compared.
  public var functions: CodeChanges?

  /// The tables, constants, variables and metadata that differ; absent where the code could not be compared.
  public var data: CodeChanges?

  /// Why the code could not be compared, one sentence; absent where it was.
  public var reason: String?

  /// Creates the result of a comparison.
  public init(functions: CodeChanges, data: CodeChanges) {
    self.functions = functions
    self.data = data
  }

  /// Creates a description of a comparison that could not be made.
  public init(reason: String) {
    self.reason = reason
  }

  /// Whether the code was compared.
  package var isMade: Bool { functions != nil && data != nil && reason == nil }

  /// Why it cannot be; nil when it can.
  package var contradiction: String? {
    guard (functions == nil) == (data == nil), (functions == nil) != (reason == nil) else {
      return RecordMessage.codePartlyCompared.line
    }
    return functions?.contradiction(of: "functions") ?? data?.contradiction(of: "data")
  }
}

/// The names of one kind, functions or data, that two programs do not have in common.
public struct CodeChanges: Hashable, Sendable, Codable {
  /// How many named ones the baseline has; absent where it was not counted.
  public var baseline: Int?

  /// How many named ones the candidate has; absent where it was not counted.
  public var candidate: Int?

  /// How many only the candidate has.
  public var added: Int

  /// How many only the baseline has.
  public var removed: Int

  /// How many both have and differ.
  public var edited: Int

  /// How many both have, with several definitions of which it is not known which one counts.
  public var unclear: Int

  /// The first of them by name.
  public var changed: [ChangedName]

  /// How many more there are than `changed` lists; absent where it lists all.
  public var leftOut: Int?

  private enum CodingKeys: String, CodingKey {
    case baseline, candidate, added, removed, edited, unclear, changed
    case leftOut = "left_out"
  }

  /// The most names that are listed.
  package static let mostListed = 200

  /// Counts changed names and lists the first of them: edited ones first, then added, removed and unclear ones.
  ///
  /// - Parameter all: Every changed name.
  public init(baseline: Int? = nil, candidate: Int? = nil, _ all: [ChangedName]) {
    self.baseline = baseline
    self.candidate = candidate
    func names(_ kind: ChangedName.Kind) -> [ChangedName] { all.filter { $0.kind == kind } }
    let sorted = ChangedName.Kind.allCases.map(names)
    added = names(.added).count
    removed = names(.removed).count
    edited = names(.edited).count
    unclear = names(.unclear).count
    changed = Array(sorted.joined().prefix(Self.mostListed))
    leftOut = all.count > changed.count ? all.count - changed.count : nil
  }

  /// How many differ in all.
  public var count: Int { added + removed + edited + unclear }

  /// Why the counts and the names cannot both be true; nil when they can.
  func contradiction(of what: String) -> String? {
    let counts = [added, removed, edited, unclear, baseline ?? 0, candidate ?? 0, leftOut ?? 0]
    guard counts.allSatisfy({ (0...1_000_000_000).contains($0) }) else {
      return RecordMessage.codeCountInvalid(what: what).line
    }
    guard changed.count + (leftOut ?? 0) == count else {
      return RecordMessage.codeCountDiffers(
        count: count, what: what, named: changed.count + (leftOut ?? 0)
      ).line
    }
    return nil
  }
}

/// A name that differs, and how.
public struct ChangedName: Hashable, Sendable, Codable {
  /// How it differs.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Both sides have it, and it differs.
    case edited
    /// Only the candidate has it.
    case added
    /// Only the baseline has it.
    case removed
    /// Several definitions compete, and which one counts is not known.
    case unclear
  }

  /// The name as the sources have it, where the toolchain could find it; else the linker's.
  public var name: String

  /// How it differs.
  public var kind: Kind

  /// Creates a changed name.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
