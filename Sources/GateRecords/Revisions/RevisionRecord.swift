/// The measured revision, in terms of version control: a commit, or the work tree.
public struct RevisionRecord: Hashable, Sendable, Codable {
  /// The name that the user gave; `.` is the work tree.
  public var name: String
  /// The commit's hash; of the work tree the commit that is checked out.
  public var commit: String?
  /// The first line of the commit's message.
  public var title: String?
  /// The author of the commit: name and address.
  public var author: String?
  /// When it was committed.
  public var date: String?
  /// Whether files differ from the commit; absent for commits.
  public var hasUncommittedChanges: Bool?
  /// The SHA-256 of the program; absent where there is none.
  public var programHash: String?

  private enum CodingKeys: String, CodingKey {
    case name, commit, title, author, date
    case hasUncommittedChanges = "uncommitted_changes"
    case programHash = "program_sha256"
  }

  /// Creates a description.
  public init(
    name: String, commit: String?, title: String? = nil, author: String? = nil,
    date: String? = nil, hasUncommittedChanges: Bool? = nil, programHash: String? = nil
  ) {
    self.name = name
    self.commit = commit
    self.title = title
    self.author = author
    self.date = date
    self.hasUncommittedChanges = hasUncommittedChanges
    self.programHash = programHash
  }

  /// The name with the hash, where it is not the hash itself.
  public var label: String {
    guard let commit else { return name == "." ? "the work tree" : name }
    let short = String(commit.prefix(9))
    if name == "." {
      return "the work tree (\(short)\(hasUncommittedChanges == true ? " with changes" : ""))"
    }
    return commit.hasPrefix(name) ? short : "\(name) (\(short))"
  }
}
