import PackagePlugin

@main
struct GatePlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {}
}
