/// The flags of a release build that can be measured, the same for every way to build a suite.
///
/// `swift package gate` has the same ones, so neither builds again what the other has built.
package enum ReleaseFlags {
  /// Arguments of `swift build`.
  package static let arguments: [String] = {
    let aligned = [
      "-Xswiftc", "-Xllvm", "-Xswiftc", "-align-all-functions=6", "-Xcc", "-falign-functions=64",
      "-Xswiftc", "-Xfrontend", "-Xswiftc", "-function-sections", "-Xswiftc", "-gnone",
      "-Xcc", "-ffunction-sections", "-Xcc", "-fdata-sections",
    ]
    #if os(Linux)
      return ["-Xswiftc", "-static-stdlib"] + aligned + ["-Xlinker", "--strip-debug"]
    #else
      return aligned
    #endif
  }()
}
