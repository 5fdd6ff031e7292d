import Foundation
import PackagePlugin

/// Measures every suite of a package, judges it and writes the reports: `swift package gate`.
///
/// The plugin decides nothing. It builds the suites and the three commands in release and runs them in order. When a gate
/// fails it reports an error, and the package manager ends with status 1.
@main
struct GatePlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let builder = ReleaseBuilder(packageManager: packageManager)
    if let command = ToolCommand(arguments) {
      if let help = command.help { return print(help) }
      if let mistake = command.mistake { return Diagnostics.error("gate: \(mistake)") }
      return try perform(command, builder, context)
    }
    let options: GateOptions
    do {
      options = try GateOptions(arguments)
    } catch {
      return Diagnostics.error("gate: \(error)")
    }
    // The help builds and writes nothing, and needs no permission.
    if options.wantsHelp { return print(GateOptions.help) }

    let package = context.package.directoryURL
    if options.writesPackage, !FileManager.default.isWritableFile(atPath: package.path) {
      throw GateError.notWritable(package.path)
    }
    let suites = try SuiteProduct.all(in: context.package, named: options.suites)
    let output = Self.outputFolder(for: context)
    let began = try BuildMarker(in: output)
    if !areToolsBuilt(context) {
      // A mistake in a suite shows before minutes go into building the commands.
      for suite in suites { _ = try builder.executable(suite.product) }
    }
    announceTools(context)
    let bench = try builder.executable("speedgate-bench")
    let gate = try GateRun(
      bench: bench,
      detect: builder.executable("speedgate-detect"),
      report: builder.executable("speedgate-report"),
      options: options,
      package: package,
      output: output)

    var failed: [String] = []
    var unjudged: [String] = []
    for suite in suites {
      let program = try builder.freshExecutable(suite.product, checkedBy: bench, since: began)
      switch try gate.judge(suite, program: program) {
      case 0: break
      case 1: failed.append(suite.product)
      default: unjudged.append(suite.product)
      }
    }
    // An error makes the package manager end with status 1. It is the last line, and says which suites to look at.
    if !unjudged.isEmpty {
      Diagnostics.error("the gate could not judge \(unjudged.joined(separator: ", "))")
    }
    if !failed.isEmpty { Diagnostics.error("the gate failed: \(failed.joined(separator: ", "))") }
  }

  /// Runs a command of `speedgate-bench` in the package's folder.
  private func perform(
    _ command: ToolCommand, _ builder: ReleaseBuilder, _ context: PluginContext
  ) throws {
    announceTools(context)
    let bench = try builder.executable("speedgate-bench")
    if command.needsDetect { _ = try builder.executable("speedgate-detect") }
    let child = try Child(
      bench, command.arguments, in: context.package.directoryURL,
      keeping: Self.outputFolder(for: context))
    guard child.status != 0 else { return print(child.output, terminator: "") }
    // The package manager keeps what is printed until the plugin ends, so the answer would follow the error.
    let answer = child.output.trimmingCharacters(in: .newlines)
    if !answer.isEmpty { Diagnostics.progress(answer) }
    let words = command.arguments.joined(separator: " ")
    Diagnostics.error("\(words) ended with status \(child.status)")
  }

  /// Whether the tools were built before, by this version or another.
  private func areToolsBuilt(_ context: PluginContext) -> Bool {
    let built = Self.outputFolder(for: context).deletingLastPathComponent()
      .appending(path: "release/speedgate-bench").path
    return FileManager.default.fileExists(atPath: built)
  }

  /// Says that the tools are built and how long that takes, where they were not built before.
  private func announceTools(_ context: PluginContext) {
    guard !areToolsBuilt(context) else { return }
    Diagnostics.progress("building Speedgate's tools; the first time this takes some minutes")
  }

  /// A folder beside the plugins' own ones in the build folder, short enough to be typed.
  private static func outputFolder(for context: PluginContext) -> URL {
    context.pluginWorkDirectoryURL
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "speedgate", directoryHint: .isDirectory)
  }
}
