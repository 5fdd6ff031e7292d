import GateRecords

/// The version and configuration of this build of the harness.
enum Harness {
  /// Its version.
  static let version = ToolVersion.current

  /// The configuration it was built in.
  static var configuration: String {
    var isDebug = false
    // The only question about the optimiser that the language answers: asserts vanish in release.
    assert(
      {
        isDebug = true
        return true
      }())
    return isDebug ? "debug" : "release"
  }

  /// The compiler's version, as far as conditional compilation shows.
  static var compiler: String {
    #if compiler(>=6.5)
      "Swift 6.5 or later"
    #elseif compiler(>=6.4)
      "Swift 6.4"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }
}
