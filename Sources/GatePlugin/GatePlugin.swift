import Foundation
import PackagePlugin

/// Measures every suite of a package, judges it and writes the reports: `swift package gate`.
///
/// The plugin decides nothing. It builds the suites and the three commands in release, runs them in
/// order, and ends with the gate's exit status, which the package manager flattens to 1.
@main
struct GatePlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let options: GateOptions
    do {
      options = try GateOptions(arguments)
    } catch {
      Diagnostics.error("gate: \(error)")
      exit(2)
    }
    if options.wantsHelp {
      print(GateOptions.help)
      return
    }

    let suites = try SuiteProduct.all(in: context.package, named: options.suites)
    let builder = ReleaseBuilder(packageManager: packageManager)
    let gate = try GateRun(
      bench: builder.executable("speedgate-bench"),
      detect: builder.executable("speedgate-detect"),
      report: builder.executable("speedgate-report"),
      options: options,
      package: context.package.directoryURL,
      output: Self.outputFolder(for: context))

    var worst: Int32 = 0
    for suite in suites {
      worst = max(worst, try gate.judge(suite, program: builder.executable(suite.product)))
    }
    if worst != 0 { exit(worst) }
  }

  /// A folder beside the plugins' own ones in the build folder, short enough to be typed.
  private static func outputFolder(for context: PluginContext) -> URL {
    context.pluginWorkDirectoryURL
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "speedgate", directoryHint: .isDirectory)
  }
}

/// Builds products in release and tells where their programs are.
struct ReleaseBuilder {
  let packageManager: PackageManager

  /// The runtime goes into the programs.
  ///
  /// A stored suite must run later, on a machine without a toolchain. The commands are built alike: other flags for them would build every module twice.
  static let compilerFlags: [String] = {
    #if os(Linux)
      ["-static-stdlib"]
    #else
      []
    #endif
  }()

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
