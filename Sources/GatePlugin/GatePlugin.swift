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
    let output = Self.outputFolder(for: context)
    let began = try BuildMarker(in: output)
    let bench = try builder.executable("speedgate-bench")
    let gate = try GateRun(
      bench: bench,
      detect: builder.executable("speedgate-detect"),
      report: builder.executable("speedgate-report"),
      options: options,
      package: context.package.directoryURL,
      output: output)

    var worst: Int32 = 0
    for suite in suites {
      let program = try builder.freshExecutable(suite.product, checkedBy: bench, since: began)
      worst = max(worst, try gate.judge(suite, program: program))
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
