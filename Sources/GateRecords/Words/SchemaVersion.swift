/// A file format's name and version: `speedgate.run/1`.
public struct SchemaVersion: RawRepresentable, Hashable, Sendable, Codable {
  /// The format's name, without the version.
  public let name: String

  /// The version, from 1.
  public let version: Int

  /// Creates a version of a format.
  public init(name: String, version: Int) {
    self.name = name
    self.version = version
  }

  /// Parses `name/version`; nil when there is no slash or the version is not a positive number.
  public init?(rawValue: String) {
    guard let slash = rawValue.lastIndex(of: "/"), slash != rawValue.startIndex,
      let version = Int(rawValue[rawValue.index(after: slash)...]), version > 0
    else { return nil }
    self.init(name: String(rawValue[..<slash]), version: version)
  }

  /// The name and the version, joined by a slash.
  public var rawValue: String { "\(name)/\(version)" }
}
