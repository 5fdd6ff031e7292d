import Foundation
import PackagePlugin

/// Builds products in release and returns the paths of their programs.
struct ReleaseBuilder {
  let packageManager: PackageManager

  /// The runtime goes into the programs, and each function starts a cache line of its own.
  ///
  /// A stored suite must run later, on a machine without a toolchain. And a change must not move the
  /// loops of functions that it does not touch: across the end of a line they can be half as slow
  /// again. A section for each function lets `speedgate-bench kit` link a suite again with its functions in
  /// another order. The commands are built alike: other flags for them would build every module twice.
  /// What only a debugger reads is left out by the linker and so not made.
  static let compilerFlags: [String] = {
    let aligned = [
      "-Xllvm", "-align-all-functions=6", "-Xfrontend", "-function-sections", "-gnone",
    ]
    #if os(Linux)
      return ["-static-stdlib"] + aligned
    #else
      return aligned
    #endif
  }()

  /// The same for functions in C; 64 is two to the power of the 6 above.
  static let cFlags = ["-falign-functions=64", "-ffunction-sections", "-fdata-sections"]

  /// Every launch copies the suite: what only a debugger reads stays out of it.
  static let linkerFlags: [String] = {
    #if os(Linux)
      ["--strip-debug"]
    #else
      []
    #endif
  }()

  /// Builds one executable product.
  ///
  /// - Throws: ``GateError`` when the build fails or makes no program.
  func executable(_ product: String) throws -> URL {
    Diagnostics.progress("building \(product) (release)")
    var parameters = PackageManager.BuildParameters(configuration: .release, logging: .concise)
    parameters.otherSwiftcFlags = Self.compilerFlags
    parameters.otherCFlags = Self.cFlags
    parameters.otherLinkerFlags = Self.linkerFlags
    let result = try packageManager.build(.product(product), parameters: parameters)
    guard result.succeeded else { throw GateError.buildFailed(product, log: result.logText) }
    let programs = result.builtArtifacts.filter { $0.kind == .executable }
    guard let program = programs.first(where: { $0.url.lastPathComponent == product }) else {
      throw GateError.noProgram(product)
    }
    return program.url
  }
}
