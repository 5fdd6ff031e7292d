/// The inputs of a program, as the build step found them.
///
/// Two of them are compared only where they were found in the same way: see ``method``.
public struct MadeOf: Hashable, Sendable, Codable {
  /// The way this version finds it; another way gives other hashes for the same sources.
  public static let currentMethod = 1

  /// The way it was found.
  public var method: Int

  /// The SHA-256 over names and contents of all sources behind the program, those of its dependencies among them.
  public var sources: String

  /// The SHA-256 over the manifests of the packages that these sources belong to.
  public var manifests: String

  /// The SHA-256 of `Package.resolved`; absent when there is none.
  public var resolved: String?

  /// The SHA-256 over the command lines of all compilers and of the linker, without the folders' places.
  public var flags: String

  /// The compiler's version text.
  public var toolchain: String

  /// The SHA-256 over names, sizes and times of the system's objects and libraries that programs are linked with.
  public var system: String

  /// The SHA-256 of the places of package and build folder, which programs hold in their texts.
  public var place: String

  /// The SHA-256 over the program's loaded sections without those that only name a build; absent for formats that
  /// are not read.
  public var code: String?

  private enum CodingKeys: String, CodingKey {
    case method, toolchain
    case sources = "sources_sha256"
    case manifests = "manifests_sha256"
    case resolved = "resolved_sha256"
    case flags = "flags_sha256"
    case system = "system_sha256"
    case place = "place_sha256"
    case code = "code_sha256"
  }

  /// Creates a description.
  public init(
    method: Int = Self.currentMethod, sources: String, manifests: String, resolved: String?,
    flags: String, toolchain: String, system: String, place: String, code: String?
  ) {
    self.method = method
    self.sources = sources
    self.manifests = manifests
    self.resolved = resolved
    self.flags = flags
    self.toolchain = toolchain
    self.system = system
    self.place = place
    self.code = code
  }
}
